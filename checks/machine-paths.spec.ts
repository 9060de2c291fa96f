import { describe, expect, it } from 'vitest';
import { tracesIn } from './machine-paths.ts';

/** Joined at run time: written out, the check would find them here. */
const join = (...parts: string[]): string => parts.join('/');

describe('tracesIn', () => {
  it.each([
    ['a home folder', `const dir = '${join('', 'home', 'ann', 'plumbline')}';`],
    ['a Mac’s home folder', join('', 'Users', 'ann')],
    ['a work folder', `cd ${join('', 'work', 'main')}`],
    ['a registry', `registry=https:${join('', '', ['registry', 'example', 'org'].join('.'))}/`],
    ['a resolved URL', `      "resolved": "https:${join('', '', 'packages.test', 'a.tgz')}",`],
  ])('finds %s', (_, line) => {
    expect(tracesIn('notes.md', `first\n${line}\n`)).toEqual([
      expect.stringMatching(/^notes\.md:2: /),
    ]);
  });

  it.each([
    'https://status.example.com/home/page',
    './work/in/progress',
    '/usr/bin/chromium',
    '"registry": "npm"',
    'http.route: /v1/users/home/settings',
  ])('lets %s be', (line) => {
    expect(tracesIn('notes.md', line)).toEqual([]);
  });
});
