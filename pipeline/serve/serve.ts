/** Serves the finished site on this machine, following the link to its newest release. */
import { createReadStream } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { codeOf, Problem } from '../problem.ts';

export interface ServeOptions {
  /** The site's folder, or a link to it that may be switched while serving. */
  readonly dir: string;
  readonly host?: string;
  /** Where it is taken, the next free one is used; 0 takes any. */
  readonly port?: number;
  /** Path the site was rendered for, with a slash at both ends. */
  readonly base?: string;
}

export interface SiteServer {
  /** With a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

type Handler = ReturnType<typeof sirv>;

const portsTried = 20;

function sendNotFound(response: ServerResponse, release: string): void {
  response.writeHead(404, { 'Content-Type': 'text/html;charset=utf-8' });
  createReadStream(join(release, '404.html'))
    .on('error', () => response.end('Not found'))
    .pipe(response);
}

function releaseHandler(release: string): Handler {
  return sirv(release, {
    dev: true,
    etag: true,
    // Pages elsewhere may embed the banner, which reads the status from here.
    setHeaders: (response) => void response.setHeader('Access-Control-Allow-Origin', '*'),
    onNoMatch: (_, response) => sendNotFound(response, release),
  });
}

/** Keeps one handler, for the release served last: a page and its parts come from the same one. */
function followLink(dir: string): (release: string) => Handler {
  let known = { release: '', handler: releaseHandler(dir) };
  return (release) => {
    if (known.release !== release) known = { release, handler: releaseHandler(release) };
    return known.handler;
  };
}

function listen(server: Server, host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const refuse = (error: Error) =>
      codeOf(error) === 'EADDRINUSE' ? resolve(false) : reject(error);
    server.once('error', refuse);
    server.listen(port, host, () => {
      server.off('error', refuse);
      resolve(true);
    });
  });
}

async function listenNear(server: Server, host: string, port: number): Promise<void> {
  for (let next = port; next < port + portsTried; next++) {
    if (await listen(server, host, next)) return;
  }
  throw new Problem(`No free port from ${port} to ${port + portsTried - 1} on ${host}: set PORT`);
}

/** Serves `dir` until closed; every request sees the newest release. */
export async function serveSite(options: ServeOptions): Promise<SiteServer> {
  const { dir, host = '127.0.0.1', port = 4321, base = '/' } = options;
  const handlerOf = followLink(dir);
  const server = createServer((request, response) => {
    const { url = '/' } = request;
    request.url = url.startsWith(base) ? url.slice(base.length - 1) : '/404.html';
    realpath(dir).then(
      (release) => handlerOf(release)(request, response),
      () => response.writeHead(503).end('There is no site here yet'),
    );
  });
  await listenNear(server, host, port);
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host}:${bound}${base}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
