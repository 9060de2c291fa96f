/** `npm run bench [-- <name> ... [--option ...]]`: the benchmarks, each in a process of its own. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const benches = ['fresh-start', 'render', 'ingest', 'otlp', 'rollup', 'page', 'live'] as const;
const given = process.argv.slice(2);
const first = given.findIndex((text) => text.startsWith('--'));
const [wanted, options] = first < 0 ? [given, []] : [given.slice(0, first), given.slice(first)];
const unknown = wanted.filter((name) => !benches.some((bench) => bench === name));
if (unknown.length > 0) {
  console.error(`no benchmark ${unknown.join(', ')}; there are: ${benches.join(', ')}`);
  process.exit(1);
}
for (const name of wanted.length > 0 ? wanted : benches) {
  console.log(`\n${name}`);
  const file = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  const { status } = spawnSync(process.execPath, [file, ...options], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
