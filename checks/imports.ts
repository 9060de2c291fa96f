import { readFile } from 'node:fs/promises';
import ts from 'typescript';
import { importProblem } from './layers.ts';
import { projectFiles } from './project-files.ts';

/** Everything a source text imports: static, dynamic, types, re-exports. */
const importsOf = (text: string): string[] =>
  ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);

/** The import-direction check over all sources of the project: one line for each bad import. */
export async function checkImports(root: string): Promise<string[]> {
  const sources = (await projectFiles(root)).filter((file) => /\.(ts|mjs|js)$/.test(file));
  const found = sources.map(async (file) =>
    problemsIn(file, await readFile(`${root}/${file}`, 'utf8')),
  );
  return (await Promise.all(found)).flat();
}

/** One line for each import in a file that its layer does not allow. */
export function problemsIn(file: string, text: string): string[] {
  return importsOf(text).flatMap((specifier) => {
    const problem = importProblem(file, specifier);
    return problem === undefined ? [] : [`${file}: ${problem}`];
  });
}
