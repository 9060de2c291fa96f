/**
 * Renders a made-up site, for looking at the page and for its tests:
 *   node pipeline/render/sample/main.ts --out <folder> [--components 10] [--incidents 10] [--mode development]
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { compileSite } from '../compile.ts';
import { renderSite } from '../render.ts';
import { sampleDefaults } from './sample-options.ts';
import { sampleSnapshot, writeSnapshot } from './sample-snapshot.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    mode: { type: 'string', default: 'production' },
    compiled: { type: 'string' },
    components: { type: 'string', default: String(sampleDefaults.components) },
    incidents: { type: 'string', default: String(sampleDefaults.incidents) },
    running: { type: 'string', default: String(sampleDefaults.running) },
    groups: { type: 'string', default: String(sampleDefaults.groups) },
    url: { type: 'string' },
  },
});

const projectRoot = resolve(import.meta.dirname, '../../..');
const out = resolve(values.out ?? join(projectRoot, '.cache/sample'));
const compiledDir = resolve(values.compiled ?? join(projectRoot, 'dist/compiled'));
const log = (line: string) => process.stdout.write(`${line}\n`);

const snapshot = sampleSnapshot({
  ...sampleDefaults,
  components: Number(values.components),
  incidents: Number(values.incidents),
  running: Number(values.running),
  groups: Number(values.groups),
  url: values.url ?? null,
});
const statusDir = join(out, 'status');
await writeSnapshot(statusDir, snapshot);
const mode = values.mode === 'development' ? 'development' : 'production';
const compile = await compileSite({ projectRoot, compiledDir, mode, log });
const render = await renderSite({
  projectRoot,
  statusDir,
  outDir: join(out, 'site'),
  compiledDir,
  log,
});
log(JSON.stringify({ compile, render }));
