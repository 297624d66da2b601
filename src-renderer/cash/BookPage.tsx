import { Button, Select, Switch } from '@mantine/core';
import { IconFileSpreadsheet, IconFileTypePdf, IconLock, IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MoneyAccount } from '../../src-shared/cash/accounts.contract.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { startOfMonth } from '../../src-shared/kernel/local-date.ts';
import { DOCUMENT_KINDS, type DocumentKind } from '../../src-shared/ledger/accounts.rules.ts';
import { api, client } from '../api/client.ts';
import { hasCode } from '../api/error-text.ts';
import { showError } from '../api/use-command.tsx';
import { useCan, useDesk, useLocale, useMoney } from '../app/session.ts';
import { saveFile } from '../journal/documents.ts';
import { ListPage } from '../ui/ListPage.tsx';
import { AccountCard } from './AccountCard.tsx';
import { AccountsTable } from './AccountsTable.tsx';
import { DocumentDrawer } from './DocumentDrawer.tsx';
import { LockDrawer } from './LockDrawer.tsx';
import { type Days, Period } from './Period.tsx';
import './cash.css';
import { rowOpens } from '../ui/row-opens.ts';

/** «Счета и книга»: what is where, and how it came there. */
export function BookPage() {
  const { t } = useTranslation('cash');
  const { today } = useDesk();
  const canManage = useCan('manage_money');
  const [chosen, setChosen] = useState<number | null>(null);
  const [days, setDays] = useState<Days>({ from: startOfMonth(today), to: today });
  const [edited, setEdited] = useState<MoneyAccount | 'new' | null>(null);
  const [isLocking, setLocking] = useState(false);
  const [documentId, setDocumentId] = useState<number | null>(null);
  const [withArchived, setWithArchived] = useState(false);
  const list = useQuery(api.cash.accounts.queryOptions({ input: { withArchived: true } }));
  const accounts = list.data ?? [];
  const shown = accounts.filter(({ isArchived }) => withArchived || !isArchived);
  const account = shown.find(({ id }) => id === chosen) ?? shown[0];
  return (
    <ListPage
      title={t('accounts.title')}
      query={list}
      empty={null}
      actions={
        <>
          {accounts.some(({ isArchived }) => isArchived) && (
            <Switch
              label={t('accounts.withArchived')}
              checked={withArchived}
              onChange={(event) => setWithArchived(event.currentTarget.checked)}
            />
          )}
          {canManage && (
            <>
              <Button
                variant="default"
                leftSection={<IconLock size={16} aria-hidden />}
                onClick={() => setLocking(true)}
              >
                {t('lock.title')}
              </Button>
              <Button
                variant="default"
                leftSection={<IconPlus size={16} aria-hidden />}
                onClick={() => setEdited('new')}
              >
                {t('accounts.add')}
              </Button>
            </>
          )}
        </>
      }
      overlay={
        <>
          {edited !== null && (
            <AccountCard
              account={edited}
              banks={accounts.filter(({ kind, isArchived }) => kind === 'bank' && !isArchived)}
              onClose={() => setEdited(null)}
            />
          )}
          {isLocking && <LockDrawer onClose={() => setLocking(false)} />}
          {documentId !== null && (
            <DocumentDrawer
              key={documentId}
              documentId={documentId}
              onOpen={setDocumentId}
              onClose={() => setDocumentId(null)}
            />
          )}
        </>
      }
    >
      <div className="z-cash">
        <AccountsTable accounts={shown} shownId={account?.id} onShow={setChosen} onEdit={setEdited} />
        {account && <Book account={account} days={days} onDays={setDays} onOpenDocument={setDocumentId} />}
      </div>
    </ListPage>
  );
}

interface BookProps {
  readonly account: MoneyAccount;
  readonly days: Days;
  readonly onDays: (days: Days) => void;
  readonly onOpenDocument: (documentId: number) => void;
}

const STEP = 100;

/** The cash book of an account: opening, rows with the running balance, closing; as a file too. */
function Book({ account, days, onDays, onOpenDocument }: BookProps) {
  const { t } = useTranslation('cash');
  const money = useMoney();
  const locale = useLocale();
  const [kind, setKind] = useState('');
  const [limit, setLimit] = useState(STEP);
  const input = { accountId: account.id, ...days, ...(kind === '' ? {} : { kind: kind as DocumentKind }) };
  const book = useQuery(
    api.cash.book.queryOptions({ input: { ...input, limit }, placeholderData: keepPreviousData, retry: false }),
  );
  const save = (format: 'pdf' | 'xlsx'): void =>
    void client.cash.bookFile({ ...input, format }).then(saveFile, (error: unknown) => showError(error, t));
  if (hasCode(book.error, 'FORBIDDEN')) return <p className="z-dim">{t('book.blind')}</p>;
  const data = book.data;
  return (
    <section aria-label={t('book.title')}>
      <h2>{t('book.paperTitle', { name: account.name })}</h2>
      <div className="z-cash-filters">
        <Period value={days} onChange={onDays} />
        <Select
          label={t('book.document')}
          allowDeselect={false}
          value={kind}
          onChange={(value) => setKind(value ?? '')}
          data={[
            { value: '', label: t('book.allKinds') },
            ...DOCUMENT_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) })),
          ]}
        />
        <Button
          variant="default"
          leftSection={<IconFileSpreadsheet size={16} aria-hidden />}
          onClick={() => save('xlsx')}
        >
          {t('book.excel')}
        </Button>
        <Button variant="default" leftSection={<IconFileTypePdf size={16} aria-hidden />} onClick={() => save('pdf')}>
          {t('book.pdf')}
        </Button>
      </div>
      {data && (
        <table className="z-table">
          <thead>
            <tr>
              <th scope="col">{t('book.date')}</th>
              <th scope="col">{t('book.document')}</th>
              <th scope="col">{t('book.about')}</th>
              <th scope="col" className="z-number">
                {t('book.in')}
              </th>
              <th scope="col" className="z-number">
                {t('book.out')}
              </th>
              <th scope="col" className="z-number">
                {t('book.balance')}
              </th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <td colSpan={5}>{t('book.opening')}</td>
              <td className="z-number">{money(data.openingMinor)}</td>
            </tr>
            {data.rows.map((row) => (
              <tr key={row.documentId} {...rowOpens(() => onOpenDocument(row.documentId))}>
                <td>{formatDate(row.localDate, 'short', locale)}</td>
                <td>
                  <button type="button" className="z-link" onClick={() => onOpenDocument(row.documentId)}>
                    {t('document.title', { kind: t(`kinds.${row.kind}`), number: row.number })}
                  </button>
                </td>
                <td className="z-dim">{[row.about, row.comment].filter(Boolean).join('. ')}</td>
                <td className="z-number">{row.inMinor === 0 ? '' : money(row.inMinor)}</td>
                <td className="z-number">{row.outMinor === 0 ? '' : money(row.outMinor)}</td>
                <td className="z-number">{money(row.balanceMinor)}</td>
              </tr>
            ))}
            {data.count === 0 && (
              <tr>
                <td colSpan={6} className="z-dim">
                  {t('book.empty')}
                </td>
              </tr>
            )}
            <tr>
              <td colSpan={3}>
                <strong>{t('book.closing')}</strong>
              </td>
              <td className="z-number">{money(data.inMinor)}</td>
              <td className="z-number">{money(data.outMinor)}</td>
              <td className="z-number">
                <strong>{money(data.closingMinor)}</strong>
              </td>
            </tr>
          </tbody>
        </table>
      )}
      {data && data.count > data.rows.length && limit < 500 && (
        <Button mt={8} variant="subtle" onClick={() => setLimit(Math.min(500, limit + STEP * 2))}>
          {t('book.more', { count: data.count - data.rows.length })}
        </Button>
      )}
      {data && data.count > data.rows.length && limit >= 500 && (
        <p className="z-dim">{t('book.tooMany', { shown: data.rows.length, count: data.count })}</p>
      )}
    </section>
  );
}
