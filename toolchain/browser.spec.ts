import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { browserPlaces } from './browser-places.mjs';
import { ensureBrowser } from './browser.mjs';
import { temporaryFolder } from './temporary-folder.testing.ts';

describe('browserPlaces', () => {
  it('looks along the path on Linux', () => {
    expect(browserPlaces('linux', { PATH: '/opt/bin' })).toContain('/opt/bin/chromium');
  });

  it('looks among the applications on a Mac', () => {
    expect(browserPlaces('darwin', {})).toContain(
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    );
  });

  it('looks in the program folders there are on Windows', () => {
    expect(browserPlaces('win32', { PROGRAMFILES: 'C:\\Programs' })).toEqual([
      'C:\\Programs\\Google\\Chrome\\Application\\chrome.exe',
      'C:\\Programs\\Chromium\\Application\\chrome.exe',
    ]);
  });
});

describe('ensureBrowser', () => {
  it('takes the browser that the environment names', async () => {
    const path = join(temporaryFolder(), 'my browser');
    writeFileSync(path, '#!/bin/sh\necho Chromium 1\n');
    chmodSync(path, 0o755);
    vi.stubEnv('PLUMBLINE_CHROMIUM', path);
    expect(await ensureBrowser('.', process.execPath)).toEqual({ PLUMBLINE_CHROMIUM: path });
  });

  it('says so when that one does not run, instead of taking another', async () => {
    vi.stubEnv('PLUMBLINE_CHROMIUM', '/no/such/browser');
    expect(await ensureBrowser('.', process.execPath)).toEqual({
      PLUMBLINE_CHROMIUM: '',
      PLUMBLINE_CHROMIUM_PROBLEM: expect.stringContaining(
        'names no browser that runs: /no/such/browser',
      ),
    });
  });
});
