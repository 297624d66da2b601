import { IconCoins } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CellFilterInput } from '../../src-shared/ledger/ledger.contract.ts';
import { api } from '../api/client.ts';
import { useDesk, useMoney } from '../app/session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ListPage } from '../ui/ListPage.tsx';
import { DrillFrame } from './DrillFrame.tsx';
import { ExportButtons } from './ExportButtons.tsx';
import { Figure } from './figure.tsx';
import './finance.css';

/** Money now: each register, safe, bank and acquirer with today's movement and the balances of thirty days. */
export function MoneyPage() {
  const { t } = useTranslation('ledger');
  const { today } = useDesk();
  const money = useMoney();
  const query = useQuery(api.ledger.money.queryOptions());
  const accounts = query.data?.accounts ?? [];
  const now = { fromDate: today, toDate: '2199-12-31' };
  const ever = { fromDate: '1901-01-01', toDate: '2199-12-31' };
  const filterOf = (code: number, object: number, sign: 'debit' | 'credit', isOneSided: boolean): CellFilterInput => ({
    accounts: [code as CellFilterInput['accounts'][number]],
    object,
    counters: null,
    counterObject: null,
    sign,
    isOneSided,
  });
  const sum = (key: 'openingMinor' | 'inMinor' | 'outMinor'): number =>
    accounts.reduce((all, one) => all + one[key], 0);
  return (
    <DrillFrame>
      <ListPage
        title={t('money.title')}
        query={query}
        actions={<ExportButtons report="money" period={{ fromDate: today, toDate: today }} />}
        empty={
          accounts.length === 0 ? (
            <EmptyState icon={IconCoins} title={t('money.empty')} text={t('money.emptyText')} />
          ) : null
        }
      >
        <table className="z-table zf-table zf-money">
          <thead>
            <tr>
              <th scope="col">{t('money.account')}</th>
              <th scope="col" className="z-number">
                {t('money.opening')}
              </th>
              <th scope="col" className="z-number">
                {t('money.in')}
              </th>
              <th scope="col" className="z-number">
                {t('money.out')}
              </th>
              <th scope="col" className="z-number">
                {t('money.now')}
              </th>
              <th scope="col">{t('money.days')}</th>
            </tr>
          </thead>
          <tbody>
            {accounts.map((one) => (
              <tr key={one.accountId}>
                <th scope="row">
                  {one.name}
                  <small className="zf-under">
                    {t(`accounts.${one.code}`)}
                    {one.isArchived && ` · ${t('money.archived')}`}
                  </small>
                </th>
                <td className="z-number">{money(one.openingMinor)}</td>
                <td className="z-number">
                  <Figure
                    minor={one.inMinor}
                    label={`${one.name}, ${t('money.in')}`}
                    question={{ period: now, filter: filterOf(one.code, one.accountId, 'debit', true) }}
                  />
                </td>
                <td className="z-number">
                  <Figure
                    minor={one.outMinor}
                    label={`${one.name}, ${t('money.out')}`}
                    question={{ period: now, filter: filterOf(one.code, one.accountId, 'credit', true) }}
                  />
                </td>
                <td className="z-number zf-strong">
                  <Figure
                    minor={one.balanceMinor}
                    label={`${one.name}, ${t('money.now')}`}
                    question={{ period: ever, filter: filterOf(one.code, one.accountId, 'debit', false) }}
                  />
                </td>
                <td>
                  <DayBars values={one.daysMinor} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('money.total')}</th>
              <td className="z-number">{money(sum('openingMinor'))}</td>
              <td className="z-number">{money(sum('inMinor'))}</td>
              <td className="z-number">{money(sum('outMinor'))}</td>
              <td className="z-number zf-strong">{money(query.data?.totalMinor ?? 0)}</td>
              <td />
            </tr>
          </tfoot>
        </table>
      </ListPage>
    </DrillFrame>
  );
}

/** Balances by days as small bars; the figures themselves are in the movement of the period. */
function DayBars({ values }: { readonly values: readonly number[] }) {
  const { t } = useTranslation('ledger');
  const money = useMoney();
  const max = Math.max(0, ...values);
  const label = t('money.daysOf', { min: money(Math.min(...values)), max: money(Math.max(...values)) });
  return (
    <span className="zf-bars" role="img" aria-label={label} title={label}>
      {values.map((value, index) => (
        <i
          key={index}
          style={{ height: `${max === 0 || value <= 0 ? 4 : Math.max(6, Math.round((value / max) * 100))}%` }}
        />
      ))}
    </span>
  );
}
