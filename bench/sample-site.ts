/** A made-up site, rendered and served for a measurement. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const cwd = fileURLToPath(new URL('..', import.meta.url));

export interface SampleSite {
  readonly url: string;
  stop(): void;
}

/** Renders and serves a site with these options of the sample. */
export async function startSampleSite(
  name: string,
  options: readonly string[],
): Promise<SampleSite> {
  const out = join(cwd, '.cache/bench', name);
  const command = ['pipeline/render/sample/main.ts', '--serve', '--out', out, ...options];
  const site = spawn(process.execPath, command, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface(site.stdout)) {
    const url = /^ready: (.*)$/.exec(line)?.[1];
    if (url !== undefined) return { url, stop: () => void site.kill() };
  }
  throw new Error(`no site from: node ${command.join(' ')}`);
}
