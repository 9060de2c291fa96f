import type { Rule } from 'eslint';
import type { Expression } from 'estree';
import { relative, sep } from 'node:path';
import { importProblem } from './layers.ts';

const root = `${import.meta.dirname}${sep}..`;

/** The import-direction check while typing. `npm test` also runs it where no comment disables it. */
export const layersRule: Rule.RuleModule = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const file = relative(root, context.filename).split(sep).join('/');
    const check = ({ source }: { source?: Expression | null | undefined }): void => {
      if (source?.type !== 'Literal' || typeof source.value !== 'string') return;
      const message = importProblem(file, source.value);
      if (message !== undefined) context.report({ node: source, message });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};
