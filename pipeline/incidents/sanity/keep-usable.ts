/** A document that became unusable does not take a running incident off the page. */
import { documentFault, rawContent, type RawContent } from '#schema/content-documents.ts';

type Kind = 'incidents' | 'maintenance';

function idOf(document: unknown): unknown {
  return typeof document === 'object' && document !== null && 'id' in document ? document.id : null;
}

/** The answer with its unusable documents as they last were good, and a line for each of them. */
export function keepUsable(
  answer: RawContent,
  before: unknown,
): { readonly answer: RawContent; readonly faults: readonly string[] } {
  const faults: string[] = [];
  const previous = rawContent(before);
  const repaired = (kind: Kind) =>
    answer[kind].flatMap((document) => {
      const fault = documentFault(kind, document);
      if (fault === null) return [document];
      const held = previous?.[kind].find(
        (old) => idOf(old) === idOf(document) && documentFault(kind, old) === null,
      );
      faults.push(
        `${fault}; ${held === undefined ? 'left out' : 'its last good version is shown'}`,
      );
      return held === undefined ? [] : [held];
    });
  const incidents = repaired('incidents');
  const maintenance = repaired('maintenance');
  return { answer: { ...answer, incidents, maintenance }, faults };
}
