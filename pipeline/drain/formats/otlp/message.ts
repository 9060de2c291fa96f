/** A message's bytes into plain objects, whatever the encoding. */
import { parseExactJson } from './exact-json.ts';
import { type Fields, isFields, shorten } from './fields.ts';
import { decodeProtobuf } from './protobuf.ts';

export type Encoding = 'json' | 'protobuf';

/** What a message is about, and the field its resources stand in. */
const lists = { Metrics: 'resourceMetrics', Traces: 'resourceSpans' } as const;
export type MessageType = keyof typeof lists;

export type Read =
  | { readonly ok: true; readonly resources: readonly unknown[] }
  | { readonly ok: false; readonly detail: string };

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parse(message: Uint8Array, encoding: Encoding, type: MessageType): unknown {
  return encoding === 'json' ? parseExactJson(utf8.decode(message)) : decodeProtobuf(type, message);
}

/** The resources of a message, or why there are none; never throws. */
export function readResources(message: Uint8Array, encoding: Encoding, type: MessageType): Read {
  const field = lists[type];
  let value: Fields;
  try {
    const parsed = parse(message, encoding, type);
    value = isFields(parsed) ? parsed : {};
  } catch (error) {
    // Whatever a parser of foreign bytes stumbles over says something about the bytes.
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, detail: `not ${encoding}: ${shorten(reason, 100)}` };
  }
  const resources = value[field];
  // Bytes of another kind may well be valid protobuf that holds nothing known.
  if (Array.isArray(resources) && (resources.length > 0 || encoding === 'json')) {
    return { ok: true, resources };
  }
  return { ok: false, detail: `${field} is missing; allowed: a list` };
}
