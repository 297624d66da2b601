import { fold } from '../kernel/fold.ts';
import { type LocalDate, daysBetween } from '../kernel/local-date.ts';

/** How the salon writes names: «Анна Соколова» or «Соколова Анна». */
export type NameOrder = 'firstLast' | 'lastFirst';

/** A person's name as the salon writes it; a missing last name leaves no space. */
export function personName(
  { firstName, lastName }: { readonly firstName: string; readonly lastName: string },
  order: NameOrder,
): string {
  const parts = order === 'lastFirst' ? [lastName, firstName] : [firstName, lastName];
  return parts.filter(Boolean).join(' ');
}

/** The name for narrow places: «Анна С.». */
export function shortPersonName({
  firstName,
  lastName,
}: {
  readonly firstName: string;
  readonly lastName: string;
}): string {
  const initial = /^./u.exec(lastName)?.[0];
  return initial ? `${firstName} ${initial}.` : firstName;
}

/** A document of a master as far as its validity matters. */
export interface DatedDocument {
  readonly staffId: number;
  readonly title: string;
  /** Last good day; null = for ever. */
  readonly expiresOn: LocalDate | null;
  readonly blocksBooking: boolean;
}

/** How near the end of a document is: 30 days, 7 days, its last day, over (S8). */
export type DocumentLevel = 'soon' | 'close' | 'lastDay' | 'expired';

export interface DocumentWarning<Document extends DatedDocument> {
  readonly document: Document;
  readonly daysLeft: number;
  readonly level: DocumentLevel;
}

/** Days before the end at which a warning begins, and at which it becomes urgent. */
export const WARN_DAYS = { soon: 30, close: 7 } as const;

/** How near the end is; null while there is nothing to say. `daysLeft` counts the days after today that are still good. */
export function documentLevel(daysLeft: number): DocumentLevel | null {
  if (daysLeft < 0) return 'expired';
  if (daysLeft === 0) return 'lastDay';
  if (daysLeft <= WARN_DAYS.close) return 'close';
  return daysLeft <= WARN_DAYS.soon ? 'soon' : null;
}

/**
 * The documents that run out within 30 days or have run out, the nearest end first (S8).
 *
 * A renewed paper of the same title takes the old one's place, so that a new medical book ends the warning of the old.
 */
export function documentWarnings<Document extends DatedDocument>(
  documents: readonly Document[],
  today: LocalDate,
): DocumentWarning<Document>[] {
  return latestOfTitle(documents)
    .flatMap((document) => {
      if (document.expiresOn === null) return [];
      const daysLeft = daysBetween(today, document.expiresOn);
      const level = documentLevel(daysLeft);
      return level === null ? [] : [{ document, daysLeft, level }];
    })
    .toSorted((a, b) => a.daysLeft - b.daysLeft);
}

/** Documents without which nobody is booked to their masters on a day: they ran out before it (S8). */
export function blockingDocumentsOn<Document extends DatedDocument>(
  documents: readonly Document[],
  date: LocalDate,
): Document[] {
  return latestOfTitle(documents).filter(
    ({ blocksBooking, expiresOn }) => blocksBooking && expiresOn !== null && expiresOn < date,
  );
}

/** Of papers of one title of one master the one that lasts longest. */
function latestOfTitle<Document extends DatedDocument>(documents: readonly Document[]): Document[] {
  const latest = new Map<string, Document>();
  for (const document of documents) {
    const key = `${document.staffId}/${fold(document.title)}`;
    const known = latest.get(key);
    if (!known || lastsLonger(document, known)) latest.set(key, document);
  }
  return [...latest.values()];
}

function lastsLonger(a: DatedDocument, b: DatedDocument): boolean {
  if (a.expiresOn === null || b.expiresOn === null) return b.expiresOn !== null;
  return a.expiresOn > b.expiresOn;
}
