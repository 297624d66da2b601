import { IconArrowsExchange } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import type { CellFilterInput } from '../../src-shared/ledger/entries.contract.ts';
import { COMPARISONS, type Period } from '../../src-shared/ledger/periods.rules.ts';
import { MONEY_CODES } from '../../src-shared/ledger/figures.rules.ts';
import { FLOW_KINDS, flowAccounts } from '../../src-shared/ledger/movement.rules.ts';
import { api } from '../api/client.ts';
import { useLocale } from '../app/session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ListPage } from '../ui/ListPage.tsx';
import { Change } from './Change.tsx';
import { ComparisonSelect } from './ComparisonSelect.tsx';
import { DrillFrame } from './DrillFrame.tsx';
import { ExportButtons } from './ExportButtons.tsx';
import { Figure } from './figure.tsx';
import { useChoice, usePeriod } from './period.ts';
import { PeriodPicker } from './PeriodPicker.tsx';
import { DefinitionsSwitch, Term } from './Term.tsx';
import './finance.css';

const ACCOUNT_HEADS = ['opening', 'in', 'out', 'transferIn', 'transferOut', 'closing'] as const;
const NOT_MONEY = FLOW_KINDS.flatMap((kind) => [...flowAccounts(kind)]);

/** Movement of money in a period: opening + in − out = closing for each account, and by kind and article. */
export function MovementPage() {
  const { t } = useTranslation('ledger');
  const locale = useLocale();
  const [period, setPeriod] = usePeriod();
  const [comparison, setComparison] = useChoice('compare', COMPARISONS, 'none');
  const query = useQuery(
    api.ledger.movement.queryOptions({ input: { ...period, comparison }, placeholderData: keepPreviousData }),
  );
  const before = query.data?.before ?? null;
  const about = (head: string): string => t(`definitions.columns.${head}`);
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
  /** Entries behind a cell of the accounts; without an account, of the sum of all. */
  const question = (one: (typeof accounts)[number] | null, head: (typeof ACCOUNT_HEADS)[number]) => ({
    ...entriesOf(one, head),
    about: about(head),
  });
  const entriesOf = (one: (typeof accounts)[number] | null, head: (typeof ACCOUNT_HEADS)[number]) => {
    const own = one
      ? { accounts: [one.code as CellFilterInput['accounts'][number]], object: one.accountId }
      : { accounts: [...MONEY_CODES], object: null };
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
  const net = flowTotal('inMinor') - flowTotal('outMinor');
  const netBefore = flows.reduce((all, flow) => all + (flow.beforeMinor ?? 0), 0);
  const anyCounter = { counters: NOT_MONEY, isOneSided: false };
  const spanOf = ({ fromDate, toDate }: Period): string =>
    t('period.range', { from: formatDate(fromDate, 'short', locale), to: formatDate(toDate, 'short', locale) });
  return (
    <DrillFrame>
      <ListPage
        title={t('movement.title')}
        query={query}
        actions={
          <>
            <DefinitionsSwitch />
            <PeriodPicker period={period} onChange={setPeriod} />
            <ExportButtons report="movement" period={period} options={{ comparison }} withEntries />
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
                <th key={head} scope="col" className="z-number" title={about(head)}>
                  {t(`movement.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {accounts.map((one) => (
              <tr key={one.accountId}>
                <th scope="row">
                  <Term name={one.name} about={t(`definitions.accounts.${one.code}`)} />
                </th>
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
                  <Figure
                    minor={sum(head)}
                    label={`${t('movement.total')}, ${t(`movement.${head}`)}`}
                    question={question(null, head)}
                  />
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
        <div className="zf-head-line">
          <h2 className="zf-h2">{t('movement.flows')}</h2>
          <ComparisonSelect value={comparison} onChange={setComparison} />
        </div>
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
              <th scope="col" className="z-number" title={about('net')}>
                {t('movement.net')}
              </th>
              {before && (
                <>
                  <th scope="col" className="z-number" title={spanOf(before)}>
                    {t('profit.before')}
                  </th>
                  <th scope="col" className="z-number">
                    {t('profit.change')}
                  </th>
                </>
              )}
              {accounts.map((one) => (
                <th key={one.accountId} scope="col" className="z-number">
                  {one.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {flows.map((flow) => {
              const name = flow.name === null ? t(`flows.${flow.kind}`) : `${t('flows.expense')}: ${flow.name}`;
              const definition = t(`definitions.flows.${flow.kind}`);
              const counters = {
                counters: [...flowAccounts(flow.kind)],
                counterObject: flow.kind === 'expense' ? (flow.articleId ?? 0) : null,
              };
              return (
                <tr key={`${flow.kind}/${flow.articleId}`}>
                  <th scope="row">
                    <Term name={name} about={definition} isOneOfMany={flow.name !== null} />
                  </th>
                  <td className="z-number">
                    <Figure
                      minor={flow.inMinor}
                      label={`${name}, ${t('movement.in')}`}
                      question={{ period, filter: filter(counters), about: definition }}
                    />
                  </td>
                  <td className="z-number">
                    <Figure
                      minor={flow.outMinor}
                      label={`${name}, ${t('movement.out')}`}
                      question={{ period, filter: filter({ ...counters, sign: 'credit' }), about: definition }}
                    />
                  </td>
                  <td className="z-number zf-strong">
                    <Figure
                      minor={flow.inMinor - flow.outMinor}
                      label={`${name}, ${t('movement.net')}`}
                      question={{ period, filter: filter({ ...counters, isOneSided: false }), about: definition }}
                    />
                  </td>
                  {before && (
                    <>
                      <td className="z-number">
                        <Figure
                          minor={flow.beforeMinor ?? 0}
                          label={`${name}, ${t('profit.before')}`}
                          question={{
                            period: before,
                            filter: filter({ ...counters, isOneSided: false }),
                            about: definition,
                          }}
                        />
                      </td>
                      <td className="z-number">
                        <Change now={flow.inMinor - flow.outMinor} before={flow.beforeMinor ?? 0} />
                      </td>
                    </>
                  )}
                  {accounts.map((one) => (
                    <td key={one.accountId} className="z-number">
                      <Figure
                        minor={flow.byAccount.find(({ accountId }) => accountId === one.accountId)?.minor ?? 0}
                        label={`${name}, ${one.name}`}
                        question={{
                          period,
                          about: definition,
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
              <td className="z-number">
                <Figure
                  minor={flowTotal('inMinor')}
                  label={`${t('movement.total')}, ${t('movement.in')}`}
                  question={question(null, 'in')}
                />
              </td>
              <td className="z-number">
                <Figure
                  minor={flowTotal('outMinor')}
                  label={`${t('movement.total')}, ${t('movement.out')}`}
                  question={question(null, 'out')}
                />
              </td>
              <td className="z-number zf-strong">
                <Figure
                  minor={net}
                  label={`${t('movement.total')}, ${t('movement.net')}`}
                  question={{ period, filter: filter(anyCounter), about: about('net') }}
                />
              </td>
              {before && (
                <>
                  <td className="z-number">
                    <Figure
                      minor={netBefore}
                      label={`${t('movement.total')}, ${t('profit.before')}`}
                      question={{ period: before, filter: filter(anyCounter), about: about('net') }}
                    />
                  </td>
                  <td className="z-number">
                    <Change now={net} before={netBefore} />
                  </td>
                </>
              )}
              {accounts.map((one) => (
                <td key={one.accountId} className="z-number">
                  <Figure
                    minor={one.inMinor - one.outMinor}
                    label={`${t('movement.total')}, ${one.name}`}
                    question={{
                      period,
                      about: about('net'),
                      filter: filter({
                        ...anyCounter,
                        accounts: [one.code as CellFilterInput['accounts'][number]],
                        object: one.accountId,
                      }),
                    }}
                  />
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </ListPage>
    </DrillFrame>
  );
}
