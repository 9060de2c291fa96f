/** Malice in every text people write, in every file published for machines. */
import { describe, expect, it } from 'vitest';
import { hostileSource } from './machine-source.testing.ts';
import { inertLine, plainLine, plainText, textAsHtml } from './plain-text.ts';
import { siteFiles } from './site-files.ts';

const files = [...siteFiles(hostileSource(), [])];

describe('files for machines', () => {
  it('are all here', () => {
    const kinds = new Set(files.map(([name]) => /\.\w+$/.exec(name)?.[0]));
    expect([...kinds].sort()).toEqual(
      ['.atom', '.ics', '.json', '.rss', '.svg', '.txt', '.xml'].sort(),
    );
  });

  it.each(files)('%s holds no markup of others, and no character that is obeyed', (_, content) => {
    expect(content).not.toMatch(/<script|<img|<a href="javascript|<svg\/onload/i);
    // eslint-disable-next-line no-control-regex -- these are what must not be there
    expect(content).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE]/);
    expect(content).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
    expect(content.isWellFormed()).toBe(true);
  });

  it('of JSON hold no tag even for a reader that takes them for HTML', () => {
    for (const [name, content] of files) {
      if (name.endsWith('.json')) expect(content, name).not.toContain('<');
    }
  });

  it('of calendars hold no line of their own', () => {
    const calendar = files.find(([name]) => name === 'maintenance.ics')?.[1] ?? '';
    expect(calendar.match(/^BEGIN:VEVENT\r$/gm)).toHaveLength(9);
    expect(calendar.match(/^END:VCALENDAR\r$/gm)).toHaveLength(1);
    for (const line of calendar.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThan(76);
  });
});

describe('texts', () => {
  it('keep what people write', () => {
    const text = 'Größe: 5 < 6 & "quoted"\n\tعربي 日本 👩‍👩‍👧 \u200F';
    expect(plainText(text)).toBe(text);
    expect(plainLine(' a\n b\t')).toBe('a b');
    expect(inertLine('P99 < 5 ms, x > y')).toBe('P99 < 5 ms, x > y');
  });

  it('become HTML that shows them', () => {
    expect(textAsHtml('a <b> & c\nd')).toBe('a &lt;b&gt; &amp; c<br />d');
  });

  it('open no tag in a title', () => {
    expect(inertLine('<script>x</script>')).toBe('‹script>x‹/script>');
  });
});
