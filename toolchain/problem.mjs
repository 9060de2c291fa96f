/**
 * @typedef {object} ProblemParts
 * @property {string} what what failed, in a few words
 * @property {string} [command] the command that failed, as one could type it
 * @property {string} [output] what it printed
 * @property {string} advice what to do about it
 */

/** Of a failed command's output the first lines name the cause and the last ones the end of it. */
const FIRST_LINES = 4;
const LAST_LINES = 8;

/** A step that cannot work, told so that a person can mend it. */
export class Problem extends Error {
  /** @param {ProblemParts} parts */
  constructor(parts) {
    super(describe(parts));
    this.name = 'Problem';
  }
}

/** @param {ProblemParts} parts */
function describe({ what, command, output, advice }) {
  return [
    `plumbline: ${what}`,
    ...(command === undefined ? [] : [`  command: ${command}`]),
    ...shownLines(output ?? '').map((line) => `  | ${line}`),
    `  what to do: ${advice}`,
  ].join('\n');
}

/** @param {string} output */
function shownLines(output) {
  const all = output.split(/\r?\n/);
  const manual = all.findIndex((line) => NPM_MANUAL.test(line));
  const lines = (manual === -1 ? all : all.slice(0, manual))
    .filter((line) => !NOISE.test(line))
    .filter((line, index, told) => line !== told[index - 1]);
  if (lines.length <= FIRST_LINES + LAST_LINES) return lines;
  return [...lines.slice(0, FIRST_LINES), '…', ...lines.slice(-LAST_LINES)];
}

/** npm follows some errors with a page of its manual. */
const NPM_MANUAL = /^npm (error|ERR!) (Clean install a project|Usage:)/;

/** npm's remarks on the machine's settings and on its log files say nothing about the failure. */
const NOISE =
  /^(npm (error|ERR!))?\s*$|^npm (warn|WARN) [Uu]nknown |^npm (error|ERR!) +(A complete log of this run|.*-debug-\d+\.log)/;

const CAUSES = [
  {
    pattern:
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network|Temporary failure resolving/i,
    advice:
      'The server could not be reached. Check the network and, behind a proxy, the settings HTTPS_PROXY and NODE_EXTRA_CA_CERTS; then run the command again.',
  },
  {
    pattern: /ENOSPC|no space left/i,
    advice: 'The disk is full. Free about 2 GB, then run the command again.',
  },
  {
    pattern: /CERT_|self.signed|unable to (get|verify).*certificate/i,
    advice:
      'The server’s certificate is not trusted. Point NODE_EXTRA_CA_CERTS at the certificate authority of your network.',
  },
  {
    pattern: /EACCES|EPERM|EROFS|permission denied|read-only file system/i,
    advice:
      'A folder is not writable for this user. Own the project folder and npm’s cache (npm config get cache), or clone to a folder of your own.',
  },
  {
    pattern: /can only install packages when your package\.json and package-lock\.json/i,
    advice:
      'package.json and package-lock.json disagree. Run npm run lock and commit the lock file.',
  },
  {
    pattern: /\bE40[13]\b/,
    advice: 'The package registry refused access. Check the registry settings: npm config list.',
  },
  {
    pattern: /EINTEGRITY/,
    advice:
      'A downloaded package is not the one the lock file names. Run npm cache clean --force, then try again; if it stays, do not install.',
  },
];

/**
 * What to do about a failed command, read from what it printed.
 * @param {string} output
 * @param {string} otherwise the advice when no known cause shows
 */
export function adviceFor(output, otherwise) {
  return CAUSES.find(({ pattern }) => pattern.test(output))?.advice ?? otherwise;
}
