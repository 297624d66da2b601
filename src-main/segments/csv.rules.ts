/** What a spreadsheet takes for the beginning of a formula (S6), also behind blanks that nobody sees. */
const FORMULA = /^[\s\p{Cc}\uFEFF]*[=+\-@]|^\p{Cc}/u;
/** A phone as it is written here, and a plain number: nothing to be reckoned in them. */
const HARMLESS = /^\+\d[\d ]*(?: [\d•-]+)*(?:, \+\d[\d ]*(?: [\d•-]+)*)*$|^-?\d+(?:,\d+)?$/u;

/** The text as a cell that no spreadsheet takes for a formula: an apostrophe in front where it could. */
export function neutralised(text: string): string {
  return FORMULA.test(text) && !HARMLESS.test(text) ? `'${text}` : text;
}

/**
 * One line of CSV with semicolons, ended by CR LF (a Russian Excel opens it without asking).
 *
 * Cells that hold a semicolon, a quote or a line break are quoted.
 */
export function csvLine(cells: readonly string[]): string {
  const texts = cells.map((cell) => {
    const text = neutralised(cell);
    return /[";\r\n\t]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${texts.join(';')}\r\n`;
}
