import './checkout.css';
import { Button, Group, SegmentedControl, Select, TextInput } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconReceipt, IconSearch, IconShoppingBag } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { formatClock, formatDate } from '../../src-shared/i18n/format.ts';
import { fold } from '../../src-shared/kernel/fold.ts';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import { type CoreClient, api } from '../api/client.ts';
import { useCan, useDesk, useLocale, useMoney } from '../app/session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Keys } from '../ui/Keys.tsx';
import { ListPage } from '../ui/ListPage.tsx';
import { rowOpens } from '../ui/row-opens.ts';
import { openCheckout } from './checkout-desk.ts';
import { useLineName } from './line-name.ts';
import { SaleDrawer } from './SaleDrawer.tsx';
import { UnpaidVisits } from './UnpaidVisits.tsx';

type SaleRow = Awaited<ReturnType<CoreClient['checkout']['sales']>>[number];

const KINDS = ['cash', 'card', 'sbp', 'transfer', 'deposit', 'certificate', 'bonus'] as const;
const PERIODS = ['today', 'yesterday', 'week', 'month', 'own'] as const;
type Period = (typeof PERIODS)[number];
const LIMIT = 200;

/** «Чеки»: what was sold, how it was paid, and who has not paid yet. */
export function SalesPage() {
  const { t } = useTranslation('checkout');
  const money = useMoney();
  const { today } = useDesk();
  const maySell = useCan('take_payment');
  const [search, setSearch] = useSearchParams();
  const [period, setPeriod] = useState<Period>('today');
  const [own, setOwn] = useState<readonly [string | null, string | null]>([today, today]);
  const [kind, setKind] = useState<string | null>(null);
  const [text, setText] = useState('');
  const lineName = useLineName();
  const range = rangeOf(period, own, today);
  const sales = useQuery(
    api.checkout.sales.queryOptions({ input: { ...range, limit: LIMIT }, placeholderData: keepPreviousData }),
  );
  const desk = useQuery(api.cash.desk.queryOptions());
  // Whoever counts the register blind is not shown what it took before the count (T15).
  const isBlind =
    desk.data?.isBlind === true &&
    desk.data.registers.some(
      ({ shift }) => shift !== null && shift.localDate >= range.fromDate && shift.localDate <= range.toDate,
    );
  const rows = useMemo(() => {
    const words = fold(text).split(' ').filter(Boolean);
    return (sales.data ?? []).filter((row) => {
      if (kind === 'debt' ? row.debtMinor === 0 : kind !== null && !row.tenderKinds.some((one) => one === kind))
        return false;
      const told = fold([row.number, row.clientName ?? '', ...row.lines.map(lineName)].join(' '));
      return words.every((word) => told.includes(word));
    });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the names of the kinds change with the language only
  }, [sales.data, kind, text]);
  const openId = Number(search.get('sale') ?? 0);
  const show = (saleId: number | null): void => setSearch(saleId === null ? {} : { sale: String(saleId) });
  const isNarrowed = kind !== null || text !== '';
  return (
    <ListPage
      title={t('sales.title')}
      fact={t('sales.count', { count: rows.length })}
      query={sales}
      actions={
        <>
          <SegmentedControl
            size="sm"
            value={period}
            aria-label={t('sales.period')}
            data={PERIODS.map((value) => ({ value, label: t(`sales.periods.${value}`) }))}
            onChange={(value) => setPeriod(value)}
          />
          {period === 'own' && (
            <DatePickerInput
              type="range"
              size="sm"
              w={220}
              aria-label={t('sales.dates')}
              valueFormat="DD.MM.YYYY"
              allowSingleDateInRange
              value={[own[0], own[1]]}
              onChange={setOwn}
            />
          )}
          {maySell && (
            <Button
              leftSection={<IconShoppingBag size={16} aria-hidden />}
              rightSection={<Keys shortcut="F7" />}
              onClick={() => openCheckout()}
            >
              {t('sales.sell')}
            </Button>
          )}
        </>
      }
      notice={
        <>
          <UnpaidVisits today={today} />
          <Totals rows={rows} isBlind={isBlind} />
          <Group gap={8} mb={12}>
            <TextInput
              size="sm"
              w={280}
              aria-label={t('sales.search')}
              placeholder={t('sales.search')}
              leftSection={<IconSearch size={16} aria-hidden />}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <Select
              size="sm"
              w={180}
              aria-label={t('sales.kind')}
              placeholder={t('sales.anyKind')}
              clearable
              data={[...KINDS, 'debt' as const].map((value) => ({ value, label: t(`screen.kinds.${value}`) }))}
              value={kind}
              onChange={setKind}
            />
          </Group>
        </>
      }
      empty={
        rows.length > 0 ? null : (
          <EmptyState
            icon={IconReceipt}
            title={t(isNarrowed ? 'sales.nothing' : 'sales.empty')}
            text={t(isNarrowed ? 'sales.nothingText' : 'sales.emptyText')}
          />
        )
      }
      overlay={openId > 0 && <SaleDrawer key={openId} saleId={openId} onClose={() => show(null)} />}
    >
      <SalesTable rows={rows} hasManyDays={range.fromDate !== range.toDate} money={money} onOpen={show} />
      {sales.data?.length === LIMIT && <p className="z-dim">{t('sales.limited', { count: LIMIT })}</p>}
    </ListPage>
  );
}

interface SalesTableProps {
  readonly rows: readonly SaleRow[];
  readonly hasManyDays: boolean;
  readonly money: (minor: number) => string;
  readonly onOpen: (saleId: number) => void;
}

function SalesTable({ rows, hasManyDays, money, onOpen }: SalesTableProps) {
  const { t } = useTranslation('checkout');
  const locale = useLocale();
  const { settings } = useDesk();
  const lineName = useLineName();
  return (
    <table className="z-table zc-sales">
      <thead>
        <tr>
          {(['number', 'time', 'client', 'what', 'paid', 'sum', 'status'] as const).map((column) => (
            <th key={column} className={column === 'sum' ? 'z-number' : undefined}>
              {t(`sales.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.saleId} data-status={row.status} {...rowOpens(() => onOpen(row.saleId))}>
            <td>
              <button
                type="button"
                className="z-link"
                aria-label={t('sales.openCheck', { number: row.number })}
                onClick={() => onOpen(row.saleId)}
              >
                № {row.number}
              </button>
            </td>
            <td className="z-nums">
              {hasManyDays && `${formatDate(row.localDate, 'short', locale)} `}
              {formatClock(row.atMs, settings.timeZone, locale)}
            </td>
            <td>{row.clientName ?? <span className="z-dim">{t('screen.client.nobody')}</span>}</td>
            <td className="zc-sales-what">{row.lines.map(lineName).join(', ')}</td>
            <td>{row.tenderKinds.map((kind) => t(`screen.kinds.${kind}`)).join(', ')}</td>
            <td className="z-number">{money(row.netMinor)}</td>
            <td>
              {row.debtMinor > 0 && <span className="zc-owes">{t('sales.owes', { sum: money(row.debtMinor) })}</span>}
              {row.status !== 'posted' && (
                <span className="zc-status" data-status={row.status}>
                  {t(`sales.status.${row.status}`)}
                  {row.status === 'partly_refunded' && ` ${money(row.refundedMinor)}`}
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What the shown checks come to, and by which ways. */
function Totals({ rows, isBlind }: { readonly rows: readonly SaleRow[]; readonly isBlind: boolean }): ReactNode {
  const { t } = useTranslation('checkout');
  const money = useMoney();
  const live = rows.filter(({ status }) => status !== 'reversed');
  if (live.length === 0) return null;
  const byKind = new Map<string, number>();
  for (const { kind, amountMinor } of live.flatMap(({ tenders }) => tenders)) {
    byKind.set(kind, (byKind.get(kind) ?? 0) + amountMinor);
  }
  const debtMinor = live.reduce((sum, row) => sum + row.debtMinor, 0);
  return (
    <dl className="zc-strip" aria-label={t('sales.totals')}>
      <div>
        <dt>{t('sales.sold')}</dt>
        <dd>
          {isBlind
            ? t('cash:shift.hidden')
            : money(live.reduce((sum, row) => sum + row.netMinor - row.refundedMinor, 0))}
        </dd>
      </div>
      {KINDS.filter((kind) => (byKind.get(kind) ?? 0) !== 0 && !(isBlind && kind === 'cash')).map((kind) => (
        <div key={kind}>
          <dt>{t(`screen.kinds.${kind}`)}</dt>
          <dd>{money(byKind.get(kind) ?? 0)}</dd>
        </div>
      ))}
      {debtMinor > 0 && (
        <div className="zc-owes">
          <dt>{t('screen.kinds.debt')}</dt>
          <dd>{money(debtMinor)}</dd>
        </div>
      )}
    </dl>
  );
}

function rangeOf(
  period: Period,
  own: readonly [string | null, string | null],
  today: string,
): { readonly fromDate: string; readonly toDate: string } {
  switch (period) {
    case 'today':
      return { fromDate: today, toDate: today };
    case 'yesterday':
      return { fromDate: addDays(today, -1), toDate: addDays(today, -1) };
    case 'week':
      return { fromDate: addDays(today, -6), toDate: today };
    case 'month':
      return { fromDate: `${today.slice(0, 7)}-01`, toDate: today };
    case 'own':
      return { fromDate: own[0] ?? today, toDate: own[1] ?? own[0] ?? today };
    default:
      return period satisfies never;
  }
}
