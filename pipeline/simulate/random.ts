/**
 * Random numbers without state: the same place always draws the same number, so
 * a simulation can go on from anywhere and still be the one its seed makes.
 */

function mix(value: number): number {
  // The finaliser of MurmurHash3: every input bit reaches every output bit.
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}

/** A uniform number in [0, 1) for a place given by whole numbers. */
export function uniform(...place: readonly number[]): number {
  let state = 0x9e3779b9;
  for (const part of place) state = mix(state ^ mix(part + 0x632be5ab));
  return (state >>> 0) / 2 ** 32;
}

/** A standard normal number (Box-Muller). */
export function normal(...place: readonly number[]): number {
  const radius = Math.sqrt(-2 * Math.log(1 - uniform(...place, 1)));
  return radius * Math.cos(2 * Math.PI * uniform(...place, 2));
}
