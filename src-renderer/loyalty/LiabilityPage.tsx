import { Alert, Modal, Skeleton } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { IconCoins } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientId } from '../../src-shared/contract-base.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { CellFilterInput } from '../../src-shared/ledger/entries.contract.ts';
import { api, client } from '../api/client.ts';
import { useDesk, useLocale, useMoney } from '../app/session.ts';
import { DrillFrame } from '../finance/DrillFrame.tsx';
import { FileButtons } from '../finance/FileButtons.tsx';
import { Figure } from '../finance/figure.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ListPage } from '../ui/ListPage.tsx';
import { typedDate } from '../ui/typed-date.ts';
import { useReturnFocus } from '../ui/use-return-focus.ts';
import { MoreRows, nextOffset } from './LoyaltyBar.tsx';
import { LotsTable } from './LotsTable.tsx';
import { useLoyaltyText } from './use-loyalty-text.ts';
import './loyalty.css';

interface Asked {
  readonly name: string;
  readonly clientId: ClientId | null;
  readonly month: string | null;
}

const PAGE = 100;
/** The ledger has no entry before it. */
const BEGINNING = '1901-01-01';
/** Everything on the account of bonuses. */
const OBLIGATION = {
  accounts: [2400],
  object: null,
  counters: null,
  counterObject: null,
  sign: 'credit',
  isOneSided: false,
} satisfies CellFilterInput;

/** What the salon owes in bonuses on a day: by month of burning and by client, each down to lots and documents. */
export function LiabilityPage() {
  const { t } = useTranslation('loyalty');
  const { today } = useDesk();
  const money = useMoney();
  const locale = useLocale();
  const { date } = useLoyaltyText();
  const [onDate, setOnDate] = useState<LocalDate>(today);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [limit, setLimit] = useState(PAGE);
  const query = useQuery(
    api.loyalty.liability.queryOptions({ input: { onDate, limit }, placeholderData: keepPreviousData }),
  );
  const { data } = query;
  const monthName = (month: string | null): string =>
    month === null ? t('liability.never') : formatDate(`${month}-01`, 'month', locale);
  return (
    <DrillFrame>
      <ListPage
        title={t('liability.title')}
        actions={
          <>
            <DateInput
              w={150}
              aria-label={t('liability.onDate')}
              valueFormat="DD.MM.YYYY"
              dateParser={typedDate}
              maxDate={today}
              value={onDate}
              onChange={(value) => {
                if (value !== null) setOnDate(value);
              }}
            />
            <FileButtons read={(format) => client.loyalty.liabilityFile({ onDate, format })} />
          </>
        }
        query={query}
        notice={
          data && (
            <div className="z-loyalty-tab">
              <dl className="z-loyalty-figures">
                <div>
                  <dt>{t('liability.total')}</dt>
                  <dd>{money(data.totalMinor)}</dd>
                </div>
                {data.turnover.map(({ kind, amountMinor }) => (
                  <div key={kind} title={t('liability.year')}>
                    <dt>{t(`movements.${kind}`)}</dt>
                    <dd data-quiet>{money(amountMinor)}</dd>
                  </div>
                ))}
                <div>
                  <dt>{t('liability.ledger')}</dt>
                  <dd data-quiet>
                    <Figure
                      minor={data.ledgerMinor}
                      label={t('liability.ledger')}
                      question={{ period: { fromDate: BEGINNING, toDate: data.onDate }, filter: OBLIGATION }}
                    />
                  </dd>
                </div>
              </dl>
              {data.ledgerMinor === data.totalMinor ? (
                <span className="z-dim">{t('liability.even')}</span>
              ) : (
                <Alert color="danger">{t('liability.odd', { amount: money(data.ledgerMinor) })}</Alert>
              )}
            </div>
          )
        }
        empty={
          data?.clients.length === 0 ? (
            <EmptyState icon={IconCoins} title={t('liability.emptyTitle')} text={t('liability.emptyText')} />
          ) : null
        }
        overlay={asked && <LotsModal asked={asked} onDate={onDate} onClose={() => setAsked(null)} />}
      >
        <div className="z-loyalty-two">
          <table className="z-table" aria-label={t('liability.byMonth')}>
            <thead>
              <tr>
                <th scope="col">{t('liability.byMonth')}</th>
                <th scope="col" className="z-number">
                  {t('liability.clients')}
                </th>
                <th scope="col" className="z-number">
                  {t('liability.amount')}
                </th>
              </tr>
            </thead>
            <tbody>
              {data?.months.map(({ month, amountMinor, clients }) => (
                <tr key={month ?? 'never'}>
                  <td>{monthName(month)}</td>
                  <td className="z-number">{clients}</td>
                  <td className="z-number">
                    <Open
                      name={monthName(month)}
                      text={money(amountMinor)}
                      onOpen={() => setAsked({ name: monthName(month), clientId: null, month: month ?? 'never' })}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <table className="z-table" aria-label={t('liability.byClient')}>
            <thead>
              <tr>
                <th scope="col">{t('liability.client')}</th>
                <th scope="col">{t('liability.firstBurn')}</th>
                <th scope="col" className="z-number">
                  {t('liability.amount')}
                </th>
              </tr>
            </thead>
            <tbody>
              {data?.clients.map(({ clientId, name, amountMinor, firstLastDay }) => (
                <tr key={clientId}>
                  <td>{name}</td>
                  <td className="z-dim">{firstLastDay === null ? t('liability.never') : date(firstLastDay)}</td>
                  <td className="z-number">
                    <Open
                      name={name}
                      text={money(amountMinor)}
                      onOpen={() => setAsked({ name, clientId, month: null })}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <MoreRows
          shown={data?.clients.length ?? 0}
          total={data?.clientCount ?? 0}
          query={{
            hasNextPage: (data?.clients.length ?? 0) < (data?.clientCount ?? 0),
            isFetchingNextPage: query.isPlaceholderData,
            fetchNextPage: () => setLimit(limit + PAGE),
          }}
        />
      </ListPage>
    </DrillFrame>
  );
}

function Open({ name, text, onOpen }: { readonly name: string; readonly text: string; readonly onOpen: () => void }) {
  const { t } = useTranslation('loyalty');
  return (
    <button type="button" className="z-link" aria-label={`${t('liability.open', { name })}, ${text}`} onClick={onOpen}>
      {text}
    </button>
  );
}

interface LotsModalProps {
  readonly asked: Asked;
  readonly onDate: LocalDate;
  readonly onClose: () => void;
}

function LotsModal({ asked, onDate, onClose }: LotsModalProps) {
  useReturnFocus();
  const { t } = useTranslation('loyalty');
  const { clientId, month, name } = asked;
  const query = useInfiniteQuery(
    api.loyalty.liabilityLots.infiniteOptions({
      input: (offset: number) => ({ onDate, clientId, month, offset }),
      initialPageParam: 0,
      getNextPageParam: nextOffset,
    }),
  );
  const lots = query.data?.pages.flatMap((page) => page.rows);
  return (
    <Modal opened size="xl" title={t('liability.lots', { name })} onClose={onClose}>
      {lots ? <LotsTable lots={lots} withClients={clientId === null} /> : <Skeleton height={120} />}
      {lots && <MoreRows shown={lots.length} total={query.data?.pages[0]?.total ?? 0} query={query} />}
    </Modal>
  );
}
