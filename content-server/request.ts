/** A request as the routes see it: who asks, where, for what. */
import * as v from 'valibot';
import type { Incoming } from './exchange.ts';
import { Refusal } from './refusal.ts';

const largestBody = 5_000_000;

export interface ApiRequest {
  readonly method: string;
  /** Without the version: `/data/query/production`. */
  readonly path: string;
  readonly search: URLSearchParams;
  /** Whose token came with it; null: nobody's. */
  readonly identity: string | null;
  readonly body: () => Promise<unknown>;
}

/** The token of a request, from its header. */
export function tokenOf({ headers }: Incoming): string | null {
  return /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? null;
}

/** Path of an address without the API's version. */
export const pathOf = (address: URL): string =>
  decodeURIComponent(address.pathname).replace(/^\/v(?:X|\d+(?:-\d\d-\d\d)?)(?=\/)/, '');

/** JSON of a request's body; an empty one is null. */
export async function readBody(request: Incoming): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > largestBody) throw new Refusal(413, `Body of more than ${largestBody} bytes`);
    chunks.push(chunk);
  }
  if (size === 0) return null;
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new Refusal(400, 'Body is not JSON');
  }
}

/** A body in a form, or a refusal that says where it is not. */
export function parsedBody<Schema extends v.GenericSchema>(
  schema: Schema,
  body: unknown,
): v.InferOutput<Schema> {
  const read = v.safeParse(schema, body);
  if (read.success) return read.output;
  const [issue] = read.issues;
  throw new Refusal(400, `${v.getDotPath(issue) ?? 'body'}: ${issue.message}`, 'validationError');
}

/** Parameters of a GROQ query in an address: `$name=<JSON>`. */
export function queryParams(search: URLSearchParams): Record<string, unknown> {
  const params: Record<string, unknown> = {};
  for (const [name, value] of search) {
    if (!name.startsWith('$')) continue;
    try {
      params[name.slice(1)] = JSON.parse(value);
    } catch {
      throw new Refusal(400, `Parameter ${name} is not JSON: ${value}`);
    }
  }
  return params;
}
