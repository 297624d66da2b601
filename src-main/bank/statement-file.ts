/** Encodings that banks write the format in, the likelier first. */
const ENCODINGS = ['utf-8', 'windows-1251', 'ibm866'] as const;

/** The text of a file, in whichever encoding its words can be read; the second when none is. */
export function statementText(bytes: Uint8Array): string {
  const texts = ENCODINGS.flatMap((encoding) => {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      return [];
    }
  });
  return texts.find((text) => /секция|конецфайла|дата/iu.test(text)) ?? texts[0] ?? '';
}
