import { IconArrowsExchange } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import type { CellFilterInput } from '../../src-shared/ledger/ledger.contract.ts';
import { FLOW_KINDS, MONEY_CODES, flowAccounts } from '../../src-shared/ledger/reports.rules.ts';
import { api } from '../api/client.ts';
import { useMoney } from '../app/session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ListPage } from '../ui/ListPage.tsx';
import { DrillFrame } from './DrillFrame.tsx';
import { ExportButtons } from './ExportButtons.tsx';
import { Figure } from './figure.tsx';
import { usePeriod } from './period.ts';
import { PeriodPicker } from './PeriodPicker.tsx';
import './finance.css';

const ACCOUNT_HEADS = ['opening', 'in', 'out', 'transferIn', 'transferOut', 'closing'] as const;
const NOT_MONEY = FLOW_KINDS.flatMap((kind) => [...flowAccounts(kind)]);

/** Movement of money in a period: opening + in − out = closing for each account, and by kind and article. */
export function MovementPage() {
  const { t } = useTranslation('ledger');
  const money = useMoney();
  const [period, setPeriod] = usePeriod();
  const query = useQuery(api.ledger.movement.queryOptions({ input: period, placeholderData: keepPreviousData }));
  const accounts = query.data?.accounts ?? [];
  const flows = query.data?.flows ?? [];
  const filter = (change: Partial<CellFilterInput>): CellFilterInput => ({
    accounts: [...MONEY_CODES],
    object: null,
    counters: null,
    counterObject: null,
    sign: 'debit',
    isOneSided: true,
    ...change,
  });
  const sum = (name: (typeof ACCOUNT_HEADS)[number]): number =>
    accounts.reduce((all, one) => all + one[`${name}Minor`], 0);
  const question = (one: (typeof accounts)[number], head: (typeof ACCOUNT_HEADS)[number]) => {
    const own = { accounts: [one.code as CellFilterInput['accounts'][number]], object: one.accountId };
    switch (head) {
      case 'opening':
        return {
          period: { fromDate: '1901-01-01', toDate: addDays(period.fromDate, -1) },
          filter: filter({ ...own, isOneSided: false }),
        };
      case 'closing':
        return {
          period: { fromDate: '1901-01-01', toDate: period.toDate },
          filter: filter({ ...own, isOneSided: false }),
        };
      case 'in':
      case 'out':
        return { period, filter: filter({ ...own, counters: NOT_MONEY, sign: head === 'in' ? 'debit' : 'credit' }) };
      default:
        return {
          period,
          filter: filter({ ...own, counters: [...MONEY_CODES], sign: head === 'transferIn' ? 'debit' : 'credit' }),
        };
    }
  };
  const isEmpty = flows.length === 0 && accounts.every((one) => one.openingMinor === 0 && one.transferInMinor === 0);
  const flowTotal = (key: 'inMinor' | 'outMinor'): number => flows.reduce((all, flow) => all + flow[key], 0);
  return (
    <DrillFrame>
      <ListPage
        title={t('movement.title')}
        query={query}
        actions={
          <>
            <PeriodPicker period={period} onChange={setPeriod} />
            <ExportButtons report="movement" period={period} withEntries />
          </>
        }
        empty={isEmpty ? <EmptyState icon={IconArrowsExchange} title={t('movement.empty')} /> : null}
      >
        <h2 className="zf-h2">{t('movement.accounts')}</h2>
        <table className="z-table zf-table">
          <thead>
            <tr>
              <th scope="col">{t('movement.account')}</th>
              {ACCOUNT_HEADS.map((head) => (
                <th key={head} scope="col" className="z-number">
                  {t(`movement.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {accounts.map((one) => (
              <tr key={one.accountId}>
                <th scope="row">{one.name}</th>
                {ACCOUNT_HEADS.map((head) => (
                  <td key={head} className={head === 'closing' ? 'z-number zf-strong' : 'z-number'}>
                    <Figure
                      minor={one[`${head}Minor`]}
                      label={`${one.name}, ${t(`movement.${head}`)}`}
                      question={question(one, head)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('movement.total')}</th>
              {ACCOUNT_HEADS.map((head) => (
                <td key={head} className={head === 'closing' ? 'z-number zf-strong' : 'z-number'}>
                  {money(sum(head))}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
        <h2 className="zf-h2">{t('movement.flows')}</h2>
        <table className="z-table zf-table">
          <thead>
            <tr>
              <th scope="col">{t('movement.flow')}</th>
              <th scope="col" className="z-number">
                {t('movement.in')}
              </th>
              <th scope="col" className="z-number">
                {t('movement.out')}
              </th>
              <th scope="col" className="z-number">
                {t('movement.net')}
              </th>
              {accounts.map((one) => (
                <th key={one.accountId} scope="col" className="z-number">
                  {one.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {flows.map((flow) => {
              const name = flow.name ?? t(`flows.${flow.kind}`);
              const counters = {
                counters: [...flowAccounts(flow.kind)],
                counterObject: flow.kind === 'expense' ? (flow.articleId ?? 0) : null,
              };
              return (
                <tr key={`${flow.kind}/${flow.articleId}`}>
                  <th scope="row">
                    {name}
                    {flow.name !== null && <small className="zf-under">{t('flows.expense')}</small>}
                  </th>
                  <td className="z-number">
                    <Figure
                      minor={flow.inMinor}
                      label={`${name}, ${t('movement.in')}`}
                      question={{ period, filter: filter(counters) }}
                    />
                  </td>
                  <td className="z-number">
                    <Figure
                      minor={flow.outMinor}
                      label={`${name}, ${t('movement.out')}`}
                      question={{ period, filter: filter({ ...counters, sign: 'credit' }) }}
                    />
                  </td>
                  <td className="z-number zf-strong">{money(flow.inMinor - flow.outMinor)}</td>
                  {accounts.map((one) => (
                    <td key={one.accountId} className="z-number">
                      <Figure
                        minor={flow.byAccount.find(({ accountId }) => accountId === one.accountId)?.minor ?? 0}
                        label={`${name}, ${one.name}`}
                        question={{
                          period,
                          filter: filter({
                            ...counters,
                            accounts: [one.code as CellFilterInput['accounts'][number]],
                            object: one.accountId,
                            isOneSided: false,
                          }),
                        }}
                      />
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('movement.total')}</th>
              <td className="z-number">{money(flowTotal('inMinor'))}</td>
              <td className="z-number">{money(flowTotal('outMinor'))}</td>
              <td className="z-number zf-strong">{money(flowTotal('inMinor') - flowTotal('outMinor'))}</td>
              {accounts.map((one) => (
                <td key={one.accountId} className="z-number">
                  {money(one.inMinor - one.outMinor)}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </ListPage>
    </DrillFrame>
  );
}
