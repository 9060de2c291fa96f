/**
 * Builds Studio with the components of status.yaml:
 *   npm run studio            installs what it needs, builds, says where it is
 * With SANITY_STUDIO_PROJECT_ID it is the real project's: `npx sanity deploy` publishes it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const folder = import.meta.dirname;
const root = resolve(folder, '..');

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): void {
  const { status } = spawnSync(command, args, {
    cwd: folder,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  if (status !== 0) process.exit(status ?? 1);
}

interface Named {
  readonly id: string;
  readonly name?: string;
}

/** Read by the parser the site uses; what is wrong with the file is told by `npm run build`. */
function components(): string {
  const { parse } = createRequire(join(root, 'package.json'))('yaml') as {
    parse: (text: string) => { components: Named[] };
  };
  const file = process.env['PLUMBLINE_CONFIG'] ?? join(root, 'content/status.yaml');
  const list = parse(readFileSync(file, 'utf8')).components;
  return JSON.stringify(list.map(({ id, name = id }) => ({ id, name })));
}

if (!existsSync(join(folder, 'node_modules/sanity'))) run('npm', ['ci', '--no-audit', '--no-fund']);
run(process.execPath, ['node_modules/sanity/bin/sanity', 'build', '-y'], {
  SANITY_STUDIO_COMPONENTS: components(),
});
console.log(
  'Studio is built. While npm start runs it is at https://local.localhost:3991/ (its certificate is of this machine: the browser asks once).',
);
