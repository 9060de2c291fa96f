import { expect, test } from 'vitest';
import { plainTextToHtml } from './plain-text.ts';

test('paragraphs and line breaks stay', () => {
  expect(plainTextToHtml('One\ntwo\n\nthree')).toBe('<p>One<br>\ntwo</p>\n<p>three</p>');
});

test('addresses become links without the full stop after them', () => {
  expect(plainTextToHtml('See (https://a.example/b?c=1&d).')).toBe(
    '<p>See (<a href="https://a.example/b?c=1&amp;d">https://a.example/b?c=1&amp;d</a>).</p>',
  );
});

test.each([
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  'https://a.example/"onmouseover="alert(1)',
  "https://a.example/'><svg onload=alert(1)>",
])('%s stays text', (text) => {
  const html = plainTextToHtml(text);
  const document = html.replaceAll(/<\/?(?:p|a)>|<a href="https:\/\/[^"<>]*">/g, '');
  expect(document).not.toMatch(/[<>"]/);
  expect(html).not.toMatch(/href="javascript/);
});
