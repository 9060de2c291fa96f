/** A published site to be checked: a folder, or an address. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, messageOf, Problem } from '../problem.ts';
import { filesBelow } from '../render/release.ts';

/** Reads what a site publishes, by names below its root (`data/status.json`). */
export interface Site {
  readonly label: string;
  /** null where there is no such file. */
  read(name: string): Promise<Buffer | null>;
  /** All names below `data/`; null where they cannot be listed. */
  dataNames(): Promise<readonly string[] | null>;
}

const timeoutMs = 30_000;

function siteAt(address: string): Site {
  const root = address.endsWith('/') ? address : `${address}/`;
  return {
    label: root,
    async read(name) {
      const url = new URL(name.split('/').map(encodeURIComponent).join('/'), root);
      const answer = await fetch(url, {
        headers: { 'cache-control': 'no-cache' },
        signal: AbortSignal.timeout(timeoutMs),
      }).catch((error: unknown) => {
        throw new Problem(`${url.href}: no answer: ${messageOf(error)}`);
      });
      if (answer.status === 404 || answer.status === 410) return null;
      if (!answer.ok) throw new Problem(`${url.href}: answered with status ${answer.status}`);
      return Buffer.from(await answer.arrayBuffer());
    },
    dataNames: () => Promise.resolve(null),
  };
}

async function readOrNull(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw new Problem(`${file}: cannot be read: ${messageOf(error)}`);
  }
}

async function siteIn(folder: string): Promise<Site> {
  const found = await stat(folder).catch(() => null);
  if (found?.isDirectory() !== true)
    throw new Problem(`${folder}: no such folder; allowed: the folder of a site, or its address`);
  return {
    label: folder,
    read: (name) => readOrNull(join(folder, name)),
    dataNames: async () => (await filesBelow(join(folder, 'data'))).map((name) => `data/${name}`),
  };
}

/** Opens a site by its folder or its http(s) address; a Problem where there is none. */
export async function openSite(target: string): Promise<Site> {
  if (/^https?:\/\//.test(target)) return siteAt(target);
  return siteIn(target);
}
