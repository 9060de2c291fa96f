/** Values that several parts of a configuration hold. */
import * as v from 'valibot';
import { durationForm, parseDuration } from './duration.ts';

/** Text that is not empty, of at most `max` characters. */
export const text = (max: number): v.GenericSchema<string, string> =>
  v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'), v.maxLength(max));

/** A written duration within bounds, as milliseconds. */
export const duration = (least: string, most: string): v.GenericSchema<string, number> => {
  const low = parseDuration(least) ?? 0;
  const high = parseDuration(most) ?? Infinity;
  return v.pipe(
    v.string(`must be ${durationForm}`),
    v.check((input) => {
      const ms = parseDuration(input);
      return ms !== undefined && ms >= low && ms <= high;
    }, `must be ${durationForm}, from ${least} to ${most}`),
    v.transform((input) => parseDuration(input) ?? 0),
  );
};

export const siteAddressForm = 'an absolute http(s) address without query or fragment';

/** Where the site will live, without a slash at its end; may hold a path. */
export const siteAddress: v.GenericSchema<string, string> = v.pipe(
  v.string(),
  v.regex(/^https?:\/\/[^\s?#]+$/, `must be ${siteAddressForm}`),
  v.check((input) => URL.canParse(input), `must be ${siteAddressForm}`),
  v.transform((input) => input.replace(/\/+$/, '')),
);
