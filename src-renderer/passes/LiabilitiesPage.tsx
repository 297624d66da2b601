import './passes.css';
import { Alert } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import type { PassKind } from '../../src-shared/passes/passes.contract.ts';
import { api, client } from '../api/client.ts';
import { useDesk, useLocale, useMoney } from '../app/session.ts';
import { DrillFrame } from '../finance/DrillFrame.tsx';
import { FileButtons } from '../finance/FileButtons.tsx';
import { Figure } from '../finance/figure.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ListPage } from '../ui/ListPage.tsx';
import { typedDate } from '../ui/typed-date.ts';
import { OwedDrawer, type OwedQuestion } from './OwedDrawer.tsx';
import { PoolsText } from './PoolsText.tsx';

type Report = Awaited<ReturnType<typeof client.passes.liabilities>>;
type Sums = Pick<Report, 'count' | 'soldMinor' | 'leftMinor' | 'expiredMinor'>;

const ACCOUNTS = { certificate: [2200, 2210], membership: [2300] } as const;
const BEGINNING = '1901-01-01';

/** What the salon owes for certificates at the end of a day. */
export function CertificateLiabilitiesPage() {
  return <LiabilitiesPage kind="certificate" />;
}

/** What the salon owes for memberships at the end of a day. */
export function MembershipLiabilitiesPage() {
  return <LiabilitiesPage kind="membership" />;
}

/** What the salon owes at the end of a day, beside the ledger; each figure opens what stands behind it (L6, I4, I5). */
function LiabilitiesPage({ kind }: { readonly kind: PassKind }) {
  const { t } = useTranslation('passes');
  const money = useMoney();
  const { today } = useDesk();
  const [onDate, setDate] = useState<string>(today);
  const [question, setQuestion] = useState<OwedQuestion | null>(null);
  const report = useQuery(
    api.passes.liabilities.queryOptions({ input: { kind, onDate }, placeholderData: keepPreviousData }),
  );
  const { data } = report;
  return (
    <DrillFrame>
      <ListPage
        title={t(`liabilities.title.${kind}`)}
        query={report}
        actions={
          <>
            <DateInput
              aria-label={t('liabilities.onDate')}
              value={onDate}
              valueFormat="DD.MM.YYYY"
              dateParser={typedDate}
              maxDate={today}
              w={150}
              onChange={(value) => {
                if (value !== null) setDate(value);
              }}
            />
            <FileButtons read={(format) => client.passes.file({ kind, onDate, format })} />
          </>
        }
        empty={
          data && data.count === 0 && data.ledgerMinor === 0 ? (
            <EmptyState title={t(`liabilities.empty.${kind}`)} />
          ) : null
        }
        overlay={question && <OwedDrawer question={question} onClose={() => setQuestion(null)} />}
      >
        {data && (
          <div className="z-pass-report">
            <dl className="z-pass-facts">
              <dt>{t('liabilities.total')}</dt>
              <dd>
                <strong>
                  <Owed sums={data} of={{ kind, onDate }} title={t(`liabilities.title.${kind}`)} onAsk={setQuestion} />
                </strong>{' '}
                <span className="z-dim">{t(`liabilities.count.${kind}`, { count: data.count })}</span>
              </dd>
              <dt>{t('liabilities.expired')}</dt>
              <dd>
                <Owed
                  sums={data}
                  of={{ kind, onDate, isExpired: true }}
                  title={t('liabilities.expired')}
                  onAsk={setQuestion}
                />
              </dd>
              <dt>{t(`liabilities.ledger.${kind}`)}</dt>
              <dd>
                <Figure
                  minor={data.ledgerMinor}
                  label={t(`liabilities.ledger.${kind}`)}
                  question={{
                    period: { fromDate: BEGINNING, toDate: data.onDate },
                    filter: {
                      accounts: [...ACCOUNTS[kind]],
                      object: null,
                      counters: null,
                      counterObject: null,
                      sign: 'credit',
                      isOneSided: false,
                    },
                  }}
                />{' '}
                {data.leftMinor === data.ledgerMinor && <span className="z-dim">{t('liabilities.agrees')}</span>}
              </dd>
            </dl>
            {data.leftMinor !== data.ledgerMinor && (
              <Alert color="danger">
                {t('liabilities.differs', { amount: money(data.leftMinor - data.ledgerMinor) })}
              </Alert>
            )}
            <Types kind={kind} report={data} onAsk={setQuestion} />
            <Months kind={kind} report={data} onAsk={setQuestion} />
          </div>
        )}
      </ListPage>
    </DrillFrame>
  );
}

interface PartProps {
  readonly kind: PassKind;
  readonly report: Report;
  readonly onAsk: (question: OwedQuestion) => void;
}

function Types({ kind, report, onAsk }: PartProps) {
  const { t } = useTranslation('passes');
  const hasPools = report.types.some(({ pools }) => pools.length > 0);
  return (
    <table className="z-table z-pass-report-table">
      <caption>{t('liabilities.byType')}</caption>
      <Head first={t('liabilities.type')} pools={hasPools} />
      <tbody>
        {report.types.map((row) => {
          const title = row.title ?? t('liabilities.noType');
          return (
            <tr key={row.typeId ?? 0}>
              <td>{title}</td>
              {hasPools && (
                <td>
                  <PoolsText pools={row.pools} />
                </td>
              )}
              <SumCells
                sums={row}
                of={{ kind, onDate: report.onDate, typeId: row.typeId ?? 0 }}
                title={title}
                onAsk={onAsk}
              />
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Months({ kind, report, onAsk }: PartProps) {
  const { t } = useTranslation('passes');
  const locale = useLocale();
  return (
    <table className="z-table z-pass-report-table">
      <caption>{t('liabilities.byMonth')}</caption>
      <Head first={t('liabilities.month')} pools={false} />
      <tbody>
        {report.months.map((row) => {
          const title = formatDate(`${row.month}-01`, 'month', locale);
          return (
            <tr key={row.month}>
              <td>{title}</td>
              <SumCells sums={row} of={{ kind, onDate: report.onDate, month: row.month }} title={title} onAsk={onAsk} />
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Head({ first, pools }: { readonly first: string; readonly pools: boolean }) {
  const { t } = useTranslation('passes');
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        {pools && <th scope="col">{t('liabilities.columns.units')}</th>}
        {(['number', 'sold', 'left', 'expired'] as const).map((key) => (
          <th key={key} scope="col" className="z-number">
            {t(`liabilities.heads.${key}`)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface OwedProps {
  readonly sums: Sums;
  readonly of: Omit<OwedQuestion, 'title'>;
  readonly title: string;
  readonly onAsk: (question: OwedQuestion) => void;
}

function SumCells(props: OwedProps) {
  const { sums, of } = props;
  const money = useMoney();
  return (
    <>
      <td className="z-number">{sums.count}</td>
      <td className="z-number">{money(sums.soldMinor)}</td>
      <td className="z-number">
        <Owed {...props} />
      </td>
      <td className="z-number">
        <Owed {...props} of={{ ...of, isExpired: true }} />
      </td>
    </>
  );
}

/** A sum that opens the certificates or memberships behind it. */
function Owed({ sums, of, title, onAsk }: OwedProps) {
  const { t } = useTranslation('passes');
  const money = useMoney();
  const minor = of.isExpired ? sums.expiredMinor : sums.leftMinor;
  if (minor === 0) return <span className="z-dim">{money(0)}</span>;
  const name = of.isExpired && title !== t('liabilities.expired') ? `${title}: ${t('liabilities.expired')}` : title;
  return (
    <button
      type="button"
      className="z-link"
      aria-label={`${name}: ${money(minor)}`}
      onClick={() => onAsk({ ...of, title: name })}
    >
      {money(minor)}
    </button>
  );
}
