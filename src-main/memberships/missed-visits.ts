import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { JournalMemberships, MissedVisit } from '../journal/journal-context.ts';
import type { Ledger } from '../ledger/ledger.service.ts';
import type { PostedReversal } from '../ledger/posted-undo.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import type { Tx } from '../store/unit-of-work.ts';
import type { MembershipBook } from './membership-book.ts';
import { openDate } from '../passes/open-date.ts';
import { type HeldUnit, findMissedUnit, readMissedUnits } from './memberships.repository.ts';

/** A visit to which nobody came costs a unit of the membership that would have paid for it (V4, E04, T9). */
export class MissedVisits implements JournalMemberships {
  readonly #ledger: Ledger;
  readonly #settings: SettingsService;
  readonly #book: MembershipBook;

  constructor(near: { ledger: Ledger; settings: SettingsService; book: MembershipBook }) {
    this.#ledger = near.ledger;
    this.#settings = near.settings;
    this.#book = near.book;
  }

  /** Ctrl+Z of a missed visit that was charged: the status comes back, and so does the unit. */
  readonly reversal: PostedReversal = {
    commands: new Set(['journal.setStatus']),
    restores: 'visits',
    reverseInside: (tx, _, documentId) => {
      const unit = findMissedUnit(tx, documentId);
      // The status that gave the unit back: it would be taken again by the day, the visit and the membership of now.
      if (!unit) throw new DomainError('UNDO_REFUSED', { reason: 'storno', commandIds: [] });
      this.#giveBack(tx, documentId, unit);
    },
  };

  /**
   * Takes a unit for every line that a membership covers on the day of the visit, if the salon charges missed visits.
   *
   * Each unit has a document of its own, dated the day of the visit, or the first open one after a locked period. Unlimited
   * memberships lose nothing: they are earned by days.
   *
   * @returns titles of the memberships, each once
   */
  missedInside(tx: Tx, visit: MissedVisit): string[] {
    const { clientId, localDate } = visit;
    if (clientId === null || !this.#settings.on(localDate).chargesNoShow) return [];
    const titles = visit.lines.flatMap(({ id: visitLineId, serviceId }) => {
      const what = { serviceId, clientId, onDate: localDate };
      const paying = this.#payerOf(tx, what);
      if (!paying) return [];
      const posting = this.#ledger.open(tx, {
        kind: 'membership_recognition',
        localDate: openDate(tx, this.#ledger, localDate),
        amountMinor: this.#book.check(tx, { ...what, membershipId: paying.membershipId }).valueMinor,
        clientId,
      });
      this.#book.useForNoShow(tx, posting, { ...what, membershipId: paying.membershipId, visitLineId });
      return [paying.title];
    });
    return [...new Set(titles)];
  }

  /** The storno of what a missed visit took: the units and exactly the value that they released (T9, T16). */
  notMissedInside(tx: Tx, visitId: number): void {
    for (const unit of readMissedUnits(tx, visitId)) this.#giveBack(tx, unit.document_id, unit);
  }

  #giveBack(tx: Tx, documentId: number, unit: HeldUnit): void {
    const posting = this.#ledger.reverse(tx, documentId, { localDate: this.#settings.today().localDate });
    this.#book.giveBackNoShow(tx, posting, unit);
  }

  /** As checkout would propose it: of those with a unit for the service the one whose last day comes first. */
  #payerOf(reader: Reader, what: { serviceId: number; clientId: number; onDate: string }) {
    return this.#book
      .ofClient(reader, what.clientId, what.onDate)
      .find(
        ({ membershipId, pools }) =>
          pools.some(({ unitsLeft, serviceIds }) => (unitsLeft ?? 0) > 0 && serviceIds.includes(what.serviceId)) &&
          this.#book.check(reader, { ...what, membershipId }).hindrance === null,
      );
  }
}
