import { describe, expect, it } from 'vitest';
import { adviceFor, Problem } from './problem.mjs';

const failed = (output: string): string =>
  new Problem({ what: 'it failed', command: 'npm ci', output, advice: 'try again' }).message;

describe('Problem', () => {
  it('says what failed, the command, what it printed and what to do', () => {
    expect(failed('no space')).toBe(
      ['plumbline: it failed', '  command: npm ci', '  | no space', '  what to do: try again'].join(
        '\n',
      ),
    );
  });

  it('shows the beginning and the end of a long output', () => {
    const shown = failed(Array.from({ length: 100 }, (_, index) => `line ${index}`).join('\n'));
    expect(shown).toContain('| line 0\n');
    expect(shown).toContain('| …\n');
    expect(shown).toContain('| line 99\n');
    expect(shown).not.toContain('line 50');
  });

  it('shows a line that repeats once', () => {
    expect(failed('full\nfull\nfull')).toBe(failed('full'));
  });

  it.each([
    'npm warn Unknown user config "nodedir". This will stop working in the next major version.',
    'npm error A complete log of this run can be found in: /tmp/x-debug-0.log',
    'npm error     /tmp/2026-11-23T00_00_00_000Z-debug-0.log',
    'npm ERR! ',
  ])('leaves out %s', (line) => {
    expect(failed(`npm error the cause\n${line}`)).toBe(failed('npm error the cause'));
  });

  it('leaves out the page of npm’s manual', () => {
    expect(failed('npm error cause\nnpm error Clean install a project\nnpm error Usage:')).toBe(
      failed('npm error cause'),
    );
  });
});

describe('adviceFor', () => {
  it.each([
    ['npm error code ENOTFOUND', 'Check the network'],
    ['npm error connect ECONNREFUSED 127.0.0.1:9', 'Check the network'],
    ['Temporary failure resolving', 'Check the network'],
    ['npm error code EACCES', 'not writable'],
    ['E: Could not open lock file - open (13: Permission denied)', 'not writable'],
    ['npm error nospc ENOSPC: no space left on device', 'disk is full'],
    ['npm error code E401', 'refused access'],
    ['npm error code EINTEGRITY', 'cache clean'],
    ['npm error code SELF_SIGNED_CERT_IN_CHAIN', 'NODE_EXTRA_CA_CERTS'],
    ['can only install packages when your package.json and package-lock.json', 'npm run lock'],
  ])('reads %j', (output, advice) => {
    expect(adviceFor(output, 'otherwise')).toContain(advice);
  });

  it('has a word for what it does not know', () => {
    expect(adviceFor('Segmentation fault', 'otherwise')).toBe('otherwise');
  });
});
