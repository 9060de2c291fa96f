/** Renders and serves made-up sites for the run: as published, and with Angular's own checks in. */
import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

const root = resolve(import.meta.dirname, '..');

interface RunningSite {
  readonly process: ChildProcess;
  readonly url: string;
}

async function startSite(options: readonly string[]): Promise<RunningSite> {
  const command = ['pipeline/render/sample/main.ts', '--serve', ...options];
  const site = spawn(process.execPath, command, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface(site.stdout)) {
    const url = /^ready: (.*)$/.exec(line)?.[1];
    if (url !== undefined) return { process: site, url };
  }
  throw new Error(`No site from: node ${command.join(' ')}`);
}

export default async function setUp(): Promise<() => void> {
  const folder = resolve(root, '.cache/e2e');
  const sites = {
    PLUMBLINE_E2E_SITE: await startSite(['--out', `${folder}/site`]),
    PLUMBLINE_E2E_DEVELOPMENT: await startSite([
      '--development',
      ...['--out', `${folder}/development`, '--compiled', `${folder}/development/compiled`],
    ]),
    PLUMBLINE_E2E_HOSTILE: await startSite([
      ...['--out', `${folder}/hostile`, '--hostile'],
      ...['--components', '6', '--incidents', '6', '--groups', '3'],
    ]),
    PLUMBLINE_E2E_LARGE: await startSite([
      ...['--out', `${folder}/large`],
      ...['--components', '60', '--incidents', '400', '--groups', '8'],
    ]),
    PLUMBLINE_E2E_SUBPATH: await startSite([
      ...['--out', `${folder}/subpath`, '--url', 'https://example.com/our/status'],
      ...['--components', '3', '--incidents', '2', '--groups', '1', '--branded'],
    ]),
  };
  for (const [name, { url }] of Object.entries(sites)) process.env[name] = url;
  return () => Object.values(sites).forEach((site) => site.process.kill());
}
