import { describe, expect, it } from 'vitest';
import { splitIncident } from './sections.ts';

const matter = '---\ntitle: One\n---\n';
const headings = (body: string) =>
  splitIncident(matter + body, 'one.md').sections.map(({ line, heading }) => [line, heading]);

describe('splitIncident', () => {
  it('finds front matter and updates, with their lines', () => {
    expect(
      splitIncident(`${matter}\n## a b\n\ntext\n### small\n\n## c d\nmore\n`, 'one.md'),
    ).toEqual({
      frontMatter: 'title: One',
      frontMatterLine: 2,
      sections: [
        { line: 5, heading: 'a b', body: 'text\n### small' },
        { line: 10, heading: 'c d', body: 'more' },
      ],
    });
  });

  it('takes Windows line ends and a byte order mark', () => {
    const text = `\uFEFF${matter}## a b\ntext\n`.replaceAll('\n', '\r\n');
    expect(splitIncident(text, 'one.md')).toEqual(
      splitIncident(`${matter}## a b\ntext\n`, 'one.md'),
    );
  });

  it.each([
    '```\n## code\n```\n',
    '~~~\n## code\n~~~\n',
    '```\n~~~\n## code\n```\n',
    '````\n```\n## code\n````\n',
    '```js\n## code\n```\n',
  ])('leaves a heading in a code fence as text: %j', (fence) => {
    expect(headings(`## a b\n${fence}## c d\n`).map(([, heading]) => heading)).toEqual([
      'a b',
      'c d',
    ]);
  });

  it.each(['', 'no front matter', '---\ntitle: One\n', 'text\n---\n---\n'])(
    'needs front matter: %j has none',
    (text) => {
      expect(() => splitIncident(text, 'one.md')).toThrow(
        'one.md:1: must begin with front matter between two lines of ---',
      );
    },
  );

  it('says where text stands before the first update', () => {
    expect(() => splitIncident(`${matter}\n\nwords\n## a b\n`, 'one.md')).toThrow(
      'one.md:6: text before the first update; begin an update with: ## 2026-03-01T14:05Z investigating',
    );
  });
});
