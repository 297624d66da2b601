import {
  type BonusLot,
  availableBonuses,
  clawBackBonuses,
  earnedBonuses,
  inSpendingOrder,
  isExpired,
  lotDates,
  restoreBonuses,
  spendBonuses,
  takeFrom,
} from '../../src-shared/loyalty/bonuses.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { type LocalDate, addDays } from '../../src-shared/kernel/local-date.ts';
import type { Bonuses } from '../checkout/neighbours.ts';
import type { Posting } from '../ledger/ledger.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import type { Tx } from '../store/unit-of-work.ts';
import * as rows from './bonuses.repository.ts';

/**
 * Bonus lots under a check (T11-T13, E20-E23): what checkout and refunds call inside their unit of work.
 *
 * Σ of a client's lots is what account 2400 has of that client (I6): each movement comes with its entry, or belongs to a
 * storno whose entries the caller posted.
 */
export class BonusesService implements Bonuses {
  readonly #settings: SettingsService;

  constructor(settings: SettingsService) {
    this.#settings = settings;
  }

  /** What the client may spend on a day (T12), in minor units. */
  available(reader: Reader, clientId: number, onDate: LocalDate): number {
    return availableBonuses(rows.readOpenLots(reader, clientId, onDate), onDate);
  }

  /** What a check would earn today (T11). */
  earnedBy(baseMinor: number): number {
    return this.#earnedOn(baseMinor, this.#settings.today().localDate);
  }

  /**
   * Takes bonuses off lots, what burns first goes first (T12, E21).
   *
   * @throws DomainError BONUS_INSUFFICIENT (balanceMinor, amountMinor)
   */
  spend(tx: Tx, posting: Posting, what: { clientId: number; saleId: number; amountMinor: number }): void {
    const lots = rows.readOpenLots(tx, what.clientId, posting.localDate);
    const { parts, missingMinor } = spendBonuses(lots, what.amountMinor, posting.localDate);
    if (missingMinor > 0) {
      throw new DomainError('BONUS_INSUFFICIENT', {
        balanceMinor: what.amountMinor - missingMinor,
        amountMinor: what.amountMinor,
      });
    }
    for (const part of parts) move(tx, posting, 'spend', part.lotId, -part.amountMinor, what.saleId);
    posting.add('E21', { account: 2400 }, { account: 1100, object: what.saleId }, what.amountMinor, about(what));
  }

  /**
   * Grants what a fully paid check earns (T11, E20); answers with the amount, 0 while bonuses are off.
   *
   * A check may be paid whole more than once, after a payment or a write-off of its debt was taken back: what it still has of
   * the first time is not granted again.
   */
  earn(tx: Tx, posting: Posting, what: { clientId: number; saleId: number; baseMinor: number }): number {
    const date = posting.localDate;
    const settings = this.#settings.on(date);
    const wholeMinor = settings.isBonusOn ? this.#earnedOn(what.baseMinor, date) : 0;
    const amountMinor = Math.max(0, wholeMinor - keptOf(tx, what.saleId));
    const terms = { delayDays: settings.bonusDelayDays, lifeDays: settings.bonusLifeDays };
    this.grantInside(tx, posting, { ...what, amountMinor, source: 'sale', ...lotDates(date, terms) });
    return amountMinor;
  }

  /**
   * Grants a lot of any origin inside a running unit of work (E20); nothing for 0.
   *
   * The lot is granted on the posting's date.
   */
  grantInside(
    tx: Tx,
    posting: Posting,
    what: {
      clientId: number;
      saleId: number | null;
      amountMinor: number;
      source: rows.LotSource;
      availableFrom: LocalDate;
      expiresOn: LocalDate | null;
    },
  ): void {
    if (what.amountMinor === 0) return;
    const lotId = insertLotOf(tx, posting, what);
    move(tx, posting, 'grant', lotId, what.amountMinor, what.saleId);
    posting.add('E20', { account: 4900 }, { account: 2400 }, what.amountMinor, about(what));
  }

  /**
   * Takes bonuses back by hand, what burns first goes first, also what may not be spent yet (E22).
   *
   * @throws DomainError BONUS_INSUFFICIENT (balanceMinor, amountMinor)
   */
  takeBackInside(tx: Tx, posting: Posting, what: { clientId: number; amountMinor: number }): void {
    const live = rows.readLots(tx, what.clientId).filter((lot) => !isExpired(lot, posting.localDate));
    const { parts, missingMinor } = takeFrom(inSpendingOrder(live), what.amountMinor);
    if (missingMinor > 0) {
      throw new DomainError('BONUS_INSUFFICIENT', {
        balanceMinor: what.amountMinor - missingMinor,
        amountMinor: what.amountMinor,
      });
    }
    for (const part of parts) move(tx, posting, 'claw_back', part.lotId, -part.amountMinor, null);
    posting.add('E22', { account: 2400 }, { account: 4900 }, what.amountMinor, about(what));
  }

  /** What is left in lots burns (E22): after their last day, or when a person is made nameless (D5). */
  burnInside(
    tx: Tx,
    posting: Posting,
    what: { clientId: number; lots: readonly Pick<BonusLot, 'id' | 'leftMinor'>[] },
  ): void {
    const live = what.lots.filter(({ leftMinor }) => leftMinor > 0);
    for (const lot of live) move(tx, posting, 'expire', lot.id, -lot.leftMinor, null);
    const burntMinor = live.reduce((sum, { leftMinor }) => sum + leftMinor, 0);
    posting.add('E22', { account: 2400 }, { account: 4900 }, burntMinor, about(what));
  }

  /**
   * A refund (T13): spent bonuses go back to their lots (E23), earned ones are recomputed for what remains (E22).
   *
   * @throws DomainError LIMIT_EXCEEDED when more is returned than was spent (limitMinor)
   */
  refund(
    tx: Tx,
    posting: Posting,
    what: { clientId: number; saleId: number; returnedMinor: number; baseLeftMinor: number },
  ): void {
    this.#restore(tx, posting, what);
    this.#clawBack(tx, posting, what);
  }

  /**
   * Puts all lots of a reversed sale back as they were; the entries are the storno's.
   *
   * Bonuses that had been spent of a lot which has expired since make a new lot; earned ones that are gone already are
   * forgiven, with an entry of their own.
   */
  reverseSale(tx: Tx, posting: Posting, saleId: number): void {
    const changed = rows.readNetBySale(tx, saleId);
    if (changed.length === 0) return;
    const clientId = rows.readLotOwner(tx, changed[0]!.lotId);
    const lots = new Map(rows.readLots(tx, clientId).map((lot) => [lot.id, lot]));
    let expiredMinor = 0;
    for (const { lotId, netMinor } of changed) {
      if (netMinor > 0) continue;
      if (isExpired(lots.get(lotId)!, posting.localDate)) expiredMinor -= netMinor;
      else move(tx, posting, 'reverse', lotId, -netMinor, saleId);
    }
    if (expiredMinor > 0) this.#graceLot(tx, posting, { clientId, saleId, amountMinor: expiredMinor }, 'reverse');
    for (const { lotId, netMinor } of changed) {
      if (netMinor < 0) continue;
      const now = rows.readLots(tx, clientId);
      const own = now.find(({ id }) => id === lotId)!;
      const plan = clawBackBonuses(own, rows.readBurnt(tx, lotId), now, netMinor, posting.localDate);
      for (const part of plan.parts) move(tx, posting, 'reverse', part.lotId, -part.amountMinor, saleId);
      this.#forgive(tx, posting, { clientId, saleId, lotId, amountMinor: plan.forgivenMinor }, 'reverse');
      posting.add('E20', { account: 4900 }, { account: 2400 }, plan.forgivenMinor, { clientId });
    }
  }

  /**
   * Takes back what one refund or one later payment did to lots (T16); the entries are the storno's.
   *
   * Bonuses that return to a lot which has expired since make a new lot.
   *
   * @throws DomainError CONFLICT (data.reason 'bonusesSpent') when what it gave is not there any more
   */
  reverseDocument(tx: Tx, posting: Posting, documentId: number): void {
    const changed = rows.readNetByDocument(tx, documentId);
    if (changed.length === 0) return;
    const clientId = rows.readLotOwner(tx, changed[0]!.lotId);
    const lots = new Map(rows.readLots(tx, clientId).map((lot) => [lot.id, lot]));
    const taken = new Map<number, number>();
    for (const { lotId, saleId, netMinor } of changed) {
      const lot = lots.get(lotId)!;
      if (netMinor > 0) {
        const before = taken.get(lotId) ?? 0;
        if (lot.leftMinor - before < netMinor) throw new DomainError('CONFLICT', { reason: 'bonusesSpent' });
        taken.set(lotId, before + netMinor);
      }
      if (netMinor < 0 && isExpired(lot, posting.localDate)) {
        this.#graceLot(tx, posting, { clientId, saleId, amountMinor: -netMinor }, 'reverse');
      } else {
        move(tx, posting, 'reverse', lotId, -netMinor, saleId);
      }
    }
  }

  /** What of the bonuses of a check is too much when less of it stays: by the terms of the day they were granted on (T13). */
  tooMuchOf(reader: Reader, saleId: number, baseLeftMinor: number): number {
    const own = rows.readEarnedLot(reader, saleId);
    if (!own) return 0;
    const settings = this.#settings.on(own.grantedOn);
    const terms = { rateBp: settings.bonusRateBp, unitMinor: settings.bonusUnitMinor };
    return Math.max(0, keptOf(reader, saleId) - earnedBonuses(baseLeftMinor, terms));
  }

  /** All lots of a client with what is left in them. */
  lotsOf(reader: Reader, clientId: number): rows.LotRow[] {
    return rows.readLots(reader, clientId);
  }

  #earnedOn(baseMinor: number, date: LocalDate): number {
    const settings = this.#settings.on(date);
    if (!settings.isBonusOn) return 0;
    return earnedBonuses(baseMinor, { rateBp: settings.bonusRateBp, unitMinor: settings.bonusUnitMinor });
  }

  #restore(tx: Tx, posting: Posting, what: { clientId: number; saleId: number; returnedMinor: number }): void {
    if (what.returnedMinor === 0) return;
    const spent = rows.readSpentBy(tx, what.saleId);
    const before = rows.sumOfSale(tx, what.saleId, 'give_back');
    const back = restoreBonuses(spent, before, what.returnedMinor, posting.localDate);
    if (back.overMinor > 0) {
      throw new DomainError('LIMIT_EXCEEDED', { limitMinor: what.returnedMinor - back.overMinor });
    }
    for (const part of back.parts) move(tx, posting, 'give_back', part.lotId, part.amountMinor, what.saleId);
    this.#graceLot(tx, posting, { ...what, amountMinor: back.expiredMinor }, 'give_back');
    posting.add('E23', { account: 1100, object: what.saleId }, { account: 2400 }, what.returnedMinor, about(what));
  }

  #clawBack(tx: Tx, posting: Posting, what: { clientId: number; saleId: number; baseLeftMinor: number }): void {
    const own = rows.readEarnedLot(tx, what.saleId);
    const tooMuch = this.tooMuchOf(tx, what.saleId, what.baseLeftMinor);
    if (!own || tooMuch === 0) return;
    const lots = rows.readLots(tx, what.clientId);
    const plan = clawBackBonuses(own, rows.readBurnt(tx, own.id), lots, tooMuch, posting.localDate);
    const takenMinor = tooMuch - plan.forgivenMinor;
    for (const part of plan.parts) move(tx, posting, 'claw_back', part.lotId, -part.amountMinor, what.saleId);
    this.#forgive(tx, posting, { ...what, lotId: own.id, amountMinor: plan.forgivenMinor }, 'claw_back');
    posting.add('E22', { account: 2400 }, { account: 4900 }, takenMinor, about(what));
  }

  /** What nobody has left: asked for once and forgiven, so that a later refund does not ask again and a report shows it. */
  #forgive(
    tx: Tx,
    posting: Posting,
    what: { clientId: number; saleId: number; lotId: number; amountMinor: number },
    asked: 'claw_back' | 'reverse',
  ): void {
    if (what.amountMinor === 0) return;
    move(tx, posting, asked, what.lotId, -what.amountMinor, what.saleId);
    move(tx, posting, 'forgive', what.lotId, what.amountMinor, what.saleId);
  }

  #graceLot(
    tx: Tx,
    posting: Posting,
    what: { clientId: number; saleId: number | null; amountMinor: number },
    kind: 'give_back' | 'reverse',
  ): void {
    if (what.amountMinor === 0) return;
    const date = posting.localDate;
    const expiresOn = addDays(date, this.#settings.on(date).bonusGraceDays);
    const lotId = insertLotOf(tx, posting, { ...what, source: 'refund', availableFrom: date, expiresOn });
    move(tx, posting, kind, lotId, what.amountMinor, what.saleId);
  }
}

/** What a check was granted less what was taken back of it. */
function keptOf(reader: Reader, saleId: number): number {
  return rows.sumOfSale(reader, saleId, 'grant') + rows.sumOfSale(reader, saleId, 'claw_back');
}

function about({ clientId }: { clientId: number }) {
  return { clientId };
}

function insertLotOf(
  tx: Tx,
  posting: Posting,
  lot: {
    clientId: number;
    saleId: number | null;
    source: rows.LotSource;
    availableFrom: LocalDate;
    expiresOn: LocalDate | null;
  },
): number {
  return rows.insertLot(tx, {
    client_id: lot.clientId,
    document_id: posting.id,
    sale_id: lot.saleId,
    source: lot.source,
    granted_on: posting.localDate,
    available_from: lot.availableFrom,
    expires_on: lot.expiresOn,
  });
}

function move(
  tx: Tx,
  posting: Posting,
  kind: rows.MovementKind,
  lotId: number,
  amountMinor: number,
  saleId: number | null,
): void {
  if (amountMinor === 0) return;
  rows.insertMovement(tx, {
    lot_id: lotId,
    document_id: posting.id,
    sale_id: saleId,
    kind,
    local_date: posting.localDate,
    amount_minor: amountMinor,
  });
}
