import fc from 'fast-check';
import { expect, it } from 'vitest';
import { idSeries } from './id-column.ts';

it('holds ids as they are', () => {
  const id = fc.oneof(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ minLength: 1 }));
  fc.assert(
    fc.property(fc.array(fc.option(id), { minLength: 1 }), (ids) => {
      expect(idSeries(ids).toArray()).toEqual(ids);
    }),
  );
});

it.each([
  [['a', null, 'b']],
  [[null, null]],
  [['"a"', "'b", 'c,d', ' e ', '#f', 'null', 'NA', '1e5', 'true']],
  [['a\nb', 'c']],
  [['a\r', 'b\tc', 'd\ve']],
  [['', 'a', null]],
  [['a\u2028b', '\ufeff']],
])('holds what looks like something else: %j', (ids) => {
  expect(idSeries(ids).toArray()).toEqual(ids);
});
