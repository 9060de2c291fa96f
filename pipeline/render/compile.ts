/** Compiles the Angular site, but only when its sources changed: new data never does. */
import { spawn } from 'node:child_process';
import { access, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from '../problem.ts';
import { markNewest, pruneFolders } from './prune.ts';
import { hashSources } from './source-hash.ts';
import {
  currentTarget,
  openDraft,
  removeDeadDrafts,
  settleDraft,
  switchLink,
} from './switch-link.ts';

export interface CompileOptions {
  readonly projectRoot: string;
  /** Link to the newest compile; `dist/compiled` by default. */
  readonly compiledDir?: string;
  /** `development` keeps Angular's checks and messages in, for tests. */
  readonly mode?: 'production' | 'development';
  readonly log?: (line: string) => void;
}

export interface CompileReport {
  readonly compiled: boolean;
  readonly ms: number;
  /** Holds `client/` and `ssr/`, which run without node_modules. */
  readonly compiledDir: string;
}

const keptCompiles = 2;
const runner = fileURLToPath(new URL('./vite-build.ts', import.meta.url));
/** What a compile must have made; the compiler can end well without it. */
const products = ['client/index.html', 'client/assets', 'client/banner.js', 'ssr/main.server.js'];

function childEnvironment(out: string, mode: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(NODE_ENV|VITEST)/.test(name));
  const development = mode === 'development' ? { NODE_ENV: mode } : {};
  return { ...Object.fromEntries(kept), ...development, PLUMBLINE_COMPILE_DIR: out };
}

async function runCompiler(root: string, mode: string, out: string): Promise<void> {
  const child = spawn(process.execPath, [runner, root, mode], {
    cwd: root,
    env: childEnvironment(out, mode),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = () => child.kill();
  process.once('exit', stop);
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => said.push(text));
  }
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.once('error', reject).once('close', resolve);
  const code = await promise.finally(() => process.off('exit', stop));
  if (code !== 0) throw new Problem(`The site does not compile:\n${said.join('').trim()}`);
}

async function requireProducts(out: string): Promise<void> {
  for (const product of products) {
    await access(join(out, product)).catch(() => {
      throw new Problem(`The compiler ended without an error, but made no ${product}`);
    });
  }
}

/** Makes sure that the newest sources are compiled; a failure leaves the compile before in place. */
export async function compileSite(options: CompileOptions): Promise<CompileReport> {
  const started = performance.now();
  const { projectRoot, mode = 'production', log = () => undefined } = options;
  const { compiledDir = join(projectRoot, 'dist/compiled') } = options;
  const compiles = join(dirname(compiledDir), 'compiles');
  const hash = await hashSources(projectRoot, mode);
  const fresh = (await currentTarget(compiledDir)) !== hash;
  if (fresh) {
    log('compiling the site: its sources changed');
    await removeDeadDrafts(compiles);
    const draft = await openDraft(compiles);
    try {
      await runCompiler(projectRoot, mode, draft);
      await requireProducts(draft);
      await settleDraft(draft, join(compiles, hash));
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
    await switchLink(compiledDir, join(compiles, hash));
    await markNewest(join(compiles, hash));
    await pruneFolders(compiles, keptCompiles);
  }
  return { compiled: fresh, ms: Math.round(performance.now() - started), compiledDir };
}
