/** The documents of an OpenSLO file. */
import { type OpensloDocument, opensloDocument } from '#schema/openslo.ts';
import { parseYaml } from './yaml-problems.ts';

const separator = /^---(?=\s|$)/;
const onlyComments = /^\s*(?:#.*\s*)*$/;

/** Documents as text, each with the line it begins in; those with comments alone left out. */
function partsOf(text: string): { readonly line: number; readonly text: string }[] {
  const parts: { line: number; lines: string[] }[] = [{ line: 1, lines: [] }];
  text.split('\n').forEach((line, index) => {
    if (separator.test(line)) parts.push({ line: index + 1, lines: [] });
    parts.at(-1)?.lines.push(line);
  });
  return parts
    .map(({ line, lines }) => ({ line, text: lines.join('\n') }))
    .filter((part) => !onlyComments.test(part.text.replace(separator, '')));
}

/** Reads every document; a Problem tells the faults of the first that has any. */
export function opensloDocumentsOf(text: string, file: string): OpensloDocument[] {
  return partsOf(text).map((part) => parseYaml(opensloDocument, part.text, file, part.line));
}
