/** @param {string} version @returns {number[]} major, minor, patch */
function parts(version) {
  const match = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(version.trim());
  if (match === null) throw new Error(`not a version: ${JSON.stringify(version)}`);
  return [1, 2, 3].map((group) => Number(match[group] ?? 0));
}

/** @param {string} left @param {string} right @returns {number} below zero when left is older */
function compare(left, right) {
  const other = parts(right);
  return (
    parts(left)
      .map((part, index) => part - (other[index] ?? 0))
      .find((difference) => difference !== 0) ?? 0
  );
}

/**
 * Whether a Node version lies in a range of the form `>=24.15.0 <25`, the one package.json's
 * `engines` uses. A pre-release or nightly never fits: nothing was measured on one.
 * @param {string} version
 * @param {string} range
 */
export function fits(version, range) {
  const match = /^>=\s*(\S+)\s+<\s*(\S+)$/.exec(range.trim());
  if (match === null)
    throw new Error(`engines.node must read ">=a.b.c <d", not ${JSON.stringify(range)}`);
  const [, lowest = '', beyond = ''] = match;
  return !version.includes('-') && compare(version, lowest) >= 0 && compare(version, beyond) < 0;
}
