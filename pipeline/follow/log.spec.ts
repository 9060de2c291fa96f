import { expect, test } from 'vitest';
import { createLog, type LogFormat, type LogLevel } from './log.ts';

function written(format: LogFormat, level: LogLevel): string[] {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const log = createLog({ format, level, now: () => 0, write });
  log.debug('looked');
  log.info('committed', { parts: 2, partitions: [0, 1], source: 'kafka "checks"' });
  log.error('broken\nhard');
  return lines;
}

test('is an object per line for machines', () => {
  expect(written('json', 'debug').map((line): unknown => JSON.parse(line))).toEqual([
    { time: '1970-01-01T00:00:00.000Z', level: 'debug', message: 'looked' },
    {
      time: '1970-01-01T00:00:00.000Z',
      level: 'info',
      message: 'committed',
      parts: 2,
      partitions: [0, 1],
      source: 'kafka "checks"',
    },
    { time: '1970-01-01T00:00:00.000Z', level: 'error', message: 'broken\nhard' },
  ]);
  expect(written('json', 'debug').every((line) => !line.includes('\n'))).toBe(true);
});

test('is a sentence per line for people', () => {
  expect(written('text', 'info')[0]).toBe(
    '1970-01-01T00:00:00.000Z info  committed parts=2 partitions=[0,1] source=kafka "checks"',
  );
});

test.each([
  ['debug', 3],
  ['info', 2],
  ['warn', 1],
  ['error', 1],
] as const)('of the level %s leaves less important lines out', (level, lines) => {
  expect(written('json', level)).toHaveLength(lines);
});
