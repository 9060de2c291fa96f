/** Between two lines where the output is a log: often enough to show life, rarely enough to read. */
const LOG_EVERY_MS = 10_000;

/** @param {number} since */
const seconds = (since) => ((performance.now() - since) / 1000).toFixed(1);

/**
 * Shows that a long step is alive: one line that counts seconds on a terminal, plain lines in a log.
 * @template T
 * @param {string} label what is being done, as in "installing the packages"
 * @param {() => Promise<T>} work
 * @param {{ isTTY?: boolean, write: (text: string) => unknown }} [out]
 * @returns {Promise<T>}
 */
export async function withProgress(label, work, out = process.stderr) {
  const started = performance.now();
  const line = () => `plumbline: ${label} … ${Math.round((performance.now() - started) / 1000)} s`;
  const show = () => void out.write(out.isTTY ? `\r\x1b[K${line()}` : `${line()}\n`);
  show();
  const timer = setInterval(show, out.isTTY ? 1000 : LOG_EVERY_MS);
  const finish = (/** @type {string} */ word) => {
    clearInterval(timer);
    out.write(
      `${out.isTTY ? '\r\x1b[K' : ''}plumbline: ${label}: ${word} after ${seconds(started)} s\n`,
    );
  };
  try {
    const result = await work();
    finish('done');
    return result;
  } catch (error) {
    finish('failed');
    throw error;
  }
}
