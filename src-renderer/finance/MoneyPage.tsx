import { IconCoins } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import type { CellFilterInput } from '../../src-shared/ledger/entries.contract.ts';
import { MONEY_CODES } from '../../src-shared/ledger/figures.rules.ts';
import { api } from '../api/client.ts';
import { useDesk, useMoney } from '../app/session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ListPage } from '../ui/ListPage.tsx';
import { DrillFrame } from './DrillFrame.tsx';
import { ExportButtons } from './ExportButtons.tsx';
import { Figure } from './figure.tsx';
import { DefinitionsSwitch, Term } from './Term.tsx';
import './finance.css';

/** Money now: each register, safe, bank and acquirer with today's movement and the balances of thirty days. */
export function MoneyPage() {
  const { t } = useTranslation('ledger');
  const { today } = useDesk();
  const query = useQuery(api.ledger.money.queryOptions());
  const accounts = query.data?.accounts ?? [];
  const now = { fromDate: today, toDate: '2199-12-31' };
  const ever = { fromDate: '1901-01-01', toDate: '2199-12-31' };
  const before = { fromDate: '1901-01-01', toDate: addDays(today, -1) };
  const about = (key: string): string => t(`definitions.columns.${key}`);
  const filterOf = (
    code: number | null,
    object: number | null,
    sign: 'debit' | 'credit',
    isOneSided: boolean,
  ): CellFilterInput => ({
    accounts: code === null ? [...MONEY_CODES] : [code as CellFilterInput['accounts'][number]],
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
        actions={
          <>
            <DefinitionsSwitch />
            <ExportButtons report="money" period={{ fromDate: today, toDate: today }} />
          </>
        }
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
              <th scope="col" className="z-number" title={about('todayOpening')}>
                {t('money.opening')}
              </th>
              <th scope="col" className="z-number" title={about('todayIn')}>
                {t('money.in')}
              </th>
              <th scope="col" className="z-number" title={about('todayOut')}>
                {t('money.out')}
              </th>
              <th scope="col" className="z-number" title={about('now')}>
                {t('money.now')}
              </th>
              <th scope="col">{t('money.days')}</th>
            </tr>
          </thead>
          <tbody>
            {accounts.map((one) => (
              <tr key={one.accountId}>
                <th scope="row">
                  <Term name={one.name} about={t(`definitions.accounts.${one.code}`)} />
                  {one.isArchived && <span className="z-tag">{t('money.archived')}</span>}
                </th>
                <td className="z-number">
                  <Figure
                    minor={one.openingMinor}
                    label={`${one.name}, ${t('money.opening')}`}
                    question={{
                      period: before,
                      filter: filterOf(one.code, one.accountId, 'debit', false),
                      about: about('todayOpening'),
                    }}
                  />
                </td>
                <td className="z-number">
                  <Figure
                    minor={one.inMinor}
                    label={`${one.name}, ${t('money.in')}`}
                    question={{
                      period: now,
                      filter: filterOf(one.code, one.accountId, 'debit', true),
                      about: about('todayIn'),
                    }}
                  />
                </td>
                <td className="z-number">
                  <Figure
                    minor={one.outMinor}
                    label={`${one.name}, ${t('money.out')}`}
                    question={{
                      period: now,
                      filter: filterOf(one.code, one.accountId, 'credit', true),
                      about: about('todayOut'),
                    }}
                  />
                </td>
                <td className="z-number zf-strong">
                  <Figure
                    minor={one.balanceMinor}
                    label={`${one.name}, ${t('money.now')}`}
                    question={{
                      period: ever,
                      filter: filterOf(one.code, one.accountId, 'debit', false),
                      about: t(`definitions.accounts.${one.code}`),
                    }}
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
              {(
                [
                  ['opening', sum('openingMinor'), before, 'debit', false, 'todayOpening'],
                  ['in', sum('inMinor'), now, 'debit', true, 'todayIn'],
                  ['out', sum('outMinor'), now, 'credit', true, 'todayOut'],
                  ['now', query.data?.totalMinor ?? 0, ever, 'debit', false, 'now'],
                ] as const
              ).map(([head, minor, period, sign, isOneSided, key]) => (
                <td key={head} className="z-number zf-strong">
                  <Figure
                    minor={minor}
                    label={`${t('money.total')}, ${t(`money.${head}`)}`}
                    question={{ period, filter: filterOf(null, null, sign, isOneSided), about: about(key) }}
                  />
                </td>
              ))}
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
