/** Reads what Chromium prints: pages, and the text on them without its blanks. */
import { inflateSync } from 'node:zlib';

export interface PdfText {
  readonly pages: number;
  /** Width and height of the first page, in points. */
  readonly size: readonly [number, number];
  readonly text: string;
}

function streamsOf(pdf: string): Map<number, string> {
  const streams = new Map<number, string>();
  const objects = /(?:^|\n)(\d+) 0 obj\n((?:(?!endobj)[\s\S])*?)>> stream\n([\s\S]*?)\nendstream/g;
  for (const [, id = '', head = '', body = ''] of pdf.matchAll(objects)) {
    const bytes = Buffer.from(body, 'latin1');
    const packed = head.includes('/FlateDecode');
    streams.set(Number(id), (packed ? inflateSync(bytes) : bytes).toString('latin1'));
  }
  return streams;
}

const hex = (text: string | undefined) => Number.parseInt(text ?? '', 16);
const decoded = (text: string) => Buffer.from(text, 'hex').swap16().toString('utf16le');

/** Glyph -> text, from a font's ToUnicode map. */
function glyphsOf(map: string): Map<number, string> {
  const glyphs = new Map<number, string>();
  for (const [, block = ''] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, glyph, text = ''] of block.matchAll(/<(\w+)> <(\w+)>/g))
      glyphs.set(hex(glyph), decoded(text));
  }
  for (const [, block = ''] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, first, last, text] of block.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g))
      for (let at = 0; at <= hex(last) - hex(first); at += 1)
        glyphs.set(hex(first) + at, String.fromCodePoint(hex(text) + at));
  }
  return glyphs;
}

/** Fonts by the name that pages give them. */
function fontsOf(pdf: string, streams: ReadonlyMap<number, string>) {
  const fonts = new Map<string, Map<number, string>>();
  for (const [, name = '', id = ''] of pdf.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const font = new RegExp(`(?:^|\\n)${id} 0 obj\\n([\\s\\S]*?)endobj`).exec(pdf)?.[1] ?? '';
    const map = /\/ToUnicode (\d+) 0 R/.exec(font)?.[1];
    fonts.set(name, glyphsOf(streams.get(Number(map)) ?? ''));
  }
  return fonts;
}

/** Reads a PDF that Chromium made. */
export function readPdf(bytes: Buffer): PdfText {
  const pdf = bytes.toString('latin1');
  const streams = streamsOf(pdf);
  const fonts = fontsOf(pdf, streams);
  const pages = [...pdf.matchAll(/\/Type \/Page\n[\s\S]*?endobj/g)].map(([page]) => page);
  const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pages[0] ?? '') ?? [];
  let text = '';
  for (const page of pages) {
    const content = streams.get(Number(/\/Contents (\d+) 0 R/.exec(page)?.[1])) ?? '';
    let glyphs = new Map<number, string>();
    for (const [, font, codes = ''] of content.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9A-F]+)>/gi)) {
      if (font !== undefined) glyphs = fonts.get(font) ?? glyphs;
      for (const [code] of codes.matchAll(/..../g)) text += glyphs.get(hex(code)) ?? '';
    }
  }
  return {
    pages: pages.length,
    size: [Number(box[1]), Number(box[2])],
    // Ligatures as the letters they stand for.
    text: text.normalize('NFKC').replaceAll(/\s/g, ''),
  };
}
