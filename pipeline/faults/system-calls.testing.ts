/** What a process asked of the system about files, as strace saw it. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface SystemCall {
  readonly name: string;
  /** The file or folder it is about; of a rename or link the old name. */
  readonly path: string;
  /** New name of a rename or link. */
  readonly to: string | null;
  /** Of an open: whether it makes a file. */
  readonly creates: boolean;
  /** Lines of the trace: a call that ended before another began happened before it. */
  readonly began: number;
  readonly ended: number;
  /** What it returned; -1 failed. */
  readonly result: number;
}

/** Calls that change files or make changes last. */
const traced = [
  'openat',
  'mkdir',
  'write',
  'writev',
  'pwrite64',
  'pwritev',
  'ftruncate',
  'fsync',
  'fdatasync',
  'rename',
  'renameat',
  'renameat2',
  'link',
  'linkat',
  'symlink',
  'unlink',
];

/** Options that trace those calls of all threads, with the paths of their files. */
export const traceOptions = ['-f', '--seccomp-bpf', '-y', '-e', `trace=${traced.join(',')}`];

/** Why nothing can be traced here; null where it can. */
export function whyNoTrace(): string | null {
  const { error, status } = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']);
  if (error !== undefined) return 'strace is absent';
  return status === 0 ? null : 'strace may not trace processes here';
}

interface Text {
  readonly name: string;
  readonly args: string;
  readonly result: number;
  readonly began: number;
  readonly ended: number;
}

/** Calls in the order of their ends; one that another thread interrupts takes two lines. */
function textsOf(lines: readonly string[]): Text[] {
  const begun = new Map<string, { readonly text: string; readonly at: number }>();
  return lines.flatMap((line, at): Text[] => {
    const thread = /^\d+/.exec(line)?.[0] ?? '';
    const rest = line.slice(thread.length).trim();
    if (rest.endsWith('<unfinished ...>')) {
      begun.set(thread, { text: rest.slice(0, -'<unfinished ...>'.length), at });
      return [];
    }
    const resumed = /^<\.\.\. \w+ resumed>/.exec(rest)?.[0];
    const start = resumed === undefined ? undefined : begun.get(thread);
    const text = (start?.text ?? '') + rest.slice(resumed?.length ?? 0);
    const parts = /^(\w+)\((.*)\)\s+= (-?\d+)/.exec(text);
    if (parts === null) return [];
    const [, name = '', args = '', result = ''] = parts;
    return [{ name, args, result: Number(result), began: start?.at ?? at, ended: at }];
  });
}

function callOf({ name, args, ...rest }: Text): SystemCall {
  const quoted = [...args.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, path = '']) => path);
  const descriptor = /^\d+<([^>]*)>/.exec(args)?.[1];
  const [path = '', to = null] = descriptor === undefined ? quoted : [descriptor];
  return { name, path, to, creates: args.includes('O_CREAT'), ...rest };
}

/** Calls about what lies in a folder, and about the folder, in the order they ended. */
export function callsIn(trace: string, folder: string): SystemCall[] {
  const within = ({ path }: SystemCall) => path === folder || path.startsWith(`${folder}/`);
  return textsOf(readFileSync(trace, 'utf8').split('\n')).map(callOf).filter(within);
}
