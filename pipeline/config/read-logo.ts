/** Reads the logo a configuration names, and finds how large it is shown. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Logo } from '#schema/branding.ts';
import { codeOf, messageOf, Problem } from '../problem.ts';

/** A published logo with its bytes. */
export interface LogoFile extends Logo {
  readonly bytes: Buffer;
}

/** Every visitor loads it before anything else but the page. */
const largest = 50_000;
/** In CSS pixels: it stands in one line with the name. */
const shownHeight = 28;
const shownWidth = 200;

type Size = readonly [width: number, height: number];

function pngSize(bytes: Buffer): Size | null {
  if (bytes.length < 24 || bytes.toString('latin1', 1, 4) !== 'PNG') return null;
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

function svgSize(bytes: Buffer): Size | null {
  const root = /<svg\b[^>]*>/.exec(bytes.toString('utf8'))?.[0];
  if (root === undefined) return null;
  const box = /\bviewBox=["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)/.exec(root);
  const of = (name: string) => new RegExp(`\\s${name}=["']([\\d.]+)(?:px)?["']`).exec(root)?.[1];
  const [width, height] = box === null ? [of('width'), of('height')] : [box[1], box[2]];
  return [Number(width), Number(height)];
}

const kinds: Readonly<Record<string, (bytes: Buffer) => Size | null>> = {
  '.svg': svgSize,
  '.png': pngSize,
};

function shownSize(size: Size | null): Size | null {
  const [width, height] = size ?? [0, 0];
  if (!(width > 0 && height > 0)) return null;
  const scale = Math.min(shownHeight / height, shownWidth / width);
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

async function bytesOf(file: string, fault: (text: string) => Problem): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw fault(codeOf(error) === 'ENOENT' ? 'no such file' : messageOf(error));
  }
}

/** The logo `branding.logo` names; null where it names none. */
export async function readLogo(name: string | null, folder: string): Promise<LogoFile | null> {
  if (name === null) return null;
  const file = join(folder, name);
  const fault = (text: string) =>
    new Problem(
      `${file}: ${text}; branding.logo: must be an SVG or PNG file of at most ${largest} bytes, relative to status.yaml`,
    );
  const kind = extname(name).toLowerCase();
  const sizeOf = kinds[kind];
  if (sizeOf === undefined) throw fault(`"${kind}" is no such file`);
  const bytes = await bytesOf(file, fault);
  if (bytes.length > largest) throw fault(`has ${bytes.length} bytes`);
  const size = shownSize(sizeOf(bytes));
  if (size === null) throw fault('its width and height cannot be found');
  const [width, height] = size;
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  return { name: `brand/logo-${hash}${kind}`, width, height, bytes };
}
