import { useTranslation } from 'react-i18next';

interface Pool {
  readonly title: string;
  /** How many other services it covers. */
  readonly more: number;
  readonly unitsLeft: number | null;
  readonly visits?: number | null;
}

/** «Стрижка — 2 из 3» of one pool. */
export function usePoolText(): (pool: Pool) => string {
  const { t } = useTranslation('passes');
  return (pool) => {
    const { unitsLeft, visits } = pool;
    const count =
      unitsLeft === null
        ? t('memberships:unlimited')
        : visits === undefined || visits === null
          ? String(unitsLeft)
          : t('memberships:unitsOf', { left: unitsLeft, visits });
    return t('pool', { title: poolTitle(pool, t), count });
  };
}

/** The name of a pool: its own, or its first service and how many more there are. */
function poolTitle(
  { title, more }: Pick<Pool, 'title' | 'more'>,
  t: (key: string, values: Record<string, unknown>) => string,
): string {
  return more === 0 ? title : t('passes:poolMore', { title, count: more });
}

/** What is left in each pool, one under the other. */
export function PoolsText({ pools }: { readonly pools: readonly Pool[] }) {
  const textOf = usePoolText();
  return (
    <>
      {pools.map((pool, at) => (
        // Pools have no identity but their place.
        <div key={at}>{textOf(pool)}</div>
      ))}
    </>
  );
}
