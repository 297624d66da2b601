import { useTranslation } from 'react-i18next';
import type { Membership } from '../../src-shared/memberships/memberships.contract.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { useLocale, useMoney } from '../app/session.ts';
import { PassStatus } from '../passes/PassStatus.tsx';
import { PoolsText } from '../passes/PoolsText.tsx';
import { rowOpens } from '../ui/row-opens.ts';

interface MembershipTableProps {
  readonly rows: readonly Membership[];
  readonly onOpen: (id: number) => void;
}

/** Memberships as rows; the name opens the card. */
export function MembershipTable({ rows, onOpen }: MembershipTableProps) {
  const { t } = useTranslation('memberships');
  const money = useMoney();
  return (
    <table className="z-table">
      <thead>
        <tr>
          <th scope="col">{t('columns.title')}</th>
          <th scope="col">{t('status')}</th>
          <th scope="col">{t('columns.client')}</th>
          <th scope="col" className="z-number">
            {t('columns.left')}
          </th>
          <th scope="col">{t('columns.lastDay')}</th>
          <th scope="col" className="z-number">
            {t('columns.price')}
          </th>
          <th scope="col" className="z-number">
            {t('columns.value')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} {...rowOpens(() => onOpen(row.id))}>
            <td>
              <button
                type="button"
                className="z-link"
                aria-label={t('open', { title: row.title, client: row.clientName })}
                onClick={() => onOpen(row.id)}
              >
                {row.title}
              </button>{' '}
              <span className="z-dim">№ {row.number}</span>
            </td>
            <td>
              <MembershipStatusText one={row} />
            </td>
            <td>{row.clientName}</td>
            <td className={row.pools.length > 1 ? 'z-pass-pools' : 'z-number'}>
              <UnitsText one={row} />
            </td>
            <td>
              <LastDayText one={row} />
            </td>
            <td className="z-number">{money(row.priceMinor)}</td>
            <td className="z-number">{money(row.leftMinor)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface OneProps {
  readonly one: Membership;
}

/** The status in words, with the end of a pause. */
export function MembershipStatusText({ one }: OneProps) {
  const { t } = useTranslation('memberships');
  const locale = useLocale();
  return (
    <PassStatus status={one.status}>
      {one.status === 'frozen' && one.frozenUntil !== null
        ? t('frozenUntil', { date: formatDate(one.frozenUntil, 'dayMonth', locale) })
        : t(`statuses.${one.status}`)}
    </PassStatus>
  );
}

/** «3 из 10», each pool by itself where services have visits of their own (T8), or that there is no limit. */
export function UnitsText({ one }: OneProps) {
  const { t } = useTranslation('memberships');
  if (one.pools.length > 1) return <PoolsText pools={one.pools} />;
  if (one.unitsLeft === null || one.visits === null) return <>{t('unlimited')}</>;
  return <>{t('unitsOf', { left: one.unitsLeft, visits: one.visits })}</>;
}

/** The last day, or when it begins. */
export function LastDayText({ one }: OneProps) {
  const { t } = useTranslation('memberships');
  const locale = useLocale();
  if (one.lastDay !== null) return <>{formatDate(one.lastDay, 'full', locale)}</>;
  return (
    <span className="z-dim">
      {one.activateOn === null ? t('notStarted') : t('startsBy', { date: formatDate(one.activateOn, 'full', locale) })}
    </span>
  );
}
