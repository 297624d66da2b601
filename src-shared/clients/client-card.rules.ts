import { phoneDigits } from '../kernel/fold.ts';
import { type LocalDate, daysBetween, isLocalDate } from '../kernel/local-date.ts';

/** Messengers in which salons write to their clients. */
export const MESSENGERS = ['telegram', 'whatsapp', 'vk', 'max', 'viber'] as const;
export type Messenger = (typeof MESSENGERS)[number];

/** How a client stands to the salon: comes, comes no more for a while, is gone. */
export const CLIENT_STATUSES = ['active', 'sleeping', 'lost'] as const;

/** Accounts that are a phone number and nothing else. */
const BY_PHONE: readonly Messenger[] = ['whatsapp', 'viber'];

/**
 * An account in a messenger in one spelling: digits of a phone, or the bare name; null for what is neither.
 *
 * Links and the sign @ are understood. Example: `https://t.me/Anna_K` gives `Anna_K`, `8 916 123-45-67` gives `79161234567`.
 */
export function messengerHandle(kind: Messenger, text: string): string | null {
  const bare = text
    .trim()
    .replace(/^https?:\/\//iu, '')
    .replace(/^(?:www\.|m\.)?(?:t\.me|telegram\.me|wa\.me|vk\.com|vk\.ru|vk\.me|max\.ru)\//iu, '')
    .replace(/^@/u, '')
    .replace(/[/?#].*$/u, '')
    .trim();
  const digits = /^[+\d\s().-]+$/u.test(bare) ? phoneDigits(bare) : null;
  if (digits !== null) return digits;
  if (BY_PHONE.includes(kind)) return null;
  return /^[A-Za-z][\w.-]{1,63}$/u.test(bare) ? bare : null;
}

/** What a birthday says today. */
export interface BirthdayFacts {
  /** Full years. */
  readonly age: number;
  /** Days to the next birthday; 0 = today. */
  readonly daysLeft: number;
  /** Years on the next birthday, or on today's. */
  readonly turns: number;
}

/** Age and days to the next birthday; one of 29 February is kept on the 28th in a common year. Null before it is born. */
export function birthdayFacts(birthday: LocalDate, today: LocalDate): BirthdayFacts | null {
  if (birthday > today) return null;
  const born = Number(birthday.slice(0, 4));
  const year = Number(today.slice(0, 4));
  const inYear = (one: number): LocalDate => {
    const text = `${String(one).padStart(4, '0')}${birthday.slice(4)}`;
    return isLocalDate(text) ? text : `${text.slice(0, 8)}28`;
  };
  const isStillToCome = inYear(year) >= today;
  const next = isStillToCome ? inYear(year) : inYear(year + 1);
  const turns = (isStillToCome ? year : year + 1) - born;
  return { age: next === today ? turns : turns - 1, daysLeft: daysBetween(today, next), turns };
}

/** How often a client kept the appointment, and what the salon wants to do about it. */
export interface Reliability {
  /** Appointments missed, and late cancellations where they count. */
  readonly failures: number;
  /** Share of missed appointments of those that came to their day (R13), basis points; null without any. */
  readonly noShowBp: number | null;
  /** Reception should ask for a prepayment. */
  readonly wantsPrepayment: boolean;
}

/** The settings that judge reliability. */
export interface ReliabilityRule {
  /** From so many failures on a prepayment is asked for; 0 = never. */
  readonly prepayAfterFailures: number;
  readonly lateCancelsCount: boolean;
}

/** Judges a client by their figures (features.md part 2, number 11). Example: 2 missed of 8 with the default rule wants prepayment. */
export function reliabilityOf(
  figures: { readonly visits: number; readonly noShows: number; readonly lateCancels: number },
  rule: ReliabilityRule,
): Reliability {
  const { visits, noShows, lateCancels } = figures;
  const failures = noShows + (rule.lateCancelsCount ? lateCancels : 0);
  const due = visits + noShows;
  return {
    failures,
    noShowBp: due === 0 ? null : Math.round((noShows * 10_000) / due),
    wantsPrepayment: rule.prepayAfterFailures > 0 && failures >= rule.prepayAfterFailures,
  };
}

/** What may do a client harm; both parts may be empty. */
export interface HealthWarning {
  readonly allergy: string;
  readonly contraindication: string;
}

type Translate = (key: string, values?: Record<string, string>) => string;

/** The sentences of the red banner, allergy first; none when there is nothing to beware of. */
export function healthLines({ allergy, contraindication }: HealthWarning, t: Translate): string[] {
  return [
    ...(allergy === '' ? [] : [t('clients:warnings.allergy', { text: allergy })]),
    ...(contraindication === '' ? [] : [t('clients:warnings.contraindication', { text: contraindication })]),
  ];
}

/** What an address is made of (G4). */
export const ADDRESS_PARTS = ['country', 'region', 'city', 'street', 'house', 'flat', 'postcode'] as const;
type AddressParts = Readonly<Record<(typeof ADDRESS_PARTS)[number], string>>;

/** An address as one line, from the country down to the flat; the postcode first, as on an envelope. */
export function addressLine(address: AddressParts, flatSign: string): string {
  const { postcode, country, region, city, street, house, flat } = address;
  return [postcode, country, region, city, street, house, flat && `${flatSign} ${flat}`].filter(Boolean).join(', ');
}
