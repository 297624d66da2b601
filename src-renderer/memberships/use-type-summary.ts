import { useTranslation } from 'react-i18next';
import type { MembershipType } from '../../src-shared/memberships/memberships.contract.ts';

/** «10 визитов, 90 дн.» of a kind of membership. */
export function useTypeSummary(): (type: MembershipType) => string {
  const { t } = useTranslation('memberships');
  return (type) => {
    const count = type.pools.reduce((sum, pool) => sum + (pool.visits ?? 0), 0);
    const visits = type.kind === 'time' ? t('unlimited') : t('units', { count });
    return t('types.summary', { visits, days: type.validityDays });
  };
}
