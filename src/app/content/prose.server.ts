/** Markdown pages to HTML, with an address for every heading so that figures can link to their definition. */
import MarkdownIt from 'markdown-it';

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

markdown.core.ruler.push('heading-anchors', ({ tokens }) => {
  tokens.forEach((token, index) => {
    const text = tokens[index + 1]?.content;
    if (token.type === 'heading_open' && text) token.attrSet('id', anchorOf(text));
  });
});

/** Safe HTML of Markdown text; raw HTML in it is shown as text. */
export function renderProse(text: string): string {
  // Code that is wider than the page scrolls: by keyboard too.
  return markdown.render(text).replaceAll('<pre>', '<pre tabindex="0">');
}
