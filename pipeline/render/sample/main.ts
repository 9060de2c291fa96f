/**
 * Renders a made-up site, to look at the page and to test it:
 *   node pipeline/render/sample/main.ts --out <folder> [--components 10] [--incidents 10] [--serve] [--content <url>]
 * With --status it renders that snapshot instead of making one.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { serveSite } from '../../serve/serve.ts';
import { compileSite } from '../compile.ts';
import { renderSite } from '../render.ts';
import { hostile } from './hostile.ts';
import { sampleBranding, sampleDefaults } from './sample-options.ts';
import { sampleSnapshot } from './sample-snapshot.ts';
import { writeSnapshot } from './write-snapshot.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: '.cache/sample' },
    status: { type: 'string' },
    compiled: { type: 'string', default: 'dist/compiled' },
    development: { type: 'boolean', default: false },
    serve: { type: 'boolean', default: false },
    components: { type: 'string', default: String(sampleDefaults.components) },
    incidents: { type: 'string', default: String(sampleDefaults.incidents) },
    groups: { type: 'string', default: String(sampleDefaults.groups) },
    url: { type: 'string' },
    hostile: { type: 'boolean', default: false },
    branded: { type: 'boolean', default: false },
    content: { type: 'string' },
  },
});

const projectRoot = resolve(import.meta.dirname, '../../..');
const out = resolve(projectRoot, values.out);
const compiledDir = resolve(projectRoot, values.compiled);
const outDir = join(out, 'site');
const statusDir = values.status === undefined ? join(out, 'status') : resolve(values.status);
const log = (line: string): void => void process.stdout.write(`${line}\n`);

if (values.status === undefined) {
  const snapshot = sampleSnapshot({
    ...sampleDefaults,
    components: Number(values.components),
    incidents: Number(values.incidents),
    groups: Number(values.groups),
    url: values.url ?? null,
    branding: values.branded ? sampleBranding : sampleDefaults.branding,
    contentHost: values.content ?? null,
  });
  await writeSnapshot(statusDir, values.hostile ? hostile(snapshot) : snapshot);
}
const mode = values.development ? 'development' : 'production';
await compileSite({ projectRoot, compiledDir, mode, log });
const report = await renderSite({ projectRoot, statusDir, outDir, compiledDir });
log(JSON.stringify(report));
if (values.serve) {
  const base = values.url === undefined ? '/' : `${new URL(values.url).pathname}/`;
  const { url } = await serveSite({ dir: outDir, port: 0, base });
  log(`ready: ${url}`);
}
