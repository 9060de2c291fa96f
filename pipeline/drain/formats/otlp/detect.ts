/** Tells what a message is by what stands in it. */
import { isFields } from './fields.ts';
import { decodeProtobuf, wireFieldsOf } from './protobuf.ts';

const otlpFormats = {
  metrics: { json: 'otlp-metrics-json', protobuf: 'otlp-metrics-protobuf' },
  traces: { json: 'otlp-traces-json', protobuf: 'otlp-traces-protobuf' },
  logs: { json: 'otlp-logs-json', protobuf: 'otlp-logs-protobuf' },
} as const;

type Subject = keyof typeof otlpFormats;

/** `unknown` is neither JSON nor OTLP. Logs are recognised so that they can be passed over. */
export type MessageFormat =
  'event-json' | (typeof otlpFormats)[Subject][keyof (typeof otlpFormats)[Subject]] | 'unknown';

const jsonFields: readonly (readonly [string, Subject])[] = [
  ['resourceMetrics', 'metrics'],
  ['resourceSpans', 'traces'],
  ['resourceLogs', 'logs'],
];

const firstKey = /^\s*\{\s*"(resource[A-Z][a-z]+)"/;
const newline = 0x0a;
const brace = 0x7b;

/** What a record is about, by the fields only it has: none of the three is named anywhere. */
function subjectOfRecord(record: Uint8Array): Subject {
  const fields = wireFieldsOf(record);
  const has = (...some: string[]) => some.some((field) => fields.has(field));
  // A log record has times (fixed64) in fields 1 and 11, a span in 7 and 8; a metric has none.
  if (has('1:1', '11:1')) return 'logs';
  // A span has a parent (4), a kind (6), and times; a metric has none of these fields.
  return has('7:1', '8:1', '6:0', '4:2') ? 'traces' : 'metrics';
}

function listIn(value: unknown, field: string): readonly unknown[] {
  const list: unknown = isFields(value) ? value[field] : undefined;
  return Array.isArray(list) ? list : [];
}

/** null: it is no OTLP. */
function subjectOfProtobuf(message: Uint8Array): Subject | null {
  try {
    const resources = listIn(decodeProtobuf('Envelope', message), 'resources');
    if (resources.length === 0) return null;
    const scopes = resources.flatMap((resource) => listIn(resource, 'scopes'));
    const record = scopes.flatMap((scope) => listIn(scope, 'records').slice(0, 1))[0];
    return record instanceof Uint8Array ? subjectOfRecord(record) : 'metrics';
  } catch {
    // Whatever the library says of bytes that are none of its messages.
    return null;
  }
}

/** Without parsing where the first key tells, which is how every exporter writes it. */
function subjectOfJson(bytes: Buffer): Subject | null {
  const first = firstKey.exec(bytes.toString('latin1', 0, 256))?.[1];
  const named = jsonFields.find(([field]) => field === first);
  if (named !== undefined) return named[1];
  if (!bytes.includes('"resource')) return null;
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return (
      jsonFields.find(([field]) => isFields(value) && Array.isArray(value[field]))?.[1] ?? null
    );
  } catch {
    return null;
  }
}

function startsWithBrace(message: Uint8Array): boolean {
  // Space, tab, newline, carriage return: what JSON allows before it begins.
  const first = message.findIndex((byte) => ![0x20, 0x09, newline, 0x0d].includes(byte));
  return message[first] === brace;
}

/** The format of one message; never throws. */
export function detectFormat(message: Uint8Array): MessageFormat {
  // A newline is also the first byte of every OTLP message in protobuf.
  if (message[0] === newline) {
    const subject = subjectOfProtobuf(message);
    if (subject !== null) return otlpFormats[subject].protobuf;
  }
  if (!startsWithBrace(message)) return 'unknown';
  const bytes = Buffer.from(message.buffer, message.byteOffset, message.byteLength);
  const subject = subjectOfJson(bytes);
  return subject === null ? 'event-json' : otlpFormats[subject].json;
}
