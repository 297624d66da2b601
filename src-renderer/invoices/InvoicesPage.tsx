import './invoices.css';
import { Button, NumberInput, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFileInvoice, IconFileSpreadsheet, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDate } from '../../src-shared/i18n/format.ts';
import type { InvoiceRow } from '../../src-shared/invoices/invoices.contract.ts';
import { INVOICE_KINDS, type InvoiceKind } from '../../src-shared/invoices/invoices.rules.ts';
import { addDays, startOfMonth } from '../../src-shared/kernel/local-date.ts';
import { api, client } from '../api/client.ts';
import { showError } from '../api/use-command.tsx';
import { useCan, useDesk, useLocale, useMoney } from '../app/session.ts';
import { type Days, Period } from '../cash/Period.tsx';
import '../cash/cash.css';
import { saveFile } from '../journal/documents.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ListPage } from '../ui/ListPage.tsx';
import { InvoiceActs } from './InvoiceActs.tsx';
import { usePrintInvoice } from './use-print-invoice.ts';
import { VoidDialog } from './VoidDialog.tsx';

const PAGE = 100;
type Cursor = Pick<InvoiceRow, 'localDate' | 'invoiceId'> | null;

/** «Счета»: every paper that was given to a payer, how it stands, and its printing again under the same number. */
export function InvoicesPage() {
  const { t } = useTranslation('invoices');
  const { today } = useDesk();
  // From the first day of the month before: an invoice of the last days of a month is not lost with it.
  const usual: Days = { from: startOfMonth(addDays(startOfMonth(today), -1)), to: today };
  const [days, setDays] = useState(usual);
  const [kind, setKind] = useState<InvoiceKind | null>(null);
  const [number, setNumber] = useState<number | ''>('');
  const [text, setText] = useState('');
  const [typed] = useDebouncedValue(text, 250);
  const [voided, setVoided] = useState<InvoiceRow | null>(null);
  const { print, printing } = usePrintInvoice();
  const canSave = useCan('see_finance');
  const filter = { fromDate: days.from, toDate: days.to, kind, number: number === '' ? null : number, text: typed };
  const save = (): void =>
    void client.invoices.listFile(filter).then(saveFile, (error: unknown) => showError(error, t));
  const query = useInfiniteQuery(
    api.invoices.list.infiniteOptions({
      input: (before: Cursor) => ({
        ...filter,
        before,
        limit: PAGE,
      }),
      initialPageParam: null as Cursor,
      getNextPageParam: ({ rows, hasMore }): Cursor | undefined => {
        const last = hasMore ? rows.at(-1) : undefined;
        return last && { localDate: last.localDate, invoiceId: last.invoiceId };
      },
      placeholderData: keepPreviousData,
    }),
  );
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const isNarrowed = kind !== null || number !== '' || typed !== '';
  return (
    <ListPage
      title={t('list.title')}
      query={query}
      notice={
        <div className="z-cash-filters" role="search">
          <Period value={days} onChange={setDays} />
          <Select
            label={t('list.kind')}
            clearable
            placeholder={t('list.anyKind')}
            value={kind}
            data={INVOICE_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
            onChange={(value) => setKind(INVOICE_KINDS.find((one) => one === value) ?? null)}
          />
          <NumberInput
            label={t('list.number')}
            w={100}
            hideControls
            min={1}
            allowDecimal={false}
            allowNegative={false}
            value={number}
            onChange={(value) => setNumber(typeof value === 'number' && value > 0 ? value : '')}
          />
          <TextInput
            label={t('list.text')}
            w={260}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value.slice(0, 100))}
          />
          {canSave && (
            <Button
              variant="default"
              disabled={rows.length === 0}
              leftSection={<IconFileSpreadsheet size={16} aria-hidden />}
              onClick={save}
            >
              {t('register.save')}
            </Button>
          )}
        </div>
      }
      empty={
        rows.length === 0 ? (
          <EmptyState
            icon={IconFileInvoice}
            title={t(isNarrowed ? 'list.nothing' : 'list.empty')}
            text={t(isNarrowed ? 'list.nothingText' : 'list.emptyText')}
          />
        ) : null
      }
      overlay={voided && <VoidDialog invoice={voided} onClose={() => setVoided(null)} />}
    >
      <table className="z-table" aria-label={t('list.title')}>
        <thead>
          <tr>
            {(['number', 'date', 'payer', 'client', 'sum', 'state', 'acts'] as const).map((column) => (
              <th key={column} scope="col" className={column === 'sum' ? 'z-number' : undefined}>
                {column === 'acts' ? (
                  <span className="z-visually-hidden">{t('list.columns.acts')}</span>
                ) : (
                  t(`list.columns.${column}`)
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row
              key={row.invoiceId}
              row={row}
              isPrinting={printing === row.invoiceId}
              onPrint={() => print(row.invoiceId)}
              onVoid={() => setVoided(row)}
            />
          ))}
        </tbody>
      </table>
      {query.hasNextPage && (
        <Button variant="default" mt={12} loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('list.more')}
        </Button>
      )}
    </ListPage>
  );
}

interface RowProps {
  readonly row: InvoiceRow;
  readonly isPrinting: boolean;
  readonly onPrint: () => void;
  readonly onVoid: () => void;
}

function Row({ row, isPrinting, onPrint, onVoid }: RowProps) {
  const { t } = useTranslation('invoices');
  const money = useMoney();
  const locale = useLocale();
  const what = t('numbered', { kind: row.kind, number: row.number });
  return (
    <tr data-archived={row.state === 'voided' || undefined}>
      <td>
        {row.saleId === null ? (
          what
        ) : (
          <Link className="z-link" to={`/cash/sales?sale=${row.saleId}`} aria-label={t('list.openSaleOf', { what })}>
            {what}
          </Link>
        )}
      </td>
      <td>{formatDate(row.localDate, 'short', locale)}</td>
      <td>{row.payerName || <span className="z-dim">{t('list.nameless')}</span>}</td>
      <td>
        {row.clientId === null ? (
          ''
        ) : (
          <Link className="z-link" to={`/clients/${row.clientId}`}>
            {row.clientName}
          </Link>
        )}
      </td>
      <td className="z-number">{money(row.amountMinor)}</td>
      <td>
        <span className="zi-state" data-state={row.state}>
          {t(`states.${row.state}`, { context: row.kind })}
        </span>
        {row.voidReason !== '' && <small className="z-dim"> {row.voidReason}</small>}
      </td>
      <td>
        <InvoiceActs invoice={row} isPrinting={isPrinting} onPrint={onPrint} onVoid={onVoid} />
      </td>
    </tr>
  );
}
