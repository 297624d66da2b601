import { Badge, Button, MultiSelect, NumberInput, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFiles } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { DOCUMENT_KINDS, type DocumentKind } from '../../src-shared/ledger/accounts.rules.ts';
import type { DocumentListRow } from '../../src-shared/ledger/entries.contract.ts';
import { api } from '../api/client.ts';
import { useLocale, useMoney } from '../app/session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ListPage } from '../ui/ListPage.tsx';
import { rowOpens } from '../ui/row-opens.ts';
import { DrillFrame } from './DrillFrame.tsx';
import { ExportButtons } from './ExportButtons.tsx';
import { useDrill } from './figure.tsx';
import { useNames } from './names.ts';
import { usePeriod } from './period.ts';
import { PeriodPicker } from './PeriodPicker.tsx';
import './finance.css';

const PAGE = 100;
type Cursor = { localDate: string; documentId: number } | null;

/** The register of all documents of money with filters; each opens its card. */
export function RegisterPage() {
  const { t } = useTranslation('ledger');
  const [period, setPeriod] = usePeriod();
  const [kinds, setKinds] = useState<DocumentKind[]>([]);
  const [accountId, setAccountId] = useState<string | null>(null);
  const [createdBy, setCreatedBy] = useState<string | null>(null);
  const [number, setNumber] = useState<number | ''>('');
  const [text, setText] = useState('');
  const [typed] = useDebouncedValue(text, 250);
  const choices = useQuery(api.ledger.choices.queryOptions());
  const query = useInfiniteQuery(
    api.ledger.documents.infiniteOptions({
      input: (after: Cursor) => ({
        ...period,
        kinds,
        accountId: (accountId === null ? null : Number(accountId)) as never,
        createdBy: (createdBy === null ? null : Number(createdBy)) as never,
        number: number === '' ? null : number,
        text: typed,
        after,
        limit: PAGE,
      }),
      initialPageParam: null as Cursor,
      getNextPageParam: ({ rows, hasMore }): Cursor | undefined => {
        const last = hasMore ? rows.at(-1) : undefined;
        return last && { localDate: last.localDate, documentId: last.documentId };
      },
      placeholderData: keepPreviousData,
    }),
  );
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <DrillFrame>
      <ListPage
        title={t('register.title')}
        query={query}
        actions={
          <>
            <PeriodPicker period={period} onChange={setPeriod} />
            <ExportButtons report={null} period={period} withEntries />
          </>
        }
        notice={
          <div className="zf-choices" role="search">
            <MultiSelect
              size="xs"
              w={300}
              aria-label={t('register.kinds')}
              placeholder={kinds.length === 0 ? t('register.allKinds') : ''}
              searchable
              clearable
              value={kinds}
              onChange={(value) => setKinds(value)}
              data={DOCUMENT_KINDS.map((kind) => ({ value: kind, label: t(`documents.${kind}`) }))}
            />
            <Select
              size="xs"
              w={170}
              clearable
              aria-label={t('register.account')}
              placeholder={t('register.allAccounts')}
              value={accountId}
              onChange={setAccountId}
              data={(choices.data?.accounts ?? []).map((one) => ({ value: String(one.accountId), label: one.name }))}
            />
            <Select
              size="xs"
              w={170}
              clearable
              aria-label={t('register.who')}
              placeholder={t('register.allPeople')}
              value={createdBy}
              onChange={setCreatedBy}
              data={(choices.data?.users ?? []).map((one) => ({ value: String(one.userId), label: one.name }))}
            />
            <NumberInput
              size="xs"
              w={90}
              hideControls
              min={1}
              allowDecimal={false}
              aria-label={t('register.number')}
              placeholder={t('register.number')}
              value={number}
              onChange={(value) => setNumber(typeof value === 'number' && value > 0 ? value : '')}
            />
            <TextInput
              size="xs"
              w={200}
              aria-label={t('register.text')}
              placeholder={t('register.text')}
              value={text}
              onChange={(event) => setText(event.currentTarget.value.slice(0, 100))}
            />
          </div>
        }
        empty={
          rows.length === 0 ? (
            <EmptyState icon={IconFiles} title={t('register.empty')} text={t('register.emptyText')} />
          ) : null
        }
      >
        <DocumentsTable rows={rows} />
        {query.hasNextPage && (
          <Button
            variant="default"
            mt={12}
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('actions.more')}
          </Button>
        )}
      </ListPage>
    </DrillFrame>
  );
}

function DocumentsTable({ rows }: { readonly rows: readonly DocumentListRow[] }) {
  const { t } = useTranslation('ledger');
  const money = useMoney();
  const locale = useLocale();
  const drill = useDrill();
  const { documentName } = useNames();
  return (
    <table className="z-table zf-table" aria-label={t('register.title')}>
      <thead>
        <tr>
          <th scope="col">{t('register.date')}</th>
          <th scope="col">{t('register.kind')}</th>
          <th scope="col" className="z-number">
            {t('register.amount')}
          </th>
          <th scope="col">{t('register.client')}</th>
          <th scope="col">{t('register.who')}</th>
          <th scope="col">{t('register.note')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={row.documentId}
            data-archived={row.isReversed || undefined}
            {...rowOpens(() => drill.openDocument(row.documentId))}
          >
            <td>{formatDate(row.localDate, 'short', locale)}</td>
            <td>
              <button type="button" className="z-link zf-figure" onClick={() => drill.openDocument(row.documentId)}>
                {documentName(row.kind, row.number)}
              </button>
              {row.isReversed && (
                <Badge size="xs" color="red" ml={6}>
                  {t('register.reversed')}
                </Badge>
              )}
              {row.reversesKind && (
                <small className="zf-under">{t('register.storno', { kind: t(`documents.${row.reversesKind}`) })}</small>
              )}
            </td>
            <td className="z-number">{money(row.amountMinor)}</td>
            <td>{row.clientName ?? ''}</td>
            <td>{row.byName ?? t('card.program')}</td>
            <td className="zf-note">{row.note}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
