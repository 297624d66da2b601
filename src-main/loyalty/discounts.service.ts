import type { GroupSource } from '../../src-shared/checkout/pricing.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { type CouponFault, couponFault, couponKey } from '../../src-shared/loyalty/coupons.rules.ts';
import { cardRate, cardState } from '../../src-shared/loyalty/discount-cards.rules.ts';
import {
  type ConditionClient,
  type ConditionLine,
  type Conditions,
  asksForClient,
  checkFits,
  checkMisfit,
  lineFits,
} from '../../src-shared/loyalty/promotions.rules.ts';
import { tierOf } from '../../src-shared/loyalty/tiers.rules.ts';
import type { DiscountAsk, DiscountTerms, DiscountedLine, Discounts, Hindrance } from '../checkout/neighbours.ts';
import type { Posting } from '../ledger/ledger.service.ts';
import type { SegmentsService } from '../segments/segments.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import type { Tx } from '../store/unit-of-work.ts';
import * as coupons from './coupons.repository.ts';
import { readCardsOf } from './discount-cards.repository.ts';
import * as rows from './discounts.repository.ts';
import { readRunning } from './promotions.repository.ts';

/** A client as the conditions of one check ask about them; each answer is looked up once and only when asked for. */
interface Asked {
  readonly client: rows.DiscountClient | null;
  conditionClient(conditions: Conditions): ConditionClient | null;
}

/** Everything that may come off a check (P4, P5, P8): what checkout asks before it prices. */
export class DiscountsService implements Discounts {
  readonly #settings: SettingsService;
  readonly #segments: SegmentsService;

  constructor(settings: SettingsService, segments: SegmentsService) {
    this.#settings = settings;
    this.#segments = segments;
  }

  /**
   * Groups, promotions by line and the coupon of a check.
   *
   * Titles: the category's name, the card's number, '' for the client's own and the accumulative discount.
   */
  terms(reader: Reader, ask: DiscountAsk): DiscountTerms {
    const hindrances: Hindrance[] = [];
    const asked = this.#asked(reader, ask);
    const parents = rows.readCategoryParents(reader);
    const lines = ask.lines.map((line) => ({ key: line.key, line: conditionLine(line, parents) }));
    const nowMin = this.#settings.today().minute;
    const promotions = new Map<string, DiscountTerms['promotions'] extends ReadonlyMap<string, infer T> ? T : never>();
    const running = readRunning(reader, ask.localDate).filter(({ conditions }) =>
      checkFits(conditions, ask.localDate, asked.conditionClient(conditions)),
    );
    for (const { key, line } of lines) {
      const fitting = running.filter(({ conditions }) => lineFits(conditions, line, nowMin));
      promotions.set(
        key,
        fitting.map(({ id, off, isCombinable, noBonus, name }) => ({ id, off, isCombinable, noBonus, title: name })),
      );
    }
    const coupon = ask.couponCode.trim() === '' ? null : this.#coupon(reader, ask, asked, hindrances);
    const lineKeys = coupon
      ? lines.filter(({ line }) => lineFits(coupon.conditions, line, nowMin)).map(({ key }) => key)
      : [];
    if (coupon && lineKeys.length === 0 && ask.lines.length > 0) {
      hindrances.push({ code: 'CONFLICT', data: { reason: 'couponNothing', code: coupon.code, name: coupon.name } });
    }
    return {
      groups: this.#groups(reader, ask, asked.client, hindrances),
      promotions,
      coupon:
        coupon && lineKeys.length > 0
          ? { id: coupon.id, name: coupon.name, off: coupon.off, lineKeys: new Set(lineKeys) }
          : null,
      hindrances,
    };
  }

  /** The coupon that a code names, whether or not it may be used now; null when there is none. */
  couponNamed(reader: Reader, code: string): { code: string; name: string } | null {
    const coupon = coupons.readCouponByKey(reader, couponKey(code));
    return coupon ? { code: coupon.code, name: coupon.name } : null;
  }

  /**
   * Notes that a coupon was used by a posted sale (P8).
   *
   * @throws DomainError CONFLICT (reason couponSpent and the like) when somebody used it up meanwhile
   */
  useCoupon(
    tx: Tx,
    posting: Posting,
    use: { couponId: number; saleId: number; clientId: number | null; amountMinor: number },
  ): void {
    const coupon = coupons.readCoupon(tx, use.couponId);
    if (!coupon) throw new DomainError('NOT_FOUND', { what: 'coupon', id: use.couponId });
    const fault = couponFault(coupon, {
      ...use,
      onDate: posting.localDate,
      uses: coupon.uses,
      usesOfClient: use.clientId === null ? 0 : coupons.countUsesOf(tx, coupon.id, use.clientId),
    });
    // Its dates were judged by the day of the service when the check was priced: the shift may be another day's.
    if (fault && fault !== 'early' && fault !== 'expired') {
      const hindrance = couponHindrance(coupon, fault);
      throw new DomainError(hindrance.code, hindrance.data);
    }
    coupons.insertUse(tx, {
      coupon_id: use.couponId,
      document_id: posting.id,
      sale_id: use.saleId,
      client_id: use.clientId,
      uses: 1,
      amount_minor: use.amountMinor,
    });
  }

  /** A sale was reversed: its coupon may be used again. */
  reverseSale(tx: Tx, posting: Posting, saleId: number): void {
    for (const used of coupons.readUsedBy(tx, saleId)) {
      coupons.insertUse(tx, {
        coupon_id: used.couponId,
        document_id: posting.id,
        sale_id: saleId,
        client_id: used.clientId,
        uses: -used.uses,
        amount_minor: -used.amountMinor,
      });
    }
  }

  /** What a client has paid in all until a day (P4), in minor units; without a visit in hand when one is named. */
  paidBefore(reader: Reader, clientId: number, untilDate: string, visitId: number | null = null): number {
    return rows.readPaidBefore(reader, clientId, untilDate, visitId);
  }

  #groups(
    reader: Reader,
    ask: DiscountAsk,
    client: rows.DiscountClient | null,
    hindrances: Hindrance[],
  ): DiscountTerms['groups'] {
    const groups: Record<GroupSource, { rateBp: number; sourceId: number | null; title: string } | null> = {
      personal: null,
      category: null,
      card: null,
      accumulative: null,
    };
    if (!client) return groups;
    if (client.personalBp) groups.personal = { rateBp: client.personalBp, sourceId: null, title: '' };
    if (client.categoryId !== null && client.categoryBp) {
      groups.category = { rateBp: client.categoryBp, sourceId: client.categoryId, title: client.categoryName ?? '' };
    }
    const { accumulativeTiers } = this.#settings.on(ask.localDate);
    // Lost and replaced ones stay on the client, blocked; the one in hand may have come out of the drawer before them.
    const cards = readCardsOf(reader, client.id);
    const card =
      cards.find((one) => cardState(one, ask.localDate) === 'live') ?? cards.find((one) => !one.isBlocked) ?? cards[0];
    const isPaidAsked = accumulativeTiers.length > 0 || (card?.tiers?.length ?? 0) > 0;
    const paid = isPaidAsked ? this.paidBefore(reader, client.id, ask.localDate, ask.visitId) : 0;
    if (card) {
      const state = cardState(card, ask.localDate);
      const rateBp = cardRate(card, paid);
      if (state !== 'live') hindrances.push(cardHindrance(card, state));
      else if (rateBp > 0) groups.card = { rateBp, sourceId: card.id, title: card.number };
    }
    const { reached } = tierOf(accumulativeTiers, paid);
    if (reached && reached.rateBp > 0) {
      groups.accumulative = { rateBp: reached.rateBp, sourceId: null, title: '' };
    }
    return groups;
  }

  #coupon(reader: Reader, ask: DiscountAsk, asked: Asked, hindrances: Hindrance[]): coupons.CouponRow | null {
    const coupon = coupons.readCouponByKey(reader, couponKey(ask.couponCode));
    if (!coupon) {
      hindrances.push({ code: 'NOT_FOUND', data: { what: 'coupon', code: ask.couponCode.trim() } });
      return null;
    }
    const fault = couponFault(coupon, {
      onDate: ask.localDate,
      clientId: ask.clientId,
      uses: coupon.uses,
      usesOfClient: ask.clientId === null ? 0 : coupons.countUsesOf(reader, coupon.id, ask.clientId),
    });
    if (fault) {
      hindrances.push(couponHindrance(coupon, fault));
      return null;
    }
    const misfit = checkMisfit(coupon.conditions, ask.localDate, asked.conditionClient(coupon.conditions));
    if (misfit) {
      const { code, name } = coupon;
      hindrances.push({ code: 'CONFLICT', data: { reason: `coupon${misfit}`, code, name } });
      return null;
    }
    return coupon;
  }

  #asked(reader: Reader, ask: DiscountAsk): Asked {
    const client = ask.clientId === null ? null : (rows.readDiscountClient(reader, ask.clientId) ?? null);
    let isNew: boolean | null = null;
    return {
      client,
      conditionClient: (conditions) => {
        if (!client || !asksForClient(conditions)) return null;
        if (conditions.isNewOnly) isNew ??= !rows.hasBeenHere(reader, client.id, ask.localDate, ask.visitId);
        const { segmentId } = conditions;
        const isIn = segmentId !== null && this.#segments.includes(reader, segmentId, client.id);
        return { ...client, isNew: isNew ?? false, segmentIds: new Set(isIn ? [segmentId] : []) };
      },
    };
  }
}

function conditionLine(line: DiscountedLine, parents: ReadonlyMap<number, number | null>): ConditionLine {
  const categoryIds: number[] = [];
  for (let id = line.categoryId; id !== null && !categoryIds.includes(id); id = parents.get(id) ?? null) {
    categoryIds.push(id);
  }
  return { ...line, categoryIds };
}

function couponHindrance(coupon: coupons.CouponRow, fault: CouponFault): Hindrance {
  const reason = `coupon${fault.charAt(0).toUpperCase()}${fault.slice(1)}`;
  return {
    code: 'CONFLICT',
    data: {
      reason,
      code: coupon.code,
      name: coupon.name,
      validFrom: coupon.validFrom,
      validTo: coupon.validTo,
      maxUses: coupon.maxUses,
      maxUsesPerClient: coupon.maxUsesPerClient,
    },
  };
}

function cardHindrance(
  card: { number: string; validFrom: string; validTo: string | null },
  state: 'blocked' | 'early' | 'expired',
): Hindrance {
  const reason = `card${state.charAt(0).toUpperCase()}${state.slice(1)}`;
  return {
    code: 'CONFLICT',
    data: { reason, number: card.number, validFrom: card.validFrom, validTo: card.validTo },
  };
}
