import type { z } from 'zod';
import { TicketService } from '../../../src-main/checkout/ticket.service.ts';
import type { TicketNeighbours } from '../../../src-main/checkout/ticket-pricing.ts';
import type { DiscountTerms, MembershipCover, Memberships } from '../../../src-main/checkout/neighbours.ts';
import { Ledger } from '../../../src-main/ledger/ledger.service.ts';
import { ProductsService } from '../../../src-main/products/products.service.ts';
import { query } from '../../../src-main/store/query.ts';
import type { Caller } from '../../../src-main/store/service.ts';
import { type Quote, type Ticket, ticketSchema } from '../../../src-shared/checkout/checkout.contract.ts';
import type { PromotionTerms } from '../../../src-shared/checkout/pricing.rules.ts';
import type { Role } from '../../../src-shared/access/access.rules.ts';
import { wordsOf } from '../../../src-shared/client-figures/timeline-words.ts';
import { createI18n } from '../../../src-shared/i18n/i18n.ts';
import { type JournalSalon, openJournalSalon } from '../journal/journal-salon.ts';

/** What a test says of the discounts of the client, the promotions of every line and the coupon. */
export interface TestDiscounts {
  groups?: Partial<Record<keyof DiscountTerms['groups'], number>>;
  promotions?: readonly (PromotionTerms & { title: string })[];
  /** The day on which the last quote asked for them. */
  askedOn?: string;
  coupon?: DiscountTerms['coupon'] extends infer Coupon ? Omit<NonNullable<Coupon>, 'lineKeys'> : never;
}

/** A salon of a journal test with its checkout; discounts and memberships answer what the test says. */
export interface TicketSalon extends JournalSalon {
  readonly tickets: TicketService;
  readonly products: ProductsService;
  readonly discounts: TestDiscounts;
  readonly covers: MembershipCover[];
  as(role: Role): Caller;
  quote(ticket: z.input<typeof ticketSchema>, role?: Role): Quote;
  begin(visitId: number, role?: Role): { ticket: Ticket; quote: Quote; isDraft: boolean; rebook: unknown };
  /** Today's visit of Olga with Anna. */
  visitOf(lines: readonly { service: number; staff?: number; priceMinor?: number; bundleId?: number }[]): number;
  setting(key: string, value: unknown): void;
  /** The explanation of a line in Russian. */
  words(quote: Quote, at?: number): string[];
}

export async function openTicketSalon(): Promise<TicketSalon> {
  const salon = await openJournalSalon();
  const products = new ProductsService(salon.deps);
  const discounts: TestDiscounts = {};
  const covers: MembershipCover[] = [];
  const neighbours: TicketNeighbours = {
    settings: salon.settings,
    ledger: new Ledger(),
    journal: salon.journal,
    products,
    discounts: {
      terms: (_reader, ask): DiscountTerms => {
        discounts.askedOn = ask.localDate;
        const groups = { personal: null, category: null, card: null, accumulative: null } as Record<
          keyof DiscountTerms['groups'],
          { rateBp: number; sourceId: number | null; title: string } | null
        >;
        for (const [name, rateBp] of Object.entries(discounts.groups ?? {})) {
          groups[name as keyof DiscountTerms['groups']] = { rateBp, sourceId: 1, title: '' };
        }
        return {
          groups,
          promotions: new Map(ask.lines.map(({ key }) => [key, discounts.promotions ?? []])),
          coupon:
            discounts.coupon && ask.couponCode !== ''
              ? { ...discounts.coupon, lineKeys: new Set(ask.lines.map(({ key }) => key)) }
              : null,
          hindrances: ask.couponCode === 'XXX' ? [{ code: 'NOT_FOUND', data: { what: 'coupon' } }] : [],
        };
      },
      useCoupon: () => undefined,
      reverseSale: () => undefined,
    },
    memberships: {
      ofClient: () => covers,
    } as unknown as Memberships,
  };
  const tickets = new TicketService(salon.deps, neighbours);
  const translator = createI18n('ru');
  const ways = {
    t: (key: string | string[], values: Readonly<Record<string, string | number>>) => translator.t(key, values),
    locale: 'ru' as const,
    currency: 'RUB' as const,
    timeZone: 'Europe/Moscow',
    thisYear: 2026,
  };
  const as: TicketSalon['as'] = (role) => salon.callerOf(role);
  return {
    ...salon,
    products,
    tickets,
    discounts,
    covers,
    as,
    quote: (ticket, role = 'administrator') => tickets.quote(as(role), ticketSchema.parse(ticket)) as Quote,
    begin: (visitId, role = 'administrator') =>
      tickets.begin(as(role), { visitId, clientId: null } as never) as unknown as ReturnType<TicketSalon['begin']>,
    visitOf: (lines) =>
      salon.write((tx) => {
        const visit = tx.insert(
          query.insertInto('visits').values({
            client_id: salon.olga,
            local_date: '2026-03-12',
            status: 'arrived',
            created_at_ms: salon.clock.nowMs(),
          }),
        );
        lines.forEach(({ service, staff = salon.anna, priceMinor = 200_000, bundleId = null }, position) => {
          tx.insert(
            query.insertInto('visit_lines').values({
              visit_id: visit,
              position,
              local_date: '2026-03-12',
              service_id: service,
              staff_id: staff,
              start_min: 720 + position * 60,
              duration_min: 60,
              price_minor: priceMinor,
              bundle_id: bundleId,
            }),
          );
        });
        return visit;
      }),
    setting: (key, value) => {
      salon.settings.update(as('owner'), { [key]: value }, '2026-01-01');
    },
    words: (quote, at = 0) =>
      quote.lines[at]!.why.map((sentence) =>
        wordsOf(sentence, ways).replaceAll('\u00a0', ' ').replaceAll('\u202f', ' '),
      ),
  };
}
