import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.testing.ts';
import { readLogo } from './read-logo.ts';

function png(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(33);
  bytes.write('\u0089PNG\r\n\u001A\n', 'latin1');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

async function read(name: string, content: string | Buffer): Promise<unknown> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, name), content);
  return readLogo(name, folder);
}

it.each([
  ['logo.svg', '<?xml version="1.0"?><svg viewBox="0 0 120 60"><path/></svg>', 56, 28],
  ['logo.svg', "<svg width='40px' height='40' xmlns='x'></svg>", 28, 28],
  ['Logo.PNG', png(1000, 70), 200, 14],
])('shows %s in one line with the name', async (name, content, width, height) => {
  expect(await read(name, content)).toMatchObject({ width, height });
});

it('is named by its content', async () => {
  expect(await read('a.svg', '<svg viewBox="0 0 1 1"/>')).toMatchObject({
    name: expect.stringMatching(/^brand\/logo-[0-9a-f]{12}\.svg$/),
  });
});

it.each([
  ['a.gif', 'GIF89a', '".gif" is no such file'],
  ['a.svg', '<svg></svg>', 'its width and height cannot be found'],
  ['a.png', 'no picture', 'its width and height cannot be found'],
  ['a.svg', `<svg viewBox="0 0 1 1">${' '.repeat(60_000)}</svg>`, 'has 60029 bytes'],
])('says what is wrong with %s', async (name, content, fault) => {
  await expect(read(name, content)).rejects.toThrow(fault);
  await expect(read(name, content)).rejects.toThrow('branding.logo: must be an SVG or PNG file');
});

it('says which file is missing', async () => {
  await expect(readLogo('none.svg', '/nowhere')).rejects.toThrow('/nowhere/none.svg: no such file');
  expect(await readLogo(null, '/nowhere')).toBeNull();
});
