import { describe, expect, it } from 'vitest';
import { missingParts } from './lock-parts.mjs';

const parser = { version: '2.0.0', optionalDependencies: { 'parser-linux-arm64-musl': '2.0.0' } };

describe('missingParts', () => {
  it('finds nothing in a complete lock file', () => {
    const entries = {
      'node_modules/parser': parser,
      'node_modules/parser-linux-arm64-musl': { version: '2.0.0' },
    };
    expect(missingParts(entries)).toEqual({});
  });

  it('adds a part at the top, with the platform its name tells', () => {
    expect(missingParts({ 'node_modules/parser': { ...parser, dev: true } })).toEqual({
      'node_modules/parser-linux-arm64-musl': {
        version: '2.0.0',
        cpu: ['arm64'],
        dev: true,
        libc: ['musl'],
        optional: true,
        os: ['linux'],
      },
    });
  });

  it('adds a part beside its package when the top holds another version', () => {
    const entries = {
      'node_modules/tool/node_modules/parser': parser,
      'node_modules/parser-linux-arm64-musl': { version: '1.0.0' },
    };
    expect(Object.keys(missingParts(entries))).toEqual([
      'node_modules/tool/node_modules/parser-linux-arm64-musl',
    ]);
  });

  it('adds two versions of one part in two places', () => {
    const older = { optionalDependencies: { 'parser-linux-arm64-musl': '1.0.0' } };
    const entries = { 'node_modules/a': older, 'node_modules/parser': parser };
    expect(Object.keys(missingParts(entries))).toEqual([
      'node_modules/parser-linux-arm64-musl',
      'node_modules/parser/node_modules/parser-linux-arm64-musl',
    ]);
  });

  it('leaves ranges alone: which version they mean only a registry knows', () => {
    const entries = { 'node_modules/a': { optionalDependencies: { fsevents: '~2.3.2' } } };
    expect(missingParts(entries)).toEqual({});
  });
});
