import { allocate } from '../kernel/share.ts';

/** Tips that one person puts into the pool. */
export interface TipPart {
  readonly staffId: number;
  /** Kopecks ≥ 0. */
  readonly amountMinor: number;
}

/** How much of the pool one person takes, against the others: whole ≥ 0. */
export interface TipShare {
  readonly staffId: number;
  readonly weight: number;
}

/** Tips that go from one person's balance to another's. */
export interface TipMove {
  readonly fromId: number;
  readonly toId: number;
  readonly amountMinor: number;
}

/**
 * What each person has of the pool after it is shared (M5, T14): Σ is what was put in.
 *
 * Whoever is in both lists gives and takes. @throws DomainError ALLOC_ZERO_WEIGHTS when nobody takes.
 */
export function shareTips(parts: readonly TipPart[], shares: readonly TipShare[]): TipPart[] {
  const total = parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const amounts = allocate(
    total,
    shares.map(({ weight }) => weight),
  );
  return shares.map(({ staffId }, index) => ({ staffId, amountMinor: amounts[index]! }));
}

/**
 * The fewest moves in order that turn what was put in into what each takes: givers and takers by the order of the lists.
 *
 * A person's move to themselves is none.
 */
export function tipMoves(parts: readonly TipPart[], shares: readonly TipShare[]): TipMove[] {
  const change = new Map<number, number>();
  for (const { staffId, amountMinor } of parts) change.set(staffId, (change.get(staffId) ?? 0) - amountMinor);
  for (const { staffId, amountMinor } of shareTips(parts, shares)) {
    change.set(staffId, (change.get(staffId) ?? 0) + amountMinor);
  }
  const left = [...change].map(([staffId, minor]) => ({ staffId, minor }));
  const moves: TipMove[] = [];
  for (const giver of left.filter(({ minor }) => minor < 0)) {
    for (const taker of left.filter(({ minor }) => minor > 0)) {
      const amountMinor = Math.min(-giver.minor, taker.minor);
      if (amountMinor <= 0) continue;
      giver.minor += amountMinor;
      taker.minor -= amountMinor;
      moves.push({ fromId: giver.staffId, toId: taker.staffId, amountMinor });
    }
  }
  return moves;
}
