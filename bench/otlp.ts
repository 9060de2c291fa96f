/**
 * Decoding OTLP: our decoder, whose outcome is checked and labelled events, against two that
 * only make objects of the same content, protobufjs and JSON.parse. One thread each, in turns.
 *   npm run bench -- otlp [--runs 5]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { framed, messagesOf, subjects } from './otlp-messages.ts';
import { median, runTimed } from './run-timed.ts';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' } } });
const rounds = 20;
const cwd = fileURLToPath(new URL('..', import.meta.url));
const ours = 'pipeline/testing/decode-otlp.testing.ts';
const peer = 'bench/peer/decode-otlp.ts';
const answer = v.object({ seconds: v.number(), kinds: v.optional(v.array(v.string())) });

const decoders = [
  { decoder: 'protobufjs alone', program: peer, how: 'protobufjs', encoding: 'protobuf' },
  { decoder: 'JSON.parse alone', program: peer, how: 'json', encoding: 'json' },
  { decoder: 'ours, protobuf', program: ours, how: 'protobuf', encoding: 'protobuf' },
  { decoder: 'ours, JSON', program: ours, how: 'json', encoding: 'json' },
] as const;

const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));

/** Records decoded each second by one of the decoders. */
async function rate(program: string, args: readonly string[], records: number): Promise<number> {
  const { output } = await runTimed(process.execPath, [program, ...args, String(rounds)], { cwd });
  const said: unknown = JSON.parse(output);
  const { seconds, kinds = [] } = v.parse(answer, said);
  if (kinds.some((kind) => kind !== 'event' && kind !== 'cumulative')) {
    throw new Error(`not only results were found: ${kinds.join(', ')}`);
  }
  return (records * rounds) / seconds;
}

async function compare(subject: keyof typeof subjects): Promise<void> {
  const { records, ...messages } = messagesOf(subject);
  const file = (encoding: 'json' | 'protobuf') => join(folder, encoding);
  for (const encoding of ['json', 'protobuf'] as const) {
    writeFileSync(file(encoding), framed(messages[encoding]));
  }
  const rates = decoders.map((): number[] => []);
  for (let run = 0; run < Number(values.runs); run += 1) {
    for (const [index, { program, how, encoding }] of decoders.entries()) {
      const args = [subjects[subject].type, how, file(encoding)];
      rates[index]?.push(await rate(program, args, records));
    }
  }
  const first = median(rates[0] ?? []);
  console.log(`${subject}, ${Math.round((messages.protobuf[0]?.length ?? 0) / 100)} B each`);
  console.table(
    decoders.map(({ decoder }, index) => {
      const each = median(rates[index] ?? []);
      return { decoder, 'a second': Math.round(each), ratio: (each / first).toFixed(2) };
    }),
  );
}

try {
  await compare('histogram points, delta');
  await compare('histogram points, cumulative');
  await compare('server spans');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
