/**
 * The Content Security Policy of the pages: nothing runs and nothing is styled but what was there
 * when a page was rendered, and nobody else is asked for anything.
 */
import { createHash } from 'node:crypto';

/** Hashes of what stands in pages themselves, as a policy names them. */
export interface InlineHashes {
  readonly styles: ReadonlySet<string>;
  readonly scripts: ReadonlySet<string>;
}

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Scripts of other types are data: they never run. */
const isScript = (attributes: string) => !/\bsrc=|\btype="application\//.test(attributes);

/** What stands in a page itself. */
export function inlineHashes(html: string): InlineHashes {
  const styles = Array.from(html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g), ([, text = '']) =>
    hashOf(text),
  );
  const scripts = [...html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)]
    .filter(([, attributes = '']) => isScript(attributes))
    .map(([, , text = '']) => hashOf(text));
  return { styles: new Set(styles), scripts: new Set(scripts) };
}

const sources = (values: Iterable<string>) => [...values].sort().join(' ') || "'none'";

/** The policy of pages with these hashes; `connect` are other origins they may ask for data. */
export function policyOf({ styles, scripts }: InlineHashes, connect: readonly string[]): string {
  return [
    "default-src 'none'",
    `script-src ${["'self'", ...[...scripts].sort()].join(' ')}`,
    `style-src ${sources(styles)}`,
    "img-src 'self' data:",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    // Angular's own, for the parts that live.
    'trusted-types angular',
    "require-trusted-types-for 'script'",
  ].join('; ');
}

/** The page with its own policy in it, for hosts that send no headers of ours. */
export function withPolicy(html: string, connect: readonly string[]): string {
  const policy = policyOf(inlineHashes(html), connect);
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  // Before anything it is about.
  return html.replace(/<meta charset="utf-8"[^>]*>/, (charset) => charset + meta);
}
