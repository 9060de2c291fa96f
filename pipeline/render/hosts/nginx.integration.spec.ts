/** The file for nginx, read by nginx. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder.testing.ts';
import { headerRules } from './header-rules.ts';
import { hostFiles } from './host-files.ts';

const nginx = ['/usr/sbin/nginx', 'nginx'].find(
  (command) => spawnSync(command, ['-v']).status === 0,
);

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

function writeSite(folder: string, port: number): string {
  const files = hostFiles(headerRules("default-src 'none'"), '/our/status/');
  const names = ['index.html', '404.html', 'feed.atom', 'components/api/feed.rss', 'assets/a.js'];
  for (const name of [...names, 'api/v2/status.json', 'incidents/index.html']) {
    mkdirSync(dirname(join(folder, 'root/our/status', name)), { recursive: true });
    writeFileSync(join(folder, 'root/our/status', name), name);
  }
  writeFileSync(join(folder, 'site.conf'), files.get('nginx.conf') ?? '');
  const config = join(folder, 'main.conf');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  writeFileSync(
    config,
    `pid "${folder}/pid";
error_log stderr;
daemon off;
master_process off;
events { }
http {
  access_log off;
  types { text/html html; text/javascript js; }
  ${temporary.map((name) => `${name}_temp_path "${folder}/${name}";`).join('\n  ')}
  server { listen 127.0.0.1:${port}; root "${folder}/root"; include "${folder}/site.conf"; }
}
`,
  );
  return config;
}

async function answering(url: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; server.exitCode === null && attempt < 200; attempt += 1) {
    if (await fetch(url).catch(() => null)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('nginx does not answer');
}

it('nginx serves the site with all that the rules say', async (context) => {
  if (nginx === undefined) return context.skip('no nginx here');
  const folder = temporaryFolder();
  const port = await freePort();
  const config = writeSite(folder, port);
  execFileSync(nginx, ['-t', '-q', '-c', config]);
  const server = spawn(nginx, ['-c', config], { stdio: 'ignore' });
  onTestFinished(() => void server.kill('SIGKILL'));
  const site = `http://127.0.0.1:${port}/our/status/`;
  await answering(site, server);

  const told = async (path: string) => {
    const { status, headers } = await fetch(site + path);
    const of = (name: string) => headers.get(name);
    expect(of('content-security-policy'), path).toBe("default-src 'none'; frame-ancestors 'none'");
    return [status, of('content-type'), of('access-control-allow-origin'), of('cache-control')];
  };
  const html = 'text/html; charset=utf-8';
  expect(await told('')).toEqual([200, html, null, 'no-cache']);
  expect(await told('incidents/')).toEqual([200, html, null, 'no-cache']);
  expect(await told('nothing')).toEqual([404, html, null, 'no-cache']);
  expect((await told('feed.atom'))[1]).toBe('application/atom+xml; charset=utf-8');
  expect((await told('components/api/feed.rss')).slice(1, 3)).toEqual([
    'application/rss+xml; charset=utf-8',
    '*',
  ]);
  expect(await told('api/v2/status.json')).toEqual([
    200,
    'application/json; charset=utf-8',
    '*',
    'no-cache',
  ]);
  expect((await told('assets/a.js'))[3]).toBe('public, max-age=31536000, immutable');
});
