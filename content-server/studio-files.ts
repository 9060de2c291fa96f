/** Serves a built Studio beside the API, so that one certificate and one origin do for both. */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import type { Outgoing } from './exchange.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** Answers a path with its file, or with Studio's page, which knows what to show there. */
export async function sendStudioFile(
  folder: string,
  path: string,
  response: Outgoing,
): Promise<void> {
  const inside = normalize(`/${path}`);
  const isFile = extname(inside) !== '';
  const file = join(folder, isFile ? inside : 'index.html');
  const content = await readFile(file).catch(() => null);
  response.statusCode = content === null ? 404 : 200;
  response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream');
  response.end(content ?? 'Not found');
}
