/**
 * Decodes messages as the drain does, for programs outside that time it.
 *   decode-otlp.testing.ts <Metrics|Traces> <protobuf|json> <file> <rounds>
 * The file holds messages, each behind its length in 4 bytes (little-endian).
 */
import { readFileSync } from 'node:fs';
import { compileMatcher } from '#schema/match.ts';
import type { TargetMatcher } from '../drain/formats/otlp/labels.ts';
import { decodeOtlpMetrics } from '../drain/formats/otlp/metrics.ts';
import { decodeOtlpTraces } from '../drain/formats/otlp/traces.ts';

const [name = '', how = '', file = '', rounds = ''] = process.argv.slice(2);
const encoding = how === 'json' ? 'json' : 'protobuf';
const match: TargetMatcher = compileMatcher([
  { id: 'api', tooManyRequestsIsBad: false, match: { 'service.name': 'checkout' } },
]);
const decode = name === 'Traces' ? decodeOtlpTraces : decodeOtlpMetrics;

const bytes = readFileSync(file);
const messages: Buffer[] = [];
for (let at = 0; at < bytes.length;) {
  const end = at + 4 + bytes.readUInt32LE(at);
  messages.push(bytes.subarray(at + 4, end));
  at = end;
}

let [started, items] = [0, 0];
const found = new Set<string>();
for (let round = 0; round <= Number(rounds); round += 1) {
  // The first round only warms up.
  if (round === 1) [started, items] = [performance.now(), 0];
  for (const message of messages) {
    const decoded = decode(message, encoding, match);
    items += decoded.length;
    if (round === 0) for (const { kind } of decoded) found.add(kind);
  }
}
const seconds = (performance.now() - started) / 1000;
console.log(JSON.stringify({ seconds, items, kinds: [...found] }));
