/** Python with the peer's packages, in an environment of its own under `.cache/`. */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTimed } from './run-timed.ts';

const project = fileURLToPath(new URL('..', import.meta.url));
const packages = ['confluent-kafka==2.16.1', 'polars==2.1.0'];

/** Path of its interpreter; made once, which takes a network. */
export async function peerPython(): Promise<string> {
  const folder = join(project, '.cache/bench-python');
  const python = join(folder, 'bin/python');
  if (existsSync(python)) return python;
  const draft = `${folder}-${process.pid}`;
  const options = { cwd: project };
  try {
    await runTimed('python3', ['-m', 'venv', draft], options);
    await runTimed(join(draft, 'bin/python'), ['-m', 'pip', 'install', '-q', ...packages], options);
    renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return python;
}
