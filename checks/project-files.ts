import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';

// The owner of the folder may be another user, as in a container: listing files is harmless.
const LIST = [
  '-c',
  'safe.directory=*',
  'ls-files',
  '-z',
  '--cached',
  '--others',
  '--exclude-standard',
];

/**
 * Files of the project, relative to its root: what git tracks or would track. In a downloaded
 * archive there is no git to ask, and .gitignore is read here.
 */
export async function projectFiles(root: string): Promise<string[]> {
  if (!existsSync(`${root}/.git`)) return filesWithoutGit(root);
  const { stdout } = await promisify(execFile)('git', LIST, { cwd: root, maxBuffer: 64 << 20 });
  return stdout.split('\0').filter((file) => file !== '' && existsSync(`${root}/${file}`));
}

function filesWithoutGit(root: string): string[] {
  const isIgnored = ignoreRules(readFileSync(`${root}/.gitignore`, 'utf8'));
  const walk = (folder: string): string[] =>
    readdirSync(`${root}/${folder}`, { withFileTypes: true }).flatMap((entry) => {
      const path = `${folder}${entry.name}`;
      if (isIgnored(path)) return [];
      return entry.isDirectory() ? walk(`${path}/`) : [path];
    });
  return walk('');
}

/** The forms our .gitignore uses: `/from/the/root/`, `anywhere/`, `*.ending`. */
function ignoreRules(text: string): (path: string) => boolean {
  const rules = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return (path) =>
    rules.some((rule) => {
      const name = rule.replace(/\/$/, '');
      if (name.startsWith('*')) return path.endsWith(name.slice(1));
      if (name.includes('/')) return path === name.replace(/^\//, '');
      return path === name || path.endsWith(`/${name}`);
    });
}
