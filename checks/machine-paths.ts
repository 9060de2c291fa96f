import { readFile } from 'node:fs/promises';
import { projectFiles } from './project-files.ts';

/** Things that are true on one machine only. Written so that this file does not match itself. */
const TRACES = [
  {
    name: 'a home or work folder',
    pattern: /(?<![\w.:/$}-])\/(?:home|Users|root|work|workspace)\/[\w.-]+/,
  },
  { name: 'a Windows home folder', pattern: /\b[A-Z]:\\+Users\\+\w/ },
  {
    name: 'a package registry',
    pattern:
      /\b(?:registry|npm|artifactory|nexus|verdaccio)\.[\w-]+\.(?:com|org|net|io|dev|internal)\b/,
  },
  { name: 'a resolved URL in the lock file', pattern: /^\s*"resolved": "http/ },
] as const;

const isText = (file: string): boolean =>
  !/\.(png|ico|jpe?g|webp|woff2?|gz|zst|parquet)$/.test(file);

/** The check over all files: one line for each trace of the machine somebody works on. */
export async function checkMachinePaths(root: string): Promise<string[]> {
  const files = (await projectFiles(root)).filter(isText);
  const found = files.map(async (file) =>
    tracesIn(file, await readFile(`${root}/${file}`, 'utf8')),
  );
  return (await Promise.all(found)).flat();
}

/** One line for each trace in a text, with its place. */
export function tracesIn(file: string, text: string): string[] {
  return text.split('\n').flatMap((line, index) =>
    TRACES.flatMap(({ name, pattern }) => {
      const match = pattern.exec(line);
      return match === null ? [] : [`${file}:${index + 1}: ${name}: ${match[0]}`];
    }),
  );
}
