import { percentOf, roundDownToStep } from '../../src-shared/kernel/money.ts';
import { goodsRows } from './demo-goods.data.ts';
import type { DemoRow, DemoRows } from './demo-model.ts';

export const ROUBLE = 100;

/** Accounts of money of the demo: ids in `money_accounts`. */
export const REGISTER = 1;
export const SAFE = 2;
export const BANK = 3;
export const ACQUIRING = 4;
/** What the bank keeps of a card payment. */
export const FEE_BP = 190;

/** Articles of expense, ids by place: name, day of the month, amount in roubles, account it is paid from. */
export const ARTICLES = [
  { name: 'Аренда', day: 5, roubles: 185_000, from: BANK },
  { name: 'Коммунальные услуги', day: 10, roubles: 24_300, from: BANK },
  { name: 'Реклама', day: 15, roubles: 35_000, from: BANK },
  { name: 'Связь и интернет', day: 20, roubles: 4200, from: BANK },
  { name: 'Хозяйственные расходы', day: 25, roubles: 3150, from: REGISTER },
  { name: 'Прочие расходы', day: null, roubles: 0, from: REGISTER },
  { name: 'Косметика и материалы', day: null, roubles: 0, from: BANK },
] as const;
/** The article that suppliers' bills go to. */
export const MATERIALS = 7;

/** Suppliers, ids by place: days of the month on which their bill comes, and what it is about. */
export const SUPPLIERS = [
  {
    name: 'ООО «Профкосметика»',
    taxNumber: '7701234567',
    phone: '+74951234567',
    days: [3, 17],
    roubles: [38_000, 64_000],
  },
  {
    name: 'ИП Соколова Е. В.',
    taxNumber: '770987654321',
    phone: '+79161234567',
    days: [11],
    roubles: [12_000, 21_000],
  },
  {
    name: 'ООО «Чистый текстиль»',
    taxNumber: '7709876543',
    phone: '+74957654321',
    days: [28],
    roubles: [9000, 14_000],
  },
] as const;
/** Days after which a bill is paid. */
export const BILL_DUE_DAYS = 10;

/** Certificates on offer, ids by place; the last is for any amount. */
export const CERTIFICATES = [
  { name: 'Сертификат на 3 000 ₽', roubles: 3000 },
  { name: 'Сертификат на 5 000 ₽', roubles: 5000 },
  { name: 'Сертификат на 10 000 ₽', roubles: 10_000 },
  { name: 'Сертификат на любую сумму', roubles: null },
] as const;
export const CERTIFICATE_DAYS = 365;

/** Memberships on offer, ids by place: which service, how many visits, the discount for buying them at once. */
const MEMBERSHIPS = [
  { name: 'Массаж спины: 10 визитов', service: 'Массаж спины', visits: 10, offBp: 1500, isFamily: false },
  { name: 'Массаж лица: 5 визитов', service: 'Массаж лица', visits: 5, offBp: 1000, isFamily: false },
  { name: 'Маникюр + гель-лак: 6 визитов', service: 'Маникюр + гель-лак', visits: 6, offBp: 1200, isFamily: false },
  { name: 'Мужская стрижка: 5 визитов', service: 'Стрижка мужская', visits: 5, offBp: 1000, isFamily: true },
] as const;
/** A year: none of the demo's runs out before today. */
export const MEMBERSHIP_DAYS = 365;
const FREEZE = { freeze_max_days: 30, freeze_max_times: 2 } as const;

/** A membership as it is sold. */
export interface MembershipOffer {
  readonly typeId: number;
  readonly name: string;
  readonly serviceId: number;
  readonly visits: number;
  readonly priceMinor: number;
  readonly isFamily: boolean;
}

/** The memberships that the services of a salon allow. */
export function membershipOffers(
  services: readonly Pick<DemoRow<'services'>, 'id' | 'name' | 'price_minor'>[],
): MembershipOffer[] {
  return MEMBERSHIPS.flatMap(({ name, service, visits, offBp, isFamily }, index) => {
    const found = services.find((one) => one.name === service);
    if (!found) return [];
    const listMinor = found.price_minor * visits;
    const priceMinor = roundDownToStep(listMinor - percentOf(listMinor, offBp), 100 * ROUBLE);
    return [{ typeId: index + 1, name, serviceId: found.id, visits, priceMinor, isFamily }];
  });
}

/** Rows that stand before the first day: goods, accounts of money, articles, suppliers, what is sold in advance. */
export function moneyRows(services: readonly DemoRow<'services'>[]): DemoRows {
  const live = { is_archived: 0, version: 1 } as const;
  const account = (id: number, kind: DemoRow<'money_accounts'>['kind'], name: string, more = {}) => ({
    id,
    kind,
    name,
    fee_bp: null,
    settles_to_id: null,
    position: id - 1,
    ...live,
    ...more,
  });
  const offers = membershipOffers(services);
  return {
    ...goodsRows(),
    money_accounts: [
      account(REGISTER, 'register', 'Касса'),
      account(SAFE, 'safe', 'Сейф'),
      account(BANK, 'bank', 'Расчётный счёт'),
      account(ACQUIRING, 'acquiring', 'Эквайринг', { fee_bp: FEE_BP, settles_to_id: BANK }),
    ],
    expense_articles: ARTICLES.map(({ name }, index) => ({ id: index + 1, name, position: index, ...live })),
    suppliers: SUPPLIERS.map(({ name, taxNumber, phone }, index) => ({
      id: index + 1,
      name,
      tax_number: taxNumber,
      phone,
      note: '',
      ...live,
    })),
    certificate_types: CERTIFICATES.map(({ name, roubles }, index) => ({
      id: index + 1,
      name,
      nominal_minor: roubles === null ? null : roubles * ROUBLE,
      price_minor: null,
      validity_days: CERTIFICATE_DAYS,
      position: index,
      ...live,
    })),
    membership_types: offers.map(({ typeId, name, priceMinor, isFamily }) => ({
      id: typeId,
      name,
      kind: 'visits',
      price_minor: priceMinor,
      validity_days: MEMBERSHIP_DAYS,
      starts_at: 'purchase',
      activate_after_days: null,
      balance: 'split',
      ...FREEZE,
      is_family: isFamily ? 1 : 0,
      position: typeId - 1,
      ...live,
    })),
    membership_type_pools: offers.map(({ typeId, serviceId, visits }, index) => ({
      id: index + 1,
      type_id: typeId,
      position: 0,
      name: '',
      visits,
      services_json: JSON.stringify([serviceId]),
      categories_json: '[]',
    })),
  };
}

/** What a membership's row takes over from its type. */
export const MEMBERSHIP_TERMS = { kind: 'visits', validity_days: MEMBERSHIP_DAYS, ...FREEZE } as const;
