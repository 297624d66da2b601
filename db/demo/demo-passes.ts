import { type CertificateBalance, nextOwnNumber, redeem } from '../../src-shared/certificates/certificates.rules.ts';
import { type LocalDate, addDays } from '../../src-shared/kernel/local-date.ts';
import { percentOf } from '../../src-shared/kernel/money.ts';
import type { Random } from '../../src-shared/kernel/random.ts';
import { visitValue } from '../../src-shared/memberships/memberships.rules.ts';
import type { DemoBooks } from './demo-books.ts';
import type { Check, CheckLine } from './demo-checks.ts';
import {
  CERTIFICATES,
  CERTIFICATE_DAYS,
  MEMBERSHIP_DAYS,
  MEMBERSHIP_TERMS,
  type MembershipOffer,
  ROUBLE,
} from './demo-money.data.ts';

/** Memberships are bought again and again, but none that would run out before today: what lapses is posted by the salon itself. */
const SOLD_WITHIN_DAYS = MEMBERSHIP_DAYS - 25;
const FREE_AMOUNTS = [2000, 4000, 7000, 15_000];
/** Women's Day and New Year are the months of presents. */
const PRESENT_MONTHS: ReadonlySet<string> = new Set(['02', '03', '12']);
const LEAST_REDEEMED_MINOR = 1500 * ROUBLE;

interface OpenCertificate extends CertificateBalance {
  readonly id: number;
  readonly expiresOn: LocalDate;
  /** The day from which its bearer comes; null = never. */
  readonly usedFrom: LocalDate | null;
}

interface OpenMembership {
  readonly id: number;
  readonly poolId: number;
  readonly serviceId: number;
  units: number;
  valueMinor: number;
}

/** Certificates and memberships of the demo: sold, used up visit by visit, expired (T6-T9, E04, E11-E13, E16). */
export class DemoPasses {
  readonly #books: DemoBooks;
  readonly #random: Random;
  readonly #offers: readonly MembershipOffer[];
  readonly #sellsFrom: LocalDate;
  readonly #memberships = new Map<number, OpenMembership>();
  #certificates: OpenCertificate[] = [];
  #serial = 0;
  #membershipNumber = 0;

  constructor(books: DemoBooks, random: Random, offers: readonly MembershipOffer[], today: LocalDate) {
    this.#books = books;
    this.#random = random;
    this.#offers = offers;
    this.#sellsFrom = addDays(today, -SOLD_WITHIN_DAYS);
  }

  /** Certificates that somebody buys on the day: how many. */
  presents(): number {
    const isPresentTime = PRESENT_MONTHS.has(this.#books.date.slice(5, 7));
    return this.#random.weighted([0, 1, 2], isPresentTime ? [45, 40, 15] : [84, 14, 2]);
  }

  /** The line of a certificate that is sold; one in eight at a price below what is on it. */
  sellCertificate(clientId: number | null): CheckLine {
    const random = this.#random;
    const typeIndex = random.weighted([0, 1, 2, 3], [35, 40, 15, 10]);
    const type = CERTIFICATES[typeIndex]!;
    const nominalMinor = (type.roubles ?? random.pick(FREE_AMOUNTS)) * ROUBLE;
    const paidMinor = random.chance(0.12) ? nominalMinor - percentOf(nominalMinor, 1000) : nominalMinor;
    const soldOn = this.#books.date;
    const expiresOn = addDays(soldOn, CERTIFICATE_DAYS - 1);
    const number = nextOwnNumber(this.#serial === 0 ? null : this.#serial, random.int(0, 999));
    this.#serial = Number(number.slice(0, -3));
    const { id } = this.#books.add('certificates', {
      number,
      type_id: typeIndex + 1,
      nominal_minor: nominalMinor,
      paid_minor: paidMinor,
      sold_on: soldOn,
      expires_on: expiresOn,
      client_id: clientId,
      recipient: '',
      is_blocked: 0,
      note: '',
      version: 1,
    });
    const usedFrom = random.chance(0.14) ? null : addDays(soldOn, random.int(4, 150));
    this.#certificates.push({ id, nominalMinor, liabilityMinor: paidMinor, expiresOn, usedFrom });
    return { kind: 'certificate', title: type.name, priceMinor: paidMinor, nominalMinor, certificateId: id };
  }

  /** What a bearer pays of a check with a certificate; undefined for most. */
  redeemFor(dueMinor: number): Check['certificate'] {
    if (dueMinor < LEAST_REDEEMED_MINOR) return undefined;
    const today = this.#books.date;
    const index = this.#certificates.findIndex(
      ({ usedFrom, expiresOn, nominalMinor }) =>
        usedFrom !== null && usedFrom <= today && today <= expiresOn && nominalMinor > 0,
    );
    // Not everybody who pays just then holds one.
    if (index < 0 || !this.#random.chance(0.12)) return undefined;
    const certificate = this.#certificates[index]!;
    const amountMinor = Math.min(dueMinor, certificate.nominalMinor);
    const { releasedMinor } = redeem(certificate, amountMinor);
    const rest = {
      ...certificate,
      nominalMinor: certificate.nominalMinor - amountMinor,
      liabilityMinor: certificate.liabilityMinor - releasedMinor,
      usedFrom: addDays(today, this.#random.int(10, 60)),
    };
    this.#certificates = this.#certificates.with(index, rest);
    return { id: certificate.id, amountMinor, releasedMinor };
  }

  /** Certificates whose last day was yesterday: their money waits on 2210 (T7, E13). */
  expire(minute: number): void {
    const yesterday = addDays(this.#books.date, -1);
    for (const { id, expiresOn, liabilityMinor } of this.#certificates) {
      if (expiresOn !== yesterday || liabilityMinor === 0) continue;
      const documentId = this.#books.document({ kind: 'certificate_expiry', minute, amountMinor: liabilityMinor });
      this.#books.entry(documentId, 'E13', [2200, id], [2210, id], liabilityMinor);
      this.#books.add('certificate_movements', {
        certificate_id: id,
        document_id: documentId,
        sale_id: null,
        kind: 'expire',
        local_date: this.#books.date,
        nominal_minor: 0,
        liability_minor: 0,
      });
    }
    this.#certificates = this.#certificates.filter(({ expiresOn }) => expiresOn > yesterday);
  }

  /** A visit that the client's membership pays: what is recognised of it (T9). */
  cover(clientId: number | null, serviceId: number): CheckLine['coveredBy'] {
    const held = clientId === null ? undefined : this.#memberships.get(clientId);
    if (!held || held.serviceId !== serviceId || held.units === 0) return undefined;
    const valueMinor = visitValue({ units: held.units, valueMinor: held.valueMinor });
    held.units -= 1;
    held.valueMinor -= valueMinor;
    return { membershipId: held.id, poolId: held.poolId, valueMinor };
  }

  /** The line of a membership that a client buys for what they have just had; undefined for most. */
  sellMembership(clientId: number | null, serviceIds: readonly number[]): CheckLine | undefined {
    const offer = this.#offers.find(({ serviceId }) => serviceIds.includes(serviceId));
    if (clientId === null || !offer || this.#books.date < this.#sellsFrom) return undefined;
    const held = this.#memberships.get(clientId);
    if ((held?.units ?? 0) > 0 || !this.#random.chance(held ? 0.5 : 0.06)) return undefined;
    const soldOn = this.#books.date;
    const { id } = this.#books.add('memberships', {
      number: String(++this.#membershipNumber).padStart(6, '0'),
      type_id: offer.typeId,
      client_id: clientId,
      title: offer.name,
      price_minor: offer.priceMinor,
      sold_on: soldOn,
      starts_on: soldOn,
      activate_on: null,
      closed_on: null,
      is_family: offer.isFamily ? 1 : 0,
      note: '',
      version: 1,
      ...MEMBERSHIP_TERMS,
    });
    const { id: poolId } = this.#books.add('membership_pools', {
      membership_id: id,
      position: 0,
      name: '',
      visits: offer.visits,
      value_minor: offer.priceMinor,
      services_json: JSON.stringify([offer.serviceId]),
      categories_json: '[]',
    });
    this.#memberships.set(clientId, {
      id,
      poolId,
      serviceId: offer.serviceId,
      units: offer.visits,
      valueMinor: offer.priceMinor,
    });
    return {
      kind: 'membership',
      title: offer.name,
      priceMinor: offer.priceMinor,
      membershipId: id,
      pool: { id: poolId, visits: offer.visits },
    };
  }
}
