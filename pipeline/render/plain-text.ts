/** People's words on their way into formats whose readers may do anything with them. */

/**
 * Characters without a glyph that no reader needs and some obey: controls other than tab and
 * line feed, marks that turn the direction of all that follows, what XML forbids.
 */
// eslint-disable-next-line no-control-regex -- these are what is taken out
const unwanted = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/g;

/** The text without them; half a surrogate pair becomes U+FFFD. */
export function plainText(text: string): string {
  return text.toWellFormed().replace(unwanted, '');
}

/** The same on one line. */
export function plainLine(text: string): string {
  return plainText(text).replace(/\s+/g, ' ').trim();
}

/**
 * Text for readers of which some take it for text and some for HTML, such as titles of feeds and
 * calendars: what would open a tag is another character that looks like it.
 */
export function inertText(text: string): string {
  return plainText(text).replace(/<(?=[a-z/!?])/gi, '‹');
}

/** The same on one line. */
export function inertLine(text: string): string {
  return inertText(plainLine(text));
}

/** Text as HTML: what looks like markup is shown, and lines are kept. */
export function textAsHtml(text: string): string {
  return plainText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\n', '<br />');
}

/** JSON in which nothing is markup, even for a reader that takes it for HTML. */
export function inertJson(value: unknown): string {
  return `${JSON.stringify(value).replaceAll('<', '\\u003c')}\n`;
}
