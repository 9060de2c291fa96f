/** The content server: routes, tokens, CORS and faults around a dataset. */
import { createServer, type Server } from 'node:http';
import { createSecureServer, type Http2SecureServer } from 'node:http2';
import type { Socket } from 'node:net';
import { answerActions, answerDocuments, answerMutate, answerQuery } from './data-routes.ts';
import type { Dataset } from './dataset.ts';
import { cutOff, type Incoming, type Outgoing, sendJson } from './exchange.ts';
import { type Faults, faultsForm, faultsFor } from './faults.ts';
import { answerLogin } from './login-page.ts';
import { answerManagement } from './management-routes.ts';
import { Refusal } from './refusal.ts';
import { type ApiRequest, parsedBody, pathOf, readBody, tokenOf } from './request.ts';
import { Streams } from './stream-routes.ts';
import { sendStudioFile } from './studio-files.ts';

export interface ContentServerOptions {
  readonly dataset: Dataset;
  /** Whose token is whose: identity by token. */
  readonly tokens: ReadonlyMap<string, string>;
  /** Whether pages of an origin may ask. */
  readonly allowsOrigin: (origin: string) => boolean;
  /** Folder of a built Studio that is served as well, and the token its operator gets. */
  readonly studio?: { readonly folder: string; readonly token: string };
}

/** Requests it got, by kind; what a client promises about its own restraint is counted here. */
export interface Counts {
  readonly requests: number;
  readonly streams: number;
  readonly byPath: Readonly<Record<string, number>>;
}

type Answerer = (request: ApiRequest, response: Outgoing) => unknown;

export class ContentServer {
  readonly #options: ContentServerOptions;
  readonly #streams = new Streams(() => this.#faults.hang === true);
  readonly #routes: readonly (readonly [RegExp, Answerer])[];
  readonly #sockets = new Set<Socket>();
  #faults: Faults = {};
  #counts = new Map<string, number>();

  constructor(options: ContentServerOptions) {
    this.#options = options;
    const { dataset } = options;
    this.#routes = [
      [/^(GET|POST) \/data\/query\//, (request) => answerQuery(request, dataset)],
      [/^GET \/data\/doc\//, (request) => answerDocuments(request, dataset)],
      [/^POST \/data\/mutate\//, (request) => answerMutate(request, dataset)],
      [/^POST \/data\/actions\//, (request) => answerActions(request, dataset)],
      [
        /^GET \/data\/listen\//,
        (request, response) => this.#streams.listen(request, response, dataset),
      ],
      [
        /^GET \/data\/live\/events\//,
        (request, response) => this.#streams.live(request, response, dataset),
      ],
      [/^(GET|PUT|POST) \/_/, (request) => this.#control(request)],
      [/./, (request) => answerManagement(request)],
    ];
  }

  /** A server for it, not yet listening. */
  plain(): Server {
    const server = createServer((request, response) => void this.#handle(request, response));
    return server.on('connection', (socket) => this.#hold(socket));
  }

  /** The same over TLS and HTTP/2, where a browser may hold many streams open at once. */
  secure(identity: { readonly key: string; readonly cert: string }): Http2SecureServer {
    const options = { ...identity, allowHTTP1: true };
    const server = createSecureServer(
      options,
      (request, response) => void this.#handle(request, response),
    );
    return server.on('secureConnection', (socket: Socket) => this.#hold(socket));
  }

  #hold(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
  }

  async #handle(request: Incoming, response: Outgoing): Promise<void> {
    const address = new URL(request.url ?? '/', 'http://localhost');
    const path = pathOf(address);
    this.#allowOrigin(request, response);
    if (request.method === 'OPTIONS') {
      response.statusCode = 204;
      return void response.end();
    }
    if (!path.startsWith('/_')) {
      this.#counts.set(path, (this.#counts.get(path) ?? 0) + 1);
      if (await this.#broken(path, request, response)) return;
    }
    try {
      if (await this.#studio(request, response, address)) return;
      const answer = await this.#answer(request, response, path, address.searchParams);
      if (answer !== undefined) sendJson(response, 200, answer);
    } catch (error) {
      const refusal =
        error instanceof Refusal ? error : new Refusal(500, `Internal error: ${String(error)}`);
      if (!response.headersSent) sendJson(response, refusal.status, refusal.body);
    }
  }

  #answer(request: Incoming, response: Outgoing, path: string, search: URLSearchParams): unknown {
    const method = request.method ?? 'GET';
    const identity = this.#identityOf(request);
    const asked = { method, path, search, identity, body: () => readBody(request) };
    const route = this.#routes.find(([form]) => form.test(`${method} ${path}`));
    return route?.[1](asked, response);
  }

  /** Studio's own files and its sign-in: everything that is not below a version of the API. */
  async #studio(request: Incoming, response: Outgoing, address: URL): Promise<boolean> {
    const { studio } = this.#options;
    const { pathname, searchParams } = address;
    if (studio === undefined || /^\/(?:v\d|vX|_(?:faults|send|counts))/.test(pathname))
      return false;
    if (pathname === '/_login') {
      const host = String(request.headers[':authority'] ?? request.headers.host ?? '');
      answerLogin(request.method ?? 'GET', searchParams, { token: studio.token, host }, response);
    } else await sendStudioFile(studio.folder, pathname, response);
    return true;
  }

  #identityOf(request: Incoming): string | null {
    const token = tokenOf(request);
    if (token === null) return null;
    const identity = this.#options.tokens.get(token);
    if (identity === undefined)
      throw new Refusal(401, 'Unauthorized - Session not found', 'unauthorized');
    return identity;
  }

  #allowOrigin({ headers }: Incoming, response: Outgoing): void {
    const { origin } = headers;
    response.setHeader('Vary', 'Origin');
    if (origin === undefined || !this.#options.allowsOrigin(origin)) return;
    response.setHeader('Access-Control-Allow-Origin', origin);
    response.setHeader('Access-Control-Allow-Credentials', 'true');
    response.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE, OPTIONS');
    response.setHeader(
      'Access-Control-Allow-Headers',
      headers['access-control-request-headers'] ?? '*',
    );
    response.setHeader('Access-Control-Max-Age', '600');
  }

  /** Applies the faults that are switched on; true where nothing more is to be answered. */
  async #broken(path: string, request: Incoming, response: Outgoing): Promise<boolean> {
    const faults = faultsFor(this.#faults, path, tokenOf(request) !== null);
    if (faults.cut === true) {
      cutOff(request);
      return true;
    }
    if (faults.hang === true) return true;
    if (faults.delayMs !== undefined)
      await new Promise((resolve) => setTimeout(resolve, faults.delayMs));
    if (faults.nonsense === true && path.startsWith('/data/query/')) {
      response.end('<!doctype html>');
      return true;
    }
    if (faults.status === undefined) return false;
    if (faults.retryAfter !== undefined)
      response.setHeader('Retry-After', String(faults.retryAfter));
    const refusal = new Refusal(faults.status, 'Broken on purpose');
    sendJson(response, faults.status, refusal.body);
    return true;
  }

  /** `PUT /_faults`, `POST /_send` (bytes to every stream), `GET /_counts`: for tests. */
  async #control({ method, path, body }: ApiRequest): Promise<object> {
    if (path === '/_faults' && method === 'PUT') {
      this.#faults = parsedBody(faultsForm, await body());
      // After this answer, which goes over such a connection itself.
      if (this.#faults.cut === true) setTimeout(() => this.#cutAll(), 50);
      return this.#faults;
    }
    if (path === '/_send' && method === 'POST') this.#streams.raw(String(await body()));
    return this.counts();
  }

  #cutAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  counts(): Counts {
    const byPath = Object.fromEntries(this.#counts);
    const requests = Object.values(byPath).reduce((sum, count) => sum + count, 0);
    return { requests, streams: this.#streams.count, byPath };
  }
}
