import { describe, expect, it } from 'vitest';
import { toHtml, toText } from './markdown.ts';

describe('toHtml', () => {
  it('renders what people write', () => {
    expect(toHtml('**Bold** and `code`\n\n- one\n- two')).toBe(
      '<p><strong>Bold</strong> and <code>code</code></p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>',
    );
  });

  it.each([
    ['https://example.org/a?b=c', 'https://example.org/a?b=c'],
    ['mailto:help@example.org', 'mailto:help@example.org'],
    ['/components/api', '/components/api'],
    ['#top', '#top'],
  ])('links to %s', (url, href) => {
    expect(toHtml(`[text](${url})`)).toBe(`<p><a href="${href}">text</a></p>`);
  });
});

describe('hostile text', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg/onload=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<iframe src="x"></iframe>',
    '<!-- comment -->',
    '<style>*{display:none}</style>',
    '</p></main><main>',
    '"><b>x',
  ])('%s stays text', (text) => {
    const html = toHtml(text);
    expect(html.replace(/^<p>|<\/p>$/g, '')).not.toMatch(/[<>]/);
    expect(toText(text)).toBe(text);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    '&#x6A;avascript:alert(1)',
    'javascript&colon;alert(1)',
    'vbscript:x',
    'file:///etc/passwd',
    'data:text/html,<b>x',
    'data:image/png;base64,AAAA',
    'data:image/svg+xml,x',
    'blob:x',
    'tel:1',
  ])('a link to %s is none', (url) => {
    for (const text of [
      `[x](${url})`,
      `[x](<${url}>)`,
      `<${url}>`,
      `![x](${url})`,
      `[x][1]\n\n[1]: ${url}`,
    ]) {
      expect(toHtml(text), text).not.toMatch(/href|src/);
    }
  });

  it('a picture is a link: nobody else is asked for anything', () => {
    expect(toHtml('![A "graph" <b>](https://example.org/a.png?b&c "title")')).toBe(
      '<p><a href="https://example.org/a.png?b&amp;c">A &quot;graph&quot; &lt;b&gt;</a></p>',
    );
    expect(toHtml('![](https://example.org/a.png)')).toContain('>https://example.org/a.png</a>');
    expect(toText('![A graph](https://example.org/a.png)')).toBe('A graph');
  });

  it('a title of a link cannot end its attribute', () => {
    expect(toHtml(`[x](https://example.org 'a" onclick="alert(1)')`)).not.toContain('onclick="');
  });

  it('marks that turn the direction of text stay inside their paragraph, as they are', () => {
    const text = 'invoice\u202Efdp.exe\u2066\u200B';
    expect(toHtml(text)).toBe(`<p>${text}</p>`);
    expect(toText(text)).toBe(text);
  });

  it('a null character and half a surrogate do no harm', () => {
    expect(toHtml('a\u0000b\uD800c')).toMatch(/^<p>a.b.c<\/p>$/su);
  });
});

describe('toText', () => {
  it('has the words alone, a line for each paragraph', () => {
    expect(
      toText(
        '**Bold** [link](https://example.org) `code`\nsame line\n\n- one\n- two\n\n```\nx < 1\n```',
      ),
    ).toBe('Bold link code same line\none\ntwo\nx < 1');
  });

  it('of nothing is nothing', () => {
    expect(toText('')).toBe('');
  });
});
