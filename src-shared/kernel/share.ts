import { DomainError } from './errors.ts';

/**
 * Shares a total over lines by the largest remainder (M5).
 *
 * Total: any whole number; a negative one is shared as its absolute value and negated. Weights: whole numbers ≥ 0, one per
 * line; a zero weight gets 0. Left-over units go one each to the largest remainders, ties to the smaller line. The parts
 * always add up to the total, and while total ≤ Σ weights no line gets more than its weight.
 * Throws DomainError ALLOC_ZERO_WEIGHTS when there is something to share and nobody to take it.
 * Example: `allocate(30000, [461700, 129050])` gives `[23446, 6554]`.
 */
export function allocate(total: number, weights: readonly number[]): number[] {
  if (!Number.isSafeInteger(total)) throw new RangeError(`A total is a whole number, got ${total}`);
  const bad = weights.find((weight) => !Number.isSafeInteger(weight) || weight < 0);
  if (bad !== undefined) throw new RangeError(`A weight is a whole number, zero or more, got ${bad}`);
  if (total === 0) return weights.map(() => 0);

  const weightSum = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (weightSum === 0n) throw new DomainError('ALLOC_ZERO_WEIGHTS', { total, lines: weights.length });

  const amount = BigInt(Math.abs(total));
  const lines = weights.map((weight, line) => {
    const product = amount * BigInt(weight);
    return { line, part: product / weightSum, remainder: product % weightSum };
  });
  const parts = lines.map(({ part }) => part);
  const leftOver = Number(amount - parts.reduce((sum, part) => sum + part, 0n));

  const byRemainder = [...lines].sort((a, b) => compare(b.remainder, a.remainder) || a.line - b.line);
  for (const { line, part } of byRemainder.slice(0, leftOver)) parts[line] = part + 1n;
  return parts.map((part) => Number(total < 0 ? -part : part));
}

function compare(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
