/**
 * The baselines of decoding OTLP: protobufjs as it comes, and JSON.parse.
 *   decode-otlp.ts <Metrics|Traces> <protobufjs|json> <file> <rounds>
 */
import { readFileSync } from 'node:fs';
import protobuf from 'protobufjs';

const [name = '', how = '', file = '', rounds = ''] = process.argv.slice(2);
const proto = readFileSync(new URL('./otlp.proto', import.meta.url), 'utf8');
const type = protobuf.parse(proto).root.lookupType(name);
const decode =
  how === 'json'
    ? (message: Buffer): unknown => JSON.parse(message.toString())
    : (message: Buffer): unknown => type.decode(message);

const bytes = readFileSync(file);
const messages: Buffer[] = [];
for (let at = 0; at < bytes.length;) {
  const end = at + 4 + bytes.readUInt32LE(at);
  messages.push(bytes.subarray(at + 4, end));
  at = end;
}

let started = 0;
for (let round = 0; round <= Number(rounds); round += 1) {
  // The first round only warms up.
  if (round === 1) started = performance.now();
  for (const message of messages) decode(message);
}
console.log(JSON.stringify({ seconds: (performance.now() - started) / 1000 }));
