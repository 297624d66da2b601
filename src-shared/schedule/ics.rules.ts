import { type LocalDate, addDays } from '../kernel/local-date.ts';

/** An entry of a calendar file: a stretch of time, or whole days. */
export interface IcsEvent {
  /** The same for the same shift in every file, so that a calendar replaces it instead of adding it again. */
  readonly uid: string;
  readonly when:
    | { readonly startAtMs: number; readonly endAtMs: number }
    /** Both ends inclusive. */
    | { readonly fromDate: LocalDate; readonly toDate: LocalDate };
  readonly summary: string;
  readonly description: string;
  readonly location: string;
}

export interface IcsCalendar {
  readonly name: string;
  readonly timeZone: string;
  readonly writtenAtMs: number;
  readonly events: readonly IcsEvent[];
}

/** Longest line in octets of UTF-8, without its end (RFC 5545, 3.1). */
const LINE_OCTETS = 75;

/**
 * Writes an iCalendar file (RFC 5545): UTF-8, CRLF, folded lines.
 *
 * Times are UTC instants, so that no reader needs the rules of the salon's zone; whole days are dates.
 */
export function writeIcs({ name, timeZone, writtenAtMs, events }: IcsCalendar): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Zerkalo//Shifts//RU',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(name)}`,
    `X-WR-TIMEZONE:${escapeText(timeZone)}`,
    ...events.flatMap((event) => eventLines(event, writtenAtMs)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${foldLine(line)}\r\n`).join('');
}

function eventLines({ uid, when, summary, description, location }: IcsEvent, writtenAtMs: number): string[] {
  const isWholeDay = 'fromDate' in when;
  return [
    'BEGIN:VEVENT',
    `UID:${escapeText(uid)}`,
    `DTSTAMP:${utcStamp(writtenAtMs)}`,
    ...(isWholeDay
      ? // The end of whole days is the first day after them.
        [`DTSTART;VALUE=DATE:${dateStamp(when.fromDate)}`, `DTEND;VALUE=DATE:${dateStamp(addDays(when.toDate, 1))}`]
      : [`DTSTART:${utcStamp(when.startAtMs)}`, `DTEND:${utcStamp(when.endAtMs)}`]),
    `SUMMARY:${escapeText(summary)}`,
    ...(description === '' ? [] : [`DESCRIPTION:${escapeText(description)}`]),
    ...(location === '' ? [] : [`LOCATION:${escapeText(location)}`]),
    `TRANSP:${isWholeDay ? 'TRANSPARENT' : 'OPAQUE'}`,
    'END:VEVENT',
  ];
}

/** A text value: backslash, semicolon and comma get a backslash, a line break becomes `\n` (RFC 5545, 3.3.11). */
export function escapeText(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replaceAll(/\r\n|\r|\n/gu, '\\n');
}

/**
 * Cuts a line into pieces of at most 75 octets, joined by CRLF and a space (RFC 5545, 3.1).
 *
 * A character is never cut apart: some readers decode each line by itself.
 */
export function foldLine(line: string): string {
  const pieces: string[] = [];
  let piece = '';
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character.codePointAt(0) ?? 0);
    if (octets + size > LINE_OCTETS) {
      pieces.push(piece);
      piece = ' ';
      octets = 1;
    }
    piece += character;
    octets += size;
  }
  return [...pieces, piece].join('\r\n');
}

function octetsOf(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

function utcStamp(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19).replaceAll(/[-:]/gu, '')}Z`;
}

function dateStamp(date: LocalDate): string {
  return date.replaceAll('-', '');
}
