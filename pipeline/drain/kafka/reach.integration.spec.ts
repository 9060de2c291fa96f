/** Brokers that are not there, and ports that are something else: bounded, and said in words. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { countingServer } from '../../testing/counting-proxy.testing.ts';
import { kafkaSettingsOf } from '../../testing/kafka-drain.testing.ts';
import { temporaryFolder } from '../../testing/temporary-folder.testing.ts';
import { reachBroker } from './reach.ts';

const hasty = { connectTimeoutMs: 150 };
const settings = (address: string, change = {}) =>
  kafkaSettingsOf(address, ['checks'], { ...hasty, ...change });

describe('a broker that cannot be reached', () => {
  test('refuses: tried again a few times, then told', async () => {
    await expect(reachBroker(settings('127.0.0.1:1'), [1, 1])).rejects.toThrow(
      'kafka 127.0.0.1:1: cannot be reached, tried 3 times: 127.0.0.1:1: nothing listens there (ECONNREFUSED); what was drained before stays, the page shows its age',
    );
  });

  test('has a name nobody knows', async () => {
    await expect(reachBroker(settings('nowhere.invalid:9092'), [1])).rejects.toThrow(
      /nowhere\.invalid:9092: the name .*\(DNS\)/,
    );
  });

  test('takes the connection and never answers', async () => {
    const silent = await countingServer(() => undefined);
    await expect(reachBroker(settings(silent.address), [1])).rejects.toThrow(
      /tried 2 times: .*connected, but there was no answer within 150 ms/,
    );
    expect(silent.connections()).toBe(2);
  });

  test('takes the connection and never answers in TLS', async () => {
    const silent = await countingServer(() => undefined);
    await expect(reachBroker(settings(silent.address, { ssl: {} }), [1])).rejects.toThrow(
      /tried 2 times: .*no connection within 150 ms/,
    );
    expect(silent.connections()).toBe(2);
  });

  test('hangs up on everybody', async () => {
    const rude = await countingServer((socket) => socket.destroy());
    await expect(reachBroker(settings(rude.address), [1, 1])).rejects.toThrow(
      /tried 3 times: .*(closed the connection|was broken off)/,
    );
    // Each time once as a client, then once in TLS and once about SASL, to see what it is.
    expect(rude.connections()).toBe(9);
  });

  test.for([
    ['a web server', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['endless bytes', 'x'.repeat(100_000)],
    ['an empty answer', '\0\0\0\0'],
  ])('is %s', async ([, answer = '']) => {
    const other = await countingServer((socket) => {
      socket.on('data', () => socket.write(answer));
    });
    await expect(reachBroker(settings(other.address), [1])).rejects.toThrow('tried 2 times');
  });

  test('is told who we are', async () => {
    let heard = '';
    const silent = await countingServer((socket) => {
      socket.on('data', (chunk) => (heard += chunk.toString('latin1')));
    });
    const change = { clientId: 'plumbline-of-ours' };
    await expect(reachBroker(settings(silent.address, change), [])).rejects.toThrow(
      'tried 1 times',
    );
    expect(heard).toContain('plumbline-of-ours');
  });

  test('each of several is told', async () => {
    const change = { brokers: ['127.0.0.1:1', '127.0.0.1:2'] };
    await expect(reachBroker(settings('', change), [])).rejects.toThrow(
      /127\.0\.0\.1:1: nothing listens there .*; 127\.0\.0\.1:2: nothing listens there/,
    );
  });
});

test(
  'a build without its broker ends with code 1 and a message, and the last site stays',
  { timeout: 60_000 },
  () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'releases', 'old'), { recursive: true });
    writeFileSync(join(folder, 'releases', 'old', 'index.html'), 'old site');
    symlinkSync(join('releases', 'old'), join(folder, 'site'));
    const source = { kind: 'kafka', brokers: ['127.0.0.1:1'], topics: ['checks'] };
    const component = { id: 'api', observed: 'requests', slo: { availability: 99 } };
    const config = { site: { name: 'Test' }, sources: [source], components: [component] };
    writeFileSync(join(folder, 'status.yaml'), JSON.stringify(config));
    const main = ['--disable-warning=TimeoutNegativeWarning', 'pipeline/main.ts', 'build'];
    const { status, stderr } = spawnSync(process.execPath, main, {
      cwd: fileURLToPath(new URL('../../..', import.meta.url)),
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        PLUMBLINE_CONFIG: join(folder, 'status.yaml'),
        PLUMBLINE_DATA: join(folder, 'data'),
        PLUMBLINE_STATUS: join(folder, 'status'),
        PLUMBLINE_OUT: join(folder, 'site'),
      },
    });
    expect(stderr).toMatch(/^error: kafka 127\.0\.0\.1:1: cannot be reached, tried 5 times: .*\n$/);
    expect(status).toBe(1);
    expect(readFileSync(join(folder, 'site', 'index.html'), 'utf8')).toBe('old site');
  },
);
