import { Alert, Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatDate, formatNumber } from '../../src-shared/i18n/format.ts';
import type { LedgerEntry } from '../../src-shared/ledger/entries.contract.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useLocale, useMoney } from '../app/session.ts';
import { CardDrawer } from '../ui/CardDrawer.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { rowOpens } from '../ui/row-opens.ts';
import { type FigureQuestion, useDrill } from './figure.tsx';
import { useNames } from './names.ts';

type Cursor = { localDate: string; documentId: number; entryId: number } | null;
const PAGE = 100;

/** The entries behind a figure, newest first; each leads to its document. */
export function EntriesDrawer({
  question,
  onClose,
}: {
  readonly question: FigureQuestion;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('ledger');
  const money = useMoney();
  const locale = useLocale();
  const { period, filter, clientId = null } = question;
  const entries = useInfiniteQuery(
    api.ledger.entries.infiniteOptions({
      input: (after: Cursor) => ({ ...period, filter, clientId: clientId as never, after, limit: PAGE }),
      initialPageParam: null as Cursor,
      getNextPageParam: ({ rows }): Cursor | undefined => {
        const last = rows.length === PAGE ? rows.at(-1) : undefined;
        return last && { localDate: last.localDate, documentId: last.documentId, entryId: last.entryId };
      },
    }),
  );
  const first = entries.data?.pages[0];
  const rows = entries.data?.pages.flatMap((page) => page.rows) ?? [];
  const span = [period.fromDate, period.toDate].map((date) => formatDate(date, 'short', locale));
  return (
    <CardDrawer title={question.title} size={860} onClose={onClose}>
      <div className="zf-drawer">
        <p className="zf-drawer-sum">
          <b>{first ? money(first.sumMinor) : ''}</b>
          <span className="z-dim">
            {first &&
              t('entries.count', { count: first.count }).replace(
                String(first.count),
                formatNumber(first.count, locale),
              )}
            {period.fromDate > '1901' && ` · ${span[0]} — ${span[1]}`}
          </span>
        </p>
        {question.about !== undefined && <p className="z-dim zf-drawer-about">{question.about}</p>}
        {entries.error && <Alert color="danger">{errorText(entries.error, t)}</Alert>}
        {first && rows.length === 0 && <EmptyState title={t('entries.none')} />}
        {rows.length > 0 && <EntriesTable rows={rows} amountOf={(row) => row.signedMinor} />}
        {entries.hasNextPage && (
          <Button variant="default" loading={entries.isFetchingNextPage} onClick={() => void entries.fetchNextPage()}>
            {t('actions.more')}
          </Button>
        )}
      </div>
    </CardDrawer>
  );
}

interface EntriesTableProps {
  readonly rows: readonly LedgerEntry[];
  readonly amountOf: (row: LedgerEntry) => number;
  /** In the card of a document its own name says nothing. */
  readonly isOfDocument?: boolean;
}

/** Entries as rows: what, from where, to where, how much. */
export function EntriesTable({ rows, amountOf, isOfDocument = false }: EntriesTableProps) {
  const { t } = useTranslation('ledger');
  const money = useMoney();
  const locale = useLocale();
  const drill = useDrill();
  const { documentName, accountName } = useNames();
  return (
    <table className="z-table zf-table">
      <thead>
        <tr>
          {!isOfDocument && <th scope="col">{t('entries.document')}</th>}
          <th scope="col">{t('entries.debit')}</th>
          <th scope="col">{t('entries.credit')}</th>
          <th scope="col" className="z-number">
            {t('entries.amount')}
          </th>
          {!isOfDocument && <th scope="col">{t('entries.who')}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.entryId} {...(isOfDocument ? {} : rowOpens(() => drill.openDocument(row.documentId)))}>
            {!isOfDocument && (
              <td>
                <button type="button" className="z-link zf-figure" onClick={() => drill.openDocument(row.documentId)}>
                  {documentName(row.documentKind, row.number)}
                </button>
                <small className="zf-under">{formatDate(row.localDate, 'short', locale)}</small>
              </td>
            )}
            <td>
              <AccountCell code={row.debitAccount} name={row.debitName} title={accountName(row.debitAccount)} />
            </td>
            <td>
              <AccountCell code={row.creditAccount} name={row.creditName} title={accountName(row.creditAccount)} />
            </td>
            <td className="z-number">{money(amountOf(row))}</td>
            {!isOfDocument && (
              <td>
                {row.clientName ?? ''}
                <small className="zf-under">{row.byName ?? ''}</small>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function AccountCell({
  code,
  name,
  title,
}: {
  readonly code: number;
  readonly name: string | null;
  readonly title: string;
}) {
  return (
    <>
      <span title={String(code)}>{title}</span>
      {name !== null && <small className="zf-under">{name}</small>}
    </>
  );
}
