import type { z } from 'zod';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import { type LocalDate, addDaysWithin, daysBetween } from '../../src-shared/kernel/local-date.ts';
import { roundHalfAway } from '../../src-shared/kernel/money.ts';
import { couponKey } from '../../src-shared/loyalty/coupons.rules.ts';
import type {
  Coupon,
  EffectCheck,
  EffectComparison,
  Promotion,
  promotionsContract,
} from '../../src-shared/loyalty/promotions.contract.ts';
import type { Conditions } from '../../src-shared/loyalty/promotions.rules.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import * as coupons from './coupons.repository.ts';
import { type EffectSums, readEffectChecks, readEffectSums, readEffects } from './effects.repository.ts';
import * as rows from './promotions.repository.ts';

type Input<Name extends keyof typeof promotionsContract> = z.output<
  (typeof promotionsContract)[Name]['~orpc']['inputSchema'] & z.ZodType
>;
const NO_EFFECT = { checks: 0, discountMinor: 0, revenueMinor: 0 } as const;

/** Promotions (P5) and coupons (P8): what they are, and what they brought. */
export class PromotionsService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;

  constructor(deps: ServiceDeps, settings: SettingsService) {
    this.#deps = deps;
    this.#settings = settings;
  }

  /** A page of promotions with their effect in a period. */
  promotions(wish: Input<'promotions'>): { rows: Promotion[]; total: number } {
    const { reader } = this.#deps.store;
    const today = this.#today();
    const { rows: found, total } = rows.readPromotions(reader, { ...wish, text: wish.text.trim() });
    const effects = readEffects(reader, 'promotion', idsOf(found), wish);
    return {
      rows: found.map(({ id, conditions, ...row }) => ({
        ...row,
        conditions: conditions as unknown as Promotion['conditions'],
        promotionId: id as Promotion['promotionId'],
        state: stateOf(row, today),
        effect: effects.get(id) ?? NO_EFFECT,
      })),
      total,
    };
  }

  /** Makes a promotion. @throws DomainError INVALID_INPUT (DATES_REVERSED, HOURS_REVERSED, NOTHING_CHOSEN) */
  createPromotion(caller: Caller, input: Input<'createPromotion'>) {
    refuseFaults(input);
    const { value, commandId } = this.#run(caller, 'loyalty.createPromotion', (tx) => {
      tx.summary = { key: 'loyalty.createPromotion', values: { name: input.name } };
      return rows.insertPromotion(tx, {
        name: input.name,
        ...rows.offColumns(input.off),
        is_combinable: input.isCombinable ? 1 : 0,
        no_bonus: input.noBonus ? 1 : 0,
        conditions_json: JSON.stringify(input.conditions),
        valid_from: input.validFrom,
        valid_to: input.validTo,
      });
    });
    return { commandId, promotionId: value as Promotion['promotionId'] };
  }

  /** Changes or archives a promotion; posted checks keep what they had. @throws DomainError NOT_FOUND, STALE_VERSION, INVALID_INPUT */
  updatePromotion(caller: Caller, input: Input<'updatePromotion'>): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'loyalty.updatePromotion', (tx) => {
      const row = this.#promotion(input.promotionId);
      assertVersion(input.version, row.version, 'promotion');
      const { name, off, isCombinable, noBonus, conditions, validFrom, validTo, isArchived } = input.values;
      refuseFaults({ ...row, ...withoutAbsent({ conditions, validFrom, validTo }) });
      rows.updatePromotion(tx, row, {
        ...(name === undefined ? {} : { name }),
        ...(off === undefined ? {} : rows.offColumns(off)),
        ...(isCombinable === undefined ? {} : { is_combinable: isCombinable ? 1 : 0 }),
        ...(noBonus === undefined ? {} : { no_bonus: noBonus ? 1 : 0 }),
        ...(conditions === undefined ? {} : { conditions_json: JSON.stringify(conditions) }),
        ...(validFrom === undefined ? {} : { valid_from: validFrom }),
        ...(validTo === undefined ? {} : { valid_to: validTo }),
        ...(isArchived === undefined ? {} : { is_archived: isArchived ? 1 : 0 }),
      });
      tx.summary = { key: summaryKey('Promotion', isArchived), values: { name: name ?? row.name } };
    });
    return { commandId };
  }

  /** A page of coupons with their uses and their effect in a period. */
  coupons(wish: Input<'coupons'>): { rows: Coupon[]; total: number } {
    const { reader } = this.#deps.store;
    const today = this.#today();
    const text = wish.text.trim();
    const { rows: found, total } = coupons.readCoupons(reader, { ...wish, text, key: couponKey(text) });
    const effects = readEffects(reader, 'coupon', idsOf(found), wish);
    return {
      rows: found.map(({ id, conditions, ...row }) => {
        const state = stateOf(row, today);
        const isSpent = row.maxUses !== null && row.uses >= row.maxUses;
        return {
          ...row,
          conditions: conditions as unknown as Coupon['conditions'],
          couponId: id as Coupon['couponId'],
          state: state === 'running' && isSpent ? 'spent' : state,
          effect: effects.get(id) ?? NO_EFFECT,
        };
      }),
      total,
    };
  }

  /**
   * What a promotion or coupon brought (L4): its checks beside the others of the same days and all of as many days before.
   *
   * @throws DomainError NOT_FOUND
   */
  effect(ask: Input<'effect'>): EffectComparison {
    this.#requireSource(ask);
    const { reader } = this.#deps.store;
    const beforePeriod = beforeOf(ask);
    const { under, others } = readEffectSums(reader, ask);
    const before = readEffectSums(reader, { ...ask, ...beforePeriod });
    const { linesMinor, discountMinor } = under;
    return {
      under: { ...figuresOf([under]), linesMinor, discountMinor },
      without: figuresOf([others]),
      before: figuresOf([before.under, before.others]),
      beforePeriod,
    };
  }

  /** A page of the checks behind a figure of an effect, the newest first. @throws DomainError NOT_FOUND */
  effectChecks(ask: Input<'effectChecks'>): { rows: EffectCheck[]; total: number } {
    this.#requireSource(ask);
    const { nameOrder } = this.#settings.now();
    const period = ask.kind === 'before' ? beforeOf(ask) : ask;
    const { fromDate, toDate } = period;
    const found = readEffectChecks(this.#deps.store.reader, { ...ask, fromDate, toDate }, ask.kind, ask);
    return {
      rows: found.rows.map(({ firstName, lastName, titlesJson, isNew, ...row }) => ({
        ...row,
        isNew: isNew === 1,
        titles: JSON.parse(titlesJson) as string[],
        clientName: firstName === null ? null : displayName({ firstName, lastName: lastName ?? '' }, nameOrder),
      })) as unknown as EffectCheck[],
      total: found.total,
    };
  }

  /** Makes a coupon. @throws DomainError ALREADY_EXISTS (name: the code), INVALID_INPUT */
  createCoupon(caller: Caller, input: Input<'createCoupon'>) {
    refuseFaults(input);
    const { value, commandId } = this.#run(caller, 'loyalty.createCoupon', (tx) => {
      refuseTakenCode(tx, input.code, null);
      tx.summary = { key: 'loyalty.createCoupon', values: { name: input.code } };
      return coupons.insertCoupon(tx, {
        code: input.code,
        code_key: couponKey(input.code),
        name: input.name,
        ...rows.offColumns(input.off),
        valid_from: input.validFrom,
        valid_to: input.validTo,
        max_uses: input.maxUses,
        max_uses_per_client: input.maxUsesPerClient,
        conditions_json: JSON.stringify(input.conditions),
      });
    });
    return { commandId, couponId: value as Coupon['couponId'] };
  }

  /** Changes or archives a coupon. @throws DomainError NOT_FOUND, STALE_VERSION, ALREADY_EXISTS, INVALID_INPUT */
  updateCoupon(caller: Caller, input: Input<'updateCoupon'>): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'loyalty.updateCoupon', (tx) => {
      const row = this.#coupon(input.couponId);
      assertVersion(input.version, row.version, 'coupon');
      const { code, name, off, conditions, validFrom, validTo, maxUses, maxUsesPerClient, isArchived } = input.values;
      refuseFaults({ ...row, ...withoutAbsent({ conditions, validFrom, validTo }) });
      if (code !== undefined) refuseTakenCode(tx, code, row.id);
      coupons.updateCoupon(tx, row, {
        ...(code === undefined ? {} : { code, code_key: couponKey(code) }),
        ...(name === undefined ? {} : { name }),
        ...(off === undefined ? {} : rows.offColumns(off)),
        ...(conditions === undefined ? {} : { conditions_json: JSON.stringify(conditions) }),
        ...(validFrom === undefined ? {} : { valid_from: validFrom }),
        ...(validTo === undefined ? {} : { valid_to: validTo }),
        ...(maxUses === undefined ? {} : { max_uses: maxUses }),
        ...(maxUsesPerClient === undefined ? {} : { max_uses_per_client: maxUsesPerClient }),
        ...(isArchived === undefined ? {} : { is_archived: isArchived ? 1 : 0 }),
      });
      tx.summary = { key: summaryKey('Coupon', isArchived), values: { name: code ?? row.code } };
    });
    return { commandId };
  }

  #requireSource({ source, id }: { source: 'promotion' | 'coupon'; id: number }): void {
    if (source === 'promotion') this.#promotion(id);
    else this.#coupon(id);
  }

  #promotion(id: number): rows.PromotionRow {
    const row = rows.readPromotion(this.#deps.store.reader, id);
    if (!row) throw new DomainError('NOT_FOUND', { what: 'promotion', id });
    return row;
  }

  #coupon(id: number): coupons.CouponRow {
    const row = coupons.readCoupon(this.#deps.store.reader, id);
    if (!row) throw new DomainError('NOT_FOUND', { what: 'couponRow', id });
    return row;
  }

  #today(): LocalDate {
    return this.#settings.today().localDate;
  }

  #run<T>(caller: Caller, name: string, body: (tx: Tx) => T) {
    return this.#deps.store.work.run(caller.actor(this.#deps.clock), name, body);
  }
}

function idsOf(rows: readonly { readonly id: number }[]): number[] {
  return rows.map(({ id }) => id);
}

/** Figures of checks; the average is taken over those of which something is left (R2). */
function figuresOf(parts: readonly EffectSums[]): EffectComparison['without'] {
  const sum = (pick: (part: EffectSums) => number): number => parts.reduce((total, part) => total + pick(part), 0);
  const revenueMinor = sum((part) => part.revenueMinor);
  const paid = sum((part) => part.paidChecks);
  return {
    checks: sum((part) => part.checks),
    revenueMinor,
    averageMinor: paid === 0 ? null : Number(roundHalfAway(BigInt(revenueMinor), BigInt(paid))),
    newClients: sum((part) => part.newClients),
  };
}

/** As many days before a period, as far as the calendar goes. */
function beforeOf({ fromDate, toDate }: { fromDate: LocalDate; toDate: LocalDate }): EffectComparison['beforePeriod'] {
  return {
    fromDate: addDaysWithin(fromDate, -daysBetween(fromDate, toDate) - 1),
    toDate: addDaysWithin(fromDate, -1),
  };
}

function stateOf(
  row: { isArchived: boolean; validFrom: LocalDate; validTo: LocalDate | null },
  today: LocalDate,
): Promotion['state'] {
  if (row.isArchived) return 'archived';
  if (today < row.validFrom) return 'early';
  return row.validTo !== null && row.validTo < today ? 'over' : 'running';
}

function refuseFaults(row: { conditions: Conditions; validFrom: LocalDate; validTo: LocalDate | null }): void {
  const { conditions, validFrom, validTo } = row;
  const refuse = (field: string, reason: string): never => {
    throw new DomainError('INVALID_INPUT', { field, reason });
  };
  if (validTo !== null && validTo < validFrom) refuse('validTo', 'DATES_REVERSED');
  if (conditions.fromMin !== null && conditions.toMin !== null && conditions.toMin <= conditions.fromMin) {
    refuse('toMin', 'HOURS_REVERSED');
  }
  const { serviceIds, categoryIds, productIds, productCategoryIds } = conditions;
  const chosen = [serviceIds, categoryIds, productIds, productCategoryIds];
  if (conditions.scope === 'chosen' && chosen.every((ids) => ids.length === 0)) refuse('scope', 'NOTHING_CHOSEN');
}

function refuseTakenCode(tx: Tx, code: string, exceptId: number | null): void {
  const same = coupons.readCouponByKey(tx, couponKey(code));
  if (same && same.id !== exceptId) throw new DomainError('ALREADY_EXISTS', { what: 'coupon', name: same.code });
}

function summaryKey(what: 'Promotion' | 'Coupon', isArchived: boolean | undefined): string {
  if (isArchived === undefined) return `loyalty.update${what}`;
  return isArchived ? `loyalty.archive${what}` : `loyalty.restore${what}`;
}

function withoutAbsent<T extends object>(values: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
