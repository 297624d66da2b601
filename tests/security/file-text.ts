import { inflateRawSync, inflateSync } from 'node:zlib';

/**
 * Everything that can be read in a file that the application made: a PDF's glyphs as letters, a workbook's parts unpacked, any
 * other bytes as they are.
 */
export function textOfFile(bytes: Buffer): string {
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return textOfPdf(bytes);
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') return textOfZip(bytes);
  return `${bytes.toString('utf8')}\n${bytes.toString('latin1')}`;
}

/** The parts of a zip as text; the sizes stand in the directory at its end. */
function textOfZip(bytes: Buffer): string {
  const parts: string[] = [];
  const SIGNATURE = Buffer.from([0x50, 0x4b, 0x01, 0x02]);
  for (let at = bytes.indexOf(SIGNATURE); at >= 0; at = bytes.indexOf(SIGNATURE, at + 4)) {
    const isStored = bytes.readUInt16LE(at + 10) === 0;
    const size = bytes.readUInt32LE(at + 20);
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + size);
    parts.push((isStored ? packed : inflateRawSync(packed)).toString('utf8'));
  }
  return parts.join('\n');
}

/** The streams of a PDF unpacked, and its glyph numbers read through each of its fonts. */
function textOfPdf(bytes: Buffer): string {
  const streams: string[] = [];
  const text = bytes.toString('latin1');
  for (const match of text.matchAll(/stream\r?\n/gu)) {
    const start = match.index + match[0].length;
    const end = text.indexOf('endstream', start);
    if (end < 0) continue;
    const raw = bytes.subarray(start, end);
    try {
      streams.push(inflateSync(raw).toString('latin1'));
    } catch {
      streams.push(raw.toString('latin1'));
    }
  }
  const fonts = streams.filter((stream) => stream.includes('beginbf')).map(lettersOf);
  const shown = streams.filter((stream) => / T[Jj]/u.test(stream));
  return [text, ...streams, ...fonts.flatMap((letters) => shown.map((stream) => glyphText(stream, letters)))].join(
    '\n',
  );
}

/** What each glyph of a font stands for. */
function lettersOf(map: string): Map<number, string> {
  const letters = new Map<number, string>();
  for (const [, from = '', , list = ''] of map.matchAll(/<([0-9a-f]+)>\s*<([0-9a-f]+)>\s*\[([^\]]*)\]/giu)) {
    [...list.matchAll(/<([0-9a-f]+)>/giu)].forEach(([, code = ''], index) => {
      letters.set(Number.parseInt(from, 16) + index, Buffer.from(code, 'hex').swap16().toString('utf16le'));
    });
  }
  return letters;
}

/** The texts of a page: pieces between kerning belong together. */
function glyphText(stream: string, letters: ReadonlyMap<number, string>): string {
  return [...stream.matchAll(/\[([^\]]*)\]\s*TJ|<([0-9a-f]+)>\s*Tj/giu)]
    .map(([, many, one]) =>
      [...(many ?? `<${one ?? ''}>`).matchAll(/<([0-9a-f]+)>/giu)]
        .flatMap(([, hex = '']) => hex.match(/.{4}/gu) ?? [])
        .map((glyph) => letters.get(Number.parseInt(glyph, 16)) ?? '')
        .join(''),
    )
    .join('\n');
}
