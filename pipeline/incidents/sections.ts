/** The text form of an incident: front matter, then one `## <instant> <status>` per update. */
import { Problem } from '../problem.ts';

export interface Section {
  readonly line: number;
  readonly heading: string;
  readonly body: string;
}

export interface IncidentText {
  readonly frontMatter: string;
  /** Line the front matter's YAML starts on. */
  readonly frontMatterLine: number;
  readonly sections: readonly Section[];
}

/** Splits a file; headings inside code fences are text. */
export function splitIncident(text: string, file: string): IncidentText {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const end = lines.indexOf('---', 1);
  if (lines[0] !== '---' || end < 0) {
    throw new Problem(`${file}:1: must begin with front matter between two lines of ---`);
  }
  const sections: { line: number; heading: string; body: string[] }[] = [];
  /** What ends the code fence one is in; null outside. */
  let fence: string | null = null;
  lines.slice(end + 1).forEach((line, index) => {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    const fenced = fence !== null;
    if (fence === null) fence = mark ?? null;
    else if (mark?.startsWith(fence)) fence = null;
    const number = end + 2 + index;
    const current = sections.at(-1);
    if (!fenced && line.startsWith('## ')) {
      sections.push({ line: number, heading: line.slice(3).trim(), body: [] });
    } else if (current) current.body.push(line);
    else if (line.trim() !== '') {
      throw new Problem(
        `${file}:${number}: text before the first update; begin an update with: ## 2026-03-01T14:05Z investigating`,
      );
    }
  });
  return {
    frontMatter: lines.slice(1, end).join('\n'),
    frontMatterLine: 2,
    sections: sections.map(({ line, heading, body }) => ({
      line,
      heading,
      body: body.join('\n').trim(),
    })),
  };
}
