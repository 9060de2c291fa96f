import { describe, expect, it } from 'vitest';
import { emptySeries, type MinuteSeries } from '../minutes/minute-class.ts';
import { measuredNow, outagesOf } from './now.ts';

/** A series by letters: U up, D degraded, P partial, M major, X maintenance, I idle, ? unknown. */
function seriesOf(letters: string): MinuteSeries {
  const series = emptySeries({ start: 1000, end: 1000 + letters.length });
  series.classes.set(Array.from(letters, (letter) => 'UDPMXI?'.indexOf(letter)));
  return series;
}

/** Outages as [first minute, minute after the last] from the start of the letters. */
const outages = (letters: string) =>
  outagesOf(seriesOf(letters)).map(({ start, end }) => [
    start - 1000,
    end === null ? null : end - 1000,
  ]);

function nowOf(letters: string) {
  const series = seriesOf(letters);
  const { status, since } = measuredNow(series, outagesOf(series));
  return [status, since === null ? null : since - 1000];
}

describe('an outage', () => {
  it.each([
    ['UUMUUUUU', [], 'one bad minute opens none'],
    ['UMUUMUUUUU', [], 'two bad of four minutes open none'],
    ['UMMUUUUU', [[1, 3]], 'two bad minutes do'],
    ['UMUMUUUUU', [[1, 4]], 'two bad of three do, from the first'],
    ['UPDPUUUUU', [[1, 4]], 'a degraded minute is good'],
    ['UMMUUUUMUUUUU', [[1, 8]], 'four good minutes do not close it'],
    [
      'UMMUUUUUMMUUUUU',
      [
        [1, 3],
        [8, 10],
      ],
      'five do, back at the last bad one',
    ],
    ['UMMIIIIIU', [[1, 3]], 'idle minutes are good'],
    ['UMM?????UUUU', [[1, null]], 'unknown minutes do not close it'],
    ['UMM??UU??UUUUU', [[1, 3]], 'five good ones after them do'],
    ['UM?MUUUUU', [[1, 4]], 'two bad of three open it around an unknown one'],
    ['U??????', [], 'unknown minutes open none'],
    ['UMMXXXXXX', [[1, null]], 'maintenance does not close it'],
    ['MM', [[0, null]], 'it is open while nothing closed it'],
  ])('%s: %j, as %3$s', (letters, expected) => {
    expect(outages(letters)).toEqual(expected);
  });

  it('remembers its worst class', () => {
    expect(outagesOf(seriesOf('PMPUUUUU')).map(({ worst }) => worst)).toEqual([3]);
    expect(outagesOf(seriesOf('PPUUUUU')).map(({ worst }) => worst)).toEqual([2]);
  });
});

describe('the measured state now', () => {
  it.each([
    ['UUUU', ['operational', null]],
    ['UUMMUUUUU', ['operational', 4]],
    ['UUII', ['operational', null]],
    ['UUMM', ['major_outage', 2]],
    ['UUMMUUUU', ['major_outage', 2]],
    ['UUPP', ['partial_outage', 2]],
    ['UUMMPP', ['partial_outage', 2]],
    ['UUMM????', ['major_outage', 2]],
    ['UUU?', ['unknown', null]],
    ['UUUD', ['degraded', null]],
    ['UUUM', ['degraded', null]],
    ['UUUX', ['maintenance', null]],
    ['', ['unknown', null]],
  ])('of %s is %j', (letters, expected) => {
    expect(nowOf(letters)).toEqual(expected);
  });

  it('does not claim to hold since an outage when something after it was not seen', () => {
    expect(nowOf('UUMMUUUUU?UU')).toEqual(['operational', null]);
  });
});
