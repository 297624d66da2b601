import { formatDuration, type Locale } from '../../src-shared/i18n/format.ts';
import type { Bundle } from '../../src-shared/services/bundles.contract.ts';
import { layOutBundle } from '../../src-shared/services/bundle.rules.ts';
import { pathOf, treeOf } from '../../src-shared/services/category-tree.rules.ts';
import { type PriceTerms, priceRange, resolvePrice } from '../../src-shared/services/price.rules.ts';
import type { Category, Service } from '../../src-shared/services/services.contract.ts';
import type { Translate } from './translate.ts';

/** A price as the client sees it: from … to …, minor units; null = nobody of this level does it. */
export type PricePair = readonly [number, number] | null;

/** One line of the price list. */
export interface PriceListRow {
  readonly name: string;
  /** Time, and what a bundle is made of. */
  readonly note: string;
  readonly durationMin: number;
  /** One for each column. */
  readonly prices: readonly PricePair[];
}

/** A category with its lines. */
export interface PriceListGroup {
  /** Names from the top of the tree down. */
  readonly path: readonly string[];
  readonly depth: number;
  readonly rows: readonly PriceListRow[];
}

/** The price list on a day, before it is drawn. */
export interface PriceListContent {
  /** Names of levels; one empty name when there are none. */
  readonly columns: readonly string[];
  readonly groups: readonly PriceListGroup[];
}

/** What a price list is made of; archived things are left out by whoever reads them. */
export interface PriceListSource {
  readonly categories: readonly Category[];
  readonly services: readonly Service[];
  readonly bundles: readonly Bundle[];
  readonly levels: readonly { readonly id: number; readonly name: string; readonly percentBp: number }[];
}

/** A column: the masters of one level, or everybody. */
interface Column {
  readonly name: string;
  readonly level: { readonly id: number; readonly percentBp: number } | null;
}

/**
 * Arranges the price list of a day and a list (P1, P2): categories in their order, a column for each level that prices differ
 * by, from the cheapest to the dearest price of whoever does the service.
 */
export function priceListOf(
  source: PriceListSource,
  terms: PriceTerms,
  { t, locale }: { readonly t: Translate; readonly locale: Locale },
): PriceListContent {
  const columns = columnsOf(source);
  const services = new Map(source.services.map((service) => [service.id as number, service]));
  const byId = new Map(source.categories.map((category) => [category.id as number, category]));
  const groups = treeOf(source.categories).map(({ category, depth }): PriceListGroup => {
    const own = source.services.filter((service) => service.categoryId === category.id);
    const bundles = source.bundles.filter((bundle) => bundle.categoryId === category.id);
    return {
      path: pathOf(byId, category.id).map(({ name }) => name),
      depth,
      rows: [
        ...own.map((service): PriceListRow => ({
          name: service.name,
          note: formatDuration(service.durationMin, locale),
          durationMin: service.durationMin,
          prices: columns.map((column) => pricesOf(service, column, terms)),
        })),
        ...bundles.flatMap((bundle) => bundleRow(bundle, services, columns, terms, t, locale)),
      ],
    };
  });
  return { columns: columns.map(({ name }) => name), groups: withoutEmpty(groups) };
}

function columnsOf({ levels, services }: PriceListSource): Column[] {
  const used = levels.filter(
    (level) =>
      services.some((service) => service.staff.some((item) => item.level?.id === level.id)) ||
      services.some((service) => service.prices.some((price) => price.levelId === level.id)),
  );
  if (used.length === 0) return [{ name: '', level: null }];
  return used.map(({ id, name, percentBp }) => ({ name, level: { id, percentBp } }));
}

function pricesOf(service: Service, column: Column, terms: PriceTerms): PricePair {
  const general = priceRange(resolvePrice(service, { ...terms, staffId: null, level: column.level }));
  const masters = service.staff.filter((item) => column.level === null || item.level?.id === column.level.id);
  if (service.staff.length > 0 && masters.length === 0) {
    // A service that only masters of other levels do has no price in this column.
    const isPriced = service.prices.some((price) => price.levelId === column.level?.id && price.priceMinor !== null);
    const hasOthers = service.staff.every((item) => item.level !== null);
    if (!isPriced && hasOthers) return null;
  }
  const own = masters.map((item) =>
    priceRange(resolvePrice(service, { ...terms, staffId: item.staffId, level: item.level })),
  );
  const ranges = own.length > 0 ? own : [general];
  return [Math.min(...ranges.map(([from]) => from)), Math.max(...ranges.map(([, to]) => to))];
}

function bundleRow(
  bundle: Bundle,
  services: ReadonlyMap<number, Service>,
  columns: readonly Column[],
  terms: PriceTerms,
  t: Translate,
  locale: Locale,
): PriceListRow[] {
  const items = bundle.items.flatMap(({ serviceId }) => services.get(serviceId) ?? []);
  if (items.length < bundle.items.length) return [];
  const placed = layOutBundle(bundle.items, (serviceId) => services.get(serviceId)?.durationMin ?? 0);
  const durationMin = Math.max(...placed.map((item) => item.offsetMin + item.durationMin));
  const names = items.map(({ name }) => name).join(' + ');
  return [
    {
      name: bundle.name,
      note: t('documents:priceList.bundle', { names, duration: formatDuration(durationMin, locale) }),
      durationMin,
      prices: columns.map((column): PricePair => {
        if (bundle.priceMinor !== null) return [bundle.priceMinor, bundle.priceMinor];
        const pairs = items.map((service) => pricesOf(service, column, terms));
        if (pairs.includes(null)) return null;
        return pairs.reduce<[number, number]>(
          ([from, to], pair) => [from + (pair?.[0] ?? 0), to + (pair?.[1] ?? 0)],
          [0, 0],
        );
      }),
    },
  ];
}

/** Categories without a line in themselves or below are left out. */
function withoutEmpty(groups: readonly PriceListGroup[]): PriceListGroup[] {
  return groups.filter((group, index) => {
    if (group.rows.length > 0) return true;
    for (const below of groups.slice(index + 1)) {
      if (below.depth <= group.depth) return false;
      if (below.rows.length > 0) return true;
    }
    return false;
  });
}
