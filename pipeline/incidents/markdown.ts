/** People's Markdown as safe HTML and as plain text. */
import MarkdownIt from 'markdown-it';

// Raw HTML stays text and only harmless link schemes become links: incident
// text is written under stress and may hold anything.
const markdown = new MarkdownIt({ html: false, linkify: true });
markdown.validateLink = (url) =>
  !/^[a-z][a-z0-9+.-]*:/i.test(url.trim()) || /^(?:https?|mailto):/i.test(url.trim());

export function toHtml(text: string): string {
  // Code that is wider than the page scrolls: by keyboard too.
  return markdown.render(text).trim().replaceAll('<pre>', '<pre tabindex="0">');
}

/** The words alone, one line per paragraph. */
export function toText(text: string): string {
  return markdown
    .parse(text, {})
    .filter(({ type }) => type === 'inline' || type === 'fence' || type === 'code_block')
    .map(({ children, content }) =>
      children === null
        ? content.trim()
        : children.map((child) => (child.type.endsWith('break') ? ' ' : child.content)).join(''),
    )
    .join('\n')
    .trim();
}
