import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { headerRules } from './header-rules.ts';
import { hostFiles } from './host-files.ts';
import { inlineHashes, policyOf, withPolicy } from './policy.ts';

const sha256 = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const page =
  '<head><meta charset="utf-8"><style>a{}</style><style media="print">b{}</style></head>' +
  '<body><script type="module" src="/a.js"></script><script>go()</script>' +
  '<script type="application/ld+json">{}</script></body>';

describe('the policy of a page', () => {
  it('names what stands in it by hash: styles, and scripts that run', () => {
    const { styles, scripts } = inlineHashes(page);
    expect([...styles]).toEqual([sha256('a{}'), sha256('b{}')]);
    expect([...scripts]).toEqual([sha256('go()')]);
    const policy = policyOf({ styles, scripts }, []);
    expect(policy).toContain(`script-src 'self' ${sha256('go()')};`);
    expect(policy).not.toContain('unsafe');
  });

  it('lets it ask only its own origin, and those that are configured', () => {
    const none = { styles: new Set<string>(), scripts: new Set<string>() };
    expect(policyOf(none, [])).toContain("connect-src 'self';");
    expect(policyOf(none, ['https://p.api.sanity.io'])).toContain(
      "connect-src 'self' https://p.api.sanity.io;",
    );
    expect(policyOf(none, [])).toContain("style-src 'none';");
  });

  it('stands in the page before anything it is about', () => {
    const html = withPolicy(page, []);
    expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<style'));
    // Ignored in a page, with a message on the console.
    expect(html).not.toContain('frame-ancestors');
  });
});

describe('the files for hosts', () => {
  const rules = headerRules("default-src 'none'");
  const files = hostFiles(rules, '/our/status/');
  const vercel = v.parse(
    v.object({
      headers: v.array(
        v.object({
          source: v.string(),
          headers: v.array(v.object({ key: v.string(), value: v.string() })),
        }),
      ),
    }),
    JSON.parse(files.get('vercel.json') ?? ''),
  );

  it('give no header twice for any path', () => {
    const paths = ['/feed.atom', '/api/v2/summary.json', '/assets/a.js', '/badges/x.svg', '/'];
    for (const path of paths) {
      const names = vercel.headers
        .filter(({ source }) =>
          new RegExp(`^${source.replace(/:\w+/g, '[^/]+')}$`).test(`/our/status${path}`),
        )
        .flatMap(({ headers }) => headers.map(({ key }) => key));
      expect(names).toContain('Content-Security-Policy');
      expect(new Set(names).size, path).toBe(names.length);
    }
  });

  it('say the same to every host', () => {
    const netlify = files.get('_headers') ?? '';
    const nginx = files.get('nginx.conf') ?? '';
    for (const { source, headers } of vercel.headers) {
      expect(netlify).toContain(`${source.replace('(.*)', '*')}\n`);
      for (const { key, value } of headers) {
        expect(netlify).toContain(`  ${key}: ${value}\n`);
        expect(nginx).toContain(key === 'Content-Type' ? value : `add_header ${key} "${value}"`);
      }
    }
    // Cloudflare takes no longer lines, and no more rules.
    for (const line of netlify.split('\n')) expect(line.length).toBeLessThan(2000);
    expect(rules.length).toBeLessThan(100);
  });
});
