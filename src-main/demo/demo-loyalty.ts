import { addDays } from '../../src-shared/kernel/local-date.ts';
import { conditionsSchema } from '../../src-shared/loyalty/promotions.contract.ts';
import { lotDates } from '../../src-shared/loyalty/bonuses.rules.ts';
import type { Ledger } from '../ledger/ledger.service.ts';
import type { BonusesService } from '../loyalty/bonuses.service.ts';
import type { PromotionsService } from '../loyalty/promotions.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import { sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Store } from '../store/store.ts';
import type { Caller } from '../store/service.ts';

const ROUBLE = 100;
/** Clients who have bonuses in the demo. */
const MOST_WITH_BONUSES = 120;

interface Parts {
  readonly store: Store;
  readonly settings: SettingsService;
  readonly ledger: Ledger;
  readonly bonuses: BonusesService;
  readonly promotions: PromotionsService;
}

/** Loyalty of the demo salon: rules, levels, promotions, coupons, a card for everybody who carries a number, bonuses. */
export function addDemoLoyalty(parts: Parts, owner: Caller, nowMs: number): void {
  const { store, settings, ledger, bonuses, promotions } = parts;
  const { localDate: today } = settings.today();
  settings.update(
    owner,
    {
      isBonusOn: true,
      birthdayBonusMinor: 500 * ROUBLE,
      accumulativeTiers: [
        { fromMinor: 30_000 * ROUBLE, rateBp: 300 },
        { fromMinor: 100_000 * ROUBLE, rateBp: 500 },
        { fromMinor: 250_000 * ROUBLE, rateBp: 700 },
      ],
    },
    undefined,
  );
  const always = conditionsSchema.parse({});
  const term = { validFrom: addDays(today, -14), validTo: addDays(today, 45) };
  promotions.createPromotion(owner, {
    name: 'Счастливые часы',
    off: { rateBp: 1500 },
    isCombinable: false,
    noBonus: false,
    conditions: { ...always, weekdays: [1, 2, 3], fromMin: 600, toMin: 780, scope: 'services' },
    ...term,
  });
  promotions.createPromotion(owner, {
    name: 'С днём рождения',
    off: { rateBp: 1000 },
    isCombinable: true,
    noBonus: false,
    conditions: { ...always, birthday: { daysBefore: 7, daysAfter: 7 } },
    ...term,
    validTo: null,
  });
  promotions.createCoupon(owner, {
    code: 'ПОДРУГА',
    name: 'Первый визит по рекомендации',
    off: { amountMinor: 500 * ROUBLE },
    conditions: { ...always, isNewOnly: true },
    ...term,
    maxUses: 100,
    maxUsesPerClient: 1,
  });
  promotions.createCoupon(owner, {
    code: 'CARE15',
    name: 'Уход: скидка 15 %',
    off: { rateBp: 1500 },
    conditions: always,
    ...term,
    maxUses: null,
    maxUsesPerClient: 2,
  });
  store.work.run({ actorId: owner.userId, device: owner.device, nowMs }, 'loyalty.grant', (tx) => {
    const holders = tx.all(
      sqlText<{ id: number; number: string }>(
        `select id, card_number as number from clients
          where card_number is not null and erased_at_ms is null and merged_into_id is null order by id`,
      ),
    );
    for (const { id, number } of holders) {
      tx.insert(
        query.insertInto('discount_cards').values({
          number,
          client_id: id,
          rate_bp: id % 3 === 0 ? 700 : 500,
          tiers_json: null,
          valid_from: addDays(today, -200),
          valid_to: id % 7 === 0 ? addDays(today, 20) : null,
        }),
      );
    }
    holders.slice(0, MOST_WITH_BONUSES).forEach(({ id }, at) => {
      const amountMinor = (100 + ((at * 37) % 15) * 50) * ROUBLE;
      const posting = ledger.open(tx, { kind: 'bonus_grant', localDate: today, amountMinor, clientId: id });
      bonuses.grantInside(tx, posting, {
        clientId: id,
        saleId: null,
        amountMinor,
        source: 'manual',
        ...lotDates(today, { delayDays: 0, lifeDays: 30 + (at % 6) * 45 }),
      });
    });
  });
}
