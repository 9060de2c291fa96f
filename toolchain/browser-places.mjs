import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const MAC = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const WINDOWS = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe'];

/**
 * Where a Chromium may be on this machine, likeliest first.
 * @param {string} platform
 * @param {NodeJS.ProcessEnv} env
 */
export function browserPlaces(platform, env) {
  if (platform === 'darwin') return MAC;
  if (platform === 'win32') {
    const roots = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']];
    return roots.flatMap((root) =>
      root === undefined ? [] : WINDOWS.map((path) => `${root}\\${path}`),
    );
  }
  const folders = new Set([...(env['PATH'] ?? '').split(delimiter), '/usr/bin', '/snap/bin']);
  return NAMES.flatMap((name) => [...folders].filter(Boolean).map((folder) => join(folder, name)));
}
