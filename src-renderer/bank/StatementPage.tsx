import './bank.css';
import { Alert, Button, FileButton, SegmentedControl, Select } from '@mantine/core';
import { IconArrowLeft, IconBuildingBank, IconCircleCheck, IconFileUpload } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BankLine, BankStatement } from '../../src-shared/bank/bank.contract.ts';
import { kindsFor } from '../../src-shared/bank/matching.rules.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { api, client } from '../api/client.ts';
import { useLocale, useMoney } from '../app/session.ts';
import { DocumentDrawer } from '../cash/DocumentDrawer.tsx';
import { OperationDrawer, type OperationStart } from '../cash/OperationDrawer.tsx';
import '../cash/cash.css';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ListPage } from '../ui/ListPage.tsx';
import { base64Of } from '../ui/upload.ts';
import { LinesTable } from './LinesTable.tsx';
import { usePostLines } from './use-post-lines.ts';

interface Loaded {
  /** Of this choice of a file: the same file chosen again is read again. */
  readonly id: string;
  readonly name: string;
  readonly base64: string;
}

/** «Выписка банка»: a file of the bank beside the books, each line with what it is or may be there (F6). */
export function StatementPage({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('bank');
  const [file, setFile] = useState<Loaded | null>(null);
  const [chosenId, setChosen] = useState<number | null>(null);
  const [isAll, setAll] = useState(false);
  const [start, setStart] = useState<OperationStart | null>(null);
  const [documentId, setDocumentId] = useState<number | null>(null);
  const accounts = useQuery(api.cash.accounts.queryOptions({ input: {} }));
  const banks = (accounts.data ?? []).filter(({ kind }) => kind === 'bank');
  const accountId = chosenId ?? banks[0]?.id ?? null;
  const read = useQuery({
    queryKey: [...api.bank.key(), 'statement', file?.id, accountId],
    queryFn: () => client.bank.statement({ base64: file?.base64 ?? '', accountId: accountId ?? 0 }),
    enabled: file !== null && accountId !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const load = (picked: File | null): void => {
    if (!picked) return;
    setAll(false);
    void base64Of(picked).then((base64) => setFile({ id: crypto.randomUUID(), name: picked.name, base64 }));
  };
  const statement = file === null || read.error !== null ? null : (read.data ?? null);
  const open = statement?.lines.filter(({ proposal }) => proposal.kind !== 'posted') ?? [];
  const sure = open.filter(({ proposal }) => proposal.isSure);
  const { post, postAll, busyKey } = usePostLines(accountId ?? 0);
  const otherwise = (line: BankLine): void => {
    const kinds = kindsFor(line.direction);
    const { proposal } = line;
    setStart({
      kind: kinds.find((kind) => kind === proposal.kind) ?? (line.direction === 'out' ? 'expense' : 'other_income'),
      ...(line.direction === 'out' ? { fromId: accountId ?? undefined } : { toId: accountId ?? undefined }),
      amountMinor: line.amountMinor,
      supplierId: proposal.kind === 'supplier_payment' ? proposal.supplierId : undefined,
      articleName: proposal.kind === 'expense' ? proposal.name : undefined,
      line: {
        requestKey: line.requestKey,
        localDate: line.localDate,
        comment: line.purpose.slice(0, 400),
        kinds,
        side: line.direction === 'out' ? 'from' : 'to',
      },
    });
  };
  const hasNoBank = accounts.data !== undefined && banks.length === 0;
  return (
    <ListPage
      title={t('title')}
      fact={statement ? t('left', { count: open.length }) : ''}
      query={{
        isPending: accounts.isPending || (file !== null && read.isPending),
        error: accounts.error ?? read.error,
      }}
      actions={
        <>
          <Button variant="default" leftSection={<IconArrowLeft size={18} aria-hidden />} onClick={onClose}>
            {t('back')}
          </Button>
          {!hasNoBank && (
            <FileButton accept=".txt,text/plain" onChange={load}>
              {(props) => (
                <Button
                  {...props}
                  variant={file ? 'default' : 'filled'}
                  leftSection={<IconFileUpload size={18} aria-hidden />}
                  data-autofocus
                >
                  {t(file ? 'other' : 'choose')}
                </Button>
              )}
            </FileButton>
          )}
          {sure.length > 0 && (
            <Button loading={busyKey === 'all'} disabled={busyKey !== null} onClick={() => void postAll(sure)}>
              {t('postSure', { count: sure.length })}
            </Button>
          )}
        </>
      }
      notice={
        banks.length > 1 && (
          <div className="z-cash-filters">
            <Select
              label={t('account')}
              allowDeselect={false}
              value={accountId === null ? null : String(accountId)}
              onChange={(value) => setChosen(value === null ? null : Number(value))}
              data={banks.map(({ id, name }) => ({ value: String(id), label: name }))}
            />
          </div>
        )
      }
      empty={
        hasNoBank ? (
          <EmptyState icon={IconBuildingBank} title={t('noBank')} text={t('noBankText')} />
        ) : statement === null ? (
          <EmptyState icon={IconFileUpload} title={t('empty')} text={t('emptyText')} />
        ) : null
      }
      overlay={
        <>
          {start && <OperationDrawer key={start.line?.requestKey} start={start} onClose={() => setStart(null)} />}
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
      {statement && (
        <div className="z-cash zb-statement">
          <Facts statement={statement} />
          <SegmentedControl
            size="xs"
            className="zb-show"
            value={isAll ? 'all' : 'open'}
            onChange={(value) => setAll(value === 'all')}
            data={[
              { value: 'open', label: `${t('show.open')} · ${open.length}` },
              { value: 'all', label: `${t('show.all')} · ${statement.lines.length}` },
            ]}
          />
          {open.length === 0 && !isAll ? (
            <EmptyState icon={IconCircleCheck} title={t('done')} text={t('doneText')} />
          ) : (
            <LinesTable
              lines={isAll ? statement.lines : open}
              busyKey={busyKey}
              onPost={(line) => void post(line)}
              onOtherwise={otherwise}
              onOpenDocument={setDocumentId}
            />
          )}
          {statement.missing.length > 0 && <Missing statement={statement} onOpenDocument={setDocumentId} />}
        </div>
      )}
    </ListPage>
  );
}

/** Whose statement it is, what is wrong with it, and the balances of the bank beside those of the books. */
function Facts({ statement }: { readonly statement: BankStatement }) {
  const { t } = useTranslation('bank');
  const money = useMoney();
  const locale = useLocale();
  const { account, fromDate, toDate, faults } = statement;
  const day = (date: string): string => formatDate(date, 'short', locale);
  const sides = [
    ['opening', statement.openingMinor, statement.bookOpeningMinor],
    ['closing', statement.closingMinor, statement.bookClosingMinor],
  ] as const;
  return (
    <>
      {statement.isOwnAccount === false && <Alert color="orange">{t('notOwn')}</Alert>}
      {statement.isShort && <Alert color="orange">{t('short')}</Alert>}
      {faults.length > 0 && (
        <Alert color="orange">
          {t('faults', { count: faults.length, lines: faults.map(({ textLine }) => textLine).join(', ') })}
        </Alert>
      )}
      <p className="z-dim">{t('span', { account, from: day(fromDate), to: day(toDate) })}</p>
      <table className="z-table zb-balances" aria-label={t('balances.label')}>
        <thead>
          <tr>
            <td />
            <th scope="col" className="z-number">
              {t('balances.bank')}
            </th>
            <th scope="col" className="z-number">
              {t('balances.book')}
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {sides.map(([side, bankMinor, bookMinor]) => (
            <tr key={side}>
              <td>{t(`balances.${side}`)}</td>
              <td className="z-number">{bankMinor === null ? '—' : money(bankMinor)}</td>
              <td className="z-number">{money(bookMinor)}</td>
              <td>
                {bankMinor === null ? (
                  <span className="z-dim">{t('balances.unknown')}</span>
                ) : bankMinor === bookMinor ? (
                  <span className="zb-even">{t('balances.even')}</span>
                ) : (
                  <span className="zb-off">{t('balances.off', { sum: money(Math.abs(bankMinor - bookMinor)) })}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

interface MissingProps {
  readonly statement: BankStatement;
  readonly onOpenDocument: (documentId: number) => void;
}

/** What the books have on these days and the bank has not. */
function Missing({ statement, onOpenDocument }: MissingProps) {
  const { t } = useTranslation('bank');
  const money = useMoney();
  const locale = useLocale();
  return (
    <section>
      <h2>{t('missing')}</h2>
      <p className="z-dim">{t('missingText')}</p>
      <table className="z-table zb-missing" aria-label={t('missing')}>
        <tbody>
          {statement.missing.map((one) => (
            <tr key={one.documentId}>
              <td>{formatDate(one.localDate, 'short', locale)}</td>
              <td>
                <button type="button" className="z-link" onClick={() => onOpenDocument(one.documentId)}>
                  {t('cash:document.title', { kind: t(`cash:kinds.${one.documentKind}`), number: one.number })}
                </button>
              </td>
              <td className="z-number">{money(one.signedMinor)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
