import { allocate } from '../kernel/share.ts';

/** A service inside a bundle; `isParallel`: starts together with the item before it ("in four hands"). */
export interface BundleItem {
  readonly serviceId: number;
  readonly isParallel: boolean;
}

/** An item of a bundle at its place. */
export interface PlacedBundleItem {
  readonly serviceId: number;
  /** Minutes after the start of the bundle. */
  readonly offsetMin: number;
  readonly durationMin: number;
}

/**
 * Lays the items of a bundle out in time.
 *
 * An item starts when the group before it ends; a parallel one starts with the item before it. A group of parallel items ends
 * with its longest one. `durationOf` gives the length of an item (A5), minutes. Example: cut 60, with it in parallel nails 90,
 * then styling 30: offsets 0, 0, 90.
 */
export function layOutBundle(
  items: readonly BundleItem[],
  durationOf: (serviceId: number, index: number) => number,
): PlacedBundleItem[] {
  let groupStart = 0;
  let groupEnd = 0;
  return items.map(({ serviceId, isParallel }, index) => {
    const durationMin = durationOf(serviceId, index);
    if (!isParallel || index === 0) groupStart = groupEnd;
    groupEnd = Math.max(groupEnd, groupStart + durationMin);
    return { serviceId, offsetMin: groupStart, durationMin };
  });
}

/**
 * Prices of a bundle's items (P10): its fixed price shared by the largest remainder (M5) with their own prices as weights.
 *
 * Without a fixed price (null) each keeps its own. When every own price is zero the fixed price is shared evenly. The parts
 * add up to the fixed price to the kopeck. Example: 3000 ₽ over 2000 and 2000 ₽ gives 1500 and 1500 ₽.
 */
export function allocateBundle(fixedMinor: number | null, pricesMinor: readonly number[]): number[] {
  if (fixedMinor === null || pricesMinor.length === 0) return [...pricesMinor];
  const weights = pricesMinor.every((price) => price === 0) ? pricesMinor.map(() => 1) : pricesMinor;
  return allocate(fixedMinor, weights);
}

/** What is wrong with a bundle; null when nothing is. */
export function bundleFault(items: readonly BundleItem[]): 'TOO_FEW_ITEMS' | 'FIRST_IS_PARALLEL' | null {
  if (items.length < 2) return 'TOO_FEW_ITEMS';
  return items[0]?.isParallel ? 'FIRST_IS_PARALLEL' : null;
}

/** What the price of a booked bundle comes from. */
export interface BundleTerms {
  /** Null = the sum of its services. */
  readonly priceMinor: number | null;
  /** Its services in their order. */
  readonly serviceIds: readonly number[];
}

/**
 * Prices that lines of a visit have as parts of bundles (P10); null for a line that is not.
 *
 * A bundle counts where all its services stand one after another in its order; a bundle of which a part was taken out is
 * ordinary services again. `listMinor`: the price of the list for the line's master (P1).
 */
export function bundleShares(
  lines: readonly { readonly serviceId: number; readonly bundleId: number | null; readonly listMinor: number }[],
  bundleOf: (bundleId: number) => BundleTerms | undefined,
): (number | null)[] {
  const shares: (number | null)[] = lines.map(() => null);
  for (let at = 0; at < lines.length;) {
    const bundleId = lines[at]!.bundleId;
    const bundle = bundleId === null ? undefined : bundleOf(bundleId);
    const parts = lines.slice(at, at + (bundle?.serviceIds.length ?? 0));
    const isWhole =
      bundle !== undefined &&
      parts.length === bundle.serviceIds.length &&
      parts.every((line, index) => line.bundleId === bundleId && line.serviceId === bundle.serviceIds[index]);
    if (!isWhole || parts.length === 0) {
      at += 1;
      continue;
    }
    const own = parts.map(({ listMinor }) => listMinor);
    allocateBundle(bundle.priceMinor, own).forEach((share, index) => {
      shares[at + index] = share;
    });
    at += parts.length;
  }
  return shares;
}
