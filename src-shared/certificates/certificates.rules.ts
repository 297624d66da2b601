import { addMonths, addDays, type LocalDate } from '../kernel/local-date.ts';
import { partOfRemaining } from '../kernel/money.ts';

/** What stands on a certificate: nominal for the bearer and the money behind it (T6). In minor units, both ≥ 0. */
export interface CertificateBalance {
  readonly nominalMinor: number;
  /** 2200 and 2210 of it; 0 exactly when the nominal is 0 (I4). */
  readonly liabilityMinor: number;
}

/** A certificate as it was sold. */
export interface CertificateTerms {
  readonly nominalMinor: number;
  /** What was paid for it; more than 0. */
  readonly paidMinor: number;
}

/** What a movement of nominal means for the books. */
export interface CertificateShare {
  /** Of 2200. */
  readonly releasedMinor: number;
  /** The certificate's discount, 4090; below 0 where more was paid than the nominal says. */
  readonly discountMinor: number;
  readonly left: CertificateBalance;
}

/** Years during which the money of an expired certificate may be asked back (T7). */
export const LIMITATION_YEARS = 3;

/**
 * Pays with a certificate: released = R(c × r / n), the rest is the certificate's discount (T6, E12).
 *
 * `amountMinor` r: 1..nominal left, otherwise RangeError. While some nominal is left, a kopeck of liability stays with it
 * (I4). Example: nominal 5000, paid 4000, 2000 spent: 1600 released, 400 discount.
 */
export function redeem(balance: CertificateBalance, amountMinor: number): CertificateShare {
  const { nominalMinor, liabilityMinor } = balance;
  if (amountMinor < 1 || amountMinor > nominalMinor) {
    throw new RangeError(`Cannot take ${amountMinor} of a certificate with ${nominalMinor}`);
  }
  const isLast = amountMinor === nominalMinor;
  const share = partOfRemaining(liabilityMinor, amountMinor, nominalMinor);
  const releasedMinor = isLast ? liabilityMinor : Math.min(share, liabilityMinor - 1);
  return {
    releasedMinor,
    discountMinor: amountMinor - releasedMinor,
    left: { nominalMinor: nominalMinor - amountMinor, liabilityMinor: liabilityMinor - releasedMinor },
  };
}

/** What was spent of a certificate and has not come back: by one sale, or by all of them. */
export interface SpentPart {
  readonly nominalMinor: number;
  readonly releasedMinor: number;
}

/**
 * Gives nominal back to a certificate in the proportion in which the sale released it (T6, M6, E29).
 *
 * `bySale` is what this sale has spent and not given back, `byAll` the same of every sale. Nominal that is all back
 * brings all of the money back; otherwise a kopeck at least stands behind what is left (I4). RangeError for more than the
 * sale has spent. Example: 2000 spent with 1600 released; giving 1000 back returns 800 to 2200 and 200 to 4090.
 */
export function giveBack(
  balance: CertificateBalance,
  bySale: SpentPart,
  byAll: SpentPart,
  amountMinor: number,
): CertificateShare {
  if (amountMinor < 1 || amountMinor > bySale.nominalMinor || amountMinor > byAll.nominalMinor) {
    throw new RangeError(`Cannot give ${amountMinor} back of ${bySale.nominalMinor} spent`);
  }
  const share = partOfRemaining(Math.max(0, bySale.releasedMinor), amountMinor, bySale.nominalMinor);
  const least = balance.liabilityMinor === 0 ? 1 : 0;
  const most = Math.max(byAll.releasedMinor, least);
  const releasedMinor = amountMinor === byAll.nominalMinor ? most : Math.min(Math.max(share, least), most);
  return {
    releasedMinor,
    discountMinor: amountMinor - releasedMinor,
    left: {
      nominalMinor: balance.nominalMinor + amountMinor,
      liabilityMinor: balance.liabilityMinor + releasedMinor,
    },
  };
}

/** Where a certificate stands on a day. */
export const CERTIFICATE_STATUSES = ['active', 'blocked', 'spent', 'expired', 'refunded', 'cancelled'] as const;
export type CertificateStatus = (typeof CERTIFICATE_STATUSES)[number];

/** The movement that took the nominal of a certificate away other than by paying with it. */
export type CertificateEnd = 'refund' | 'reverse' | 'expire' | 'write_off';

/**
 * The status of a certificate on a day; its last day is a day of use (T7).
 *
 * `closedBy` is the movement that ended it: money given back, written off, or the sale itself taken back.
 */
export function statusOf(
  certificate: {
    readonly nominalMinor: number;
    readonly expiresOn: LocalDate | null;
    readonly isBlocked: boolean;
    readonly closedBy: CertificateEnd | null;
  },
  onDate: LocalDate,
): CertificateStatus {
  if (certificate.nominalMinor === 0) {
    switch (certificate.closedBy) {
      case 'refund':
        return 'refunded';
      case 'reverse':
        return 'cancelled';
      case 'expire':
      case 'write_off':
        return 'expired';
      case null:
        return 'spent';
    }
  }
  if (certificate.isBlocked) return 'blocked';
  return isExpired(certificate.expiresOn, onDate) ? 'expired' : 'active';
}

/** Whether the last day of use is over (T7); without one it never is. */
export function isExpired(expiresOn: LocalDate | null, onDate: LocalDate): boolean {
  return expiresOn !== null && onDate > expiresOn;
}

/**
 * The last day of use of a certificate that is sold for a number of days (T7); null = without one.
 *
 * The day of the sale is the first. Example: sold 2026-03-12 for 365 days, last day 2027-03-11.
 */
export function lastDayOf(soldOn: LocalDate, validityDays: number | null): LocalDate | null {
  return validityDays === null ? null : addDays(soldOn, validityDays - 1);
}

/** The first day on which the money of an expired certificate may be written off to income (T7, E15). */
export function writeOffFrom(expiresOn: LocalDate): LocalDate {
  return addDays(addMonths(expiresOn, LIMITATION_YEARS * 12, 'clamp'), 1);
}

const OWN_NUMBER = /^\d{8}$/u;
const FIRST_SERIAL = 10_001;

/**
 * The next number of the salon's own: five digits in a row and three that nobody can guess.
 *
 * A certificate is money to whoever says its number, so that a row alone would give the neighbour's away. `secret` 0..999.
 */
export function nextOwnNumber(lastSerial: number | null, secret: number): string {
  const serial = Math.max(FIRST_SERIAL, (lastSerial ?? 0) + 1);
  return `${serial}${String(secret).padStart(3, '0')}`;
}

/** The place in the row of an own number; null for a number from outside. */
export function serialOf(number: string): number | null {
  return OWN_NUMBER.test(number) ? Number(number.slice(0, 5)) : null;
}

/** A number as it is kept and looked for: without the spaces and in capitals, as scanners and people give it. */
export function cleanNumber(text: string): string {
  return text.replace(/\s+/gu, '').toLocaleUpperCase('ru');
}
