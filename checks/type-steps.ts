import ts from 'typescript';
import { projectFiles } from './project-files.ts';
import { type Step, toolStep } from './step.ts';

const TSC = 'node_modules/typescript/bin/tsc';
const NGC = 'node_modules/@angular/compiler-cli/bundles/src/bin/ngc.js';

/** Studio brings its own packages and is checked among them. */
const isOurs = (file: string): boolean =>
  /(^|\/)tsconfig(\.\w+)?\.json$/.test(file) &&
  !file.endsWith('tsconfig.base.json') &&
  !file.startsWith('studio/');

/** One typecheck for each tsconfig. Angular's compiler looks into templates too. */
export async function typeSteps(root: string): Promise<Step[]> {
  const configs = (await projectFiles(root)).filter(isOurs).sort();
  return configs.map((file) =>
    toolStep(`types ${file}`, [isAngular(`${root}/${file}`) ? NGC : TSC, '-p', file, '--noEmit']),
  );
}

function isAngular(file: string): boolean {
  const read: { config?: unknown } = ts.readConfigFile(file, (path) => ts.sys.readFile(path));
  return (
    typeof read.config === 'object' &&
    read.config !== null &&
    'angularCompilerOptions' in read.config
  );
}
