/** People's Markdown as safe HTML and as plain text. */
import MarkdownIt from 'markdown-it';

// Raw HTML stays text and only harmless link schemes become links: incident
// text is written under stress and may hold anything.
const markdown = new MarkdownIt({ html: false, linkify: true });
markdown.validateLink = (url) =>
  !/^[a-z][a-z0-9+.-]*:/i.test(url.trim()) || /^(?:https?|mailto):/i.test(url.trim());

// A picture would be asked for from somebody else: what it shows is linked to instead.
markdown.renderer.rules['image'] = (tokens, index) => {
  const { content = '', attrs } = tokens[index] ?? {};
  const address = String(attrs?.find(([name]) => name === 'src')?.[1] ?? '');
  const { escapeHtml } = markdown.utils;
  return `<a href="${escapeHtml(address)}">${escapeHtml(content || address)}</a>`;
};

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
