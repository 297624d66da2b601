import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { fold, switchLayout } from '../../src-shared/kernel/fold.ts';
import { api } from '../api/client.ts';

/** Something that can be sold, as the search field offers it. */
export interface Offer {
  /** `service-5`, `product-7`, `membership-2`. */
  readonly id: string;
  readonly kind: 'service' | 'product' | 'membership' | 'certificate';
  readonly entityId: number;
  readonly name: string;
  /** Barcodes and articles: found when typed whole. */
  readonly codes: readonly string[];
  readonly priceMinor: number | null;
  readonly priceMaxMinor: number | null;
  /** Who does it; of a service. */
  readonly staffIds: readonly number[];
}

/** Services, goods, memberships and certificates that can be sold now. */
export function useCatalogue(): readonly Offer[] {
  const services = useQuery(api.services.list.queryOptions({ input: {} })).data;
  const goods = useQuery(api.products.list.queryOptions({ input: { limit: MAX_PRODUCTS } })).data;
  const passes = useQuery(api.memberships.types.queryOptions({ input: {} })).data;
  const gifts = useQuery(api.certificates.types.queryOptions({ input: {} })).data;
  return useMemo(
    () => [
      ...(services?.services ?? [])
        .filter(({ isArchived }) => !isArchived)
        .map((service): Offer => ({
          id: `service-${service.id}`,
          kind: 'service',
          entityId: service.id,
          name: service.name,
          codes: [],
          priceMinor: service.priceMinor,
          priceMaxMinor: service.priceMaxMinor,
          staffIds: service.staff.map(({ staffId }) => staffId),
        })),
      ...(goods?.products ?? []).map((product): Offer => ({
        id: `product-${product.id}`,
        kind: 'product',
        entityId: product.id,
        name: [product.name, product.brand].filter(Boolean).join(', '),
        codes: [...product.barcodes, product.articleNo].filter(Boolean),
        priceMinor: product.priceMinor,
        priceMaxMinor: null,
        staffIds: [],
      })),
      ...(passes ?? []).map((type) => ofType('membership', type, type.priceMinor)),
      ...(gifts ?? []).map((type) => ofType('certificate', type, type.priceMinor ?? type.nominalMinor)),
    ],
    [services, goods, passes, gifts],
  );
}

const ofType = (
  kind: 'membership' | 'certificate',
  { id, name }: { readonly id: number; readonly name: string },
  priceMinor: number | null,
): Offer => ({
  id: `${kind}-${id}`,
  kind,
  entityId: id,
  name,
  codes: [],
  priceMinor,
  priceMaxMinor: null,
  staffIds: [],
});

const MAX_OFFERS = 30;
const MAX_PRODUCTS = 2000;

/** What fits the typed text: every word must occur, the wrong keyboard layout is forgiven; a whole code is found alone. */
export function foundOffers(offers: readonly Offer[], text: string): readonly Offer[] {
  const typed = text.trim();
  if (typed === '') return [];
  const byCode = offers.filter(({ codes }) => codes.includes(typed));
  if (byCode.length > 0) return byCode;
  const meeting = (query: string): Offer[] => {
    const words = fold(query).split(' ').filter(Boolean);
    return offers.filter(({ name }) => words.every((word) => fold(name).includes(word)));
  };
  const found = meeting(typed);
  const all = found.length > 0 ? found : meeting(switchLayout(typed));
  const start = fold(typed);
  return all
    .toSorted((a, b) => Number(!fold(a.name).startsWith(start)) - Number(!fold(b.name).startsWith(start)))
    .slice(0, MAX_OFFERS);
}
