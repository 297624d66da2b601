import { Alert, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import type { CellFilterInput } from '../../src-shared/ledger/entries.contract.ts';
import type { ObligationKind } from '../../src-shared/ledger/owed.rules.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useDesk, useLocale, useMoney } from '../app/session.ts';
import { ClientLink } from '../clients/ClientLink.tsx';
import { ListPage } from '../ui/ListPage.tsx';
import { DrillFrame } from './DrillFrame.tsx';
import { ExportButtons } from './ExportButtons.tsx';
import { Figure, useDrill } from './figure.tsx';
import { DefinitionsSwitch, Term } from './Term.tsx';
import './finance.css';

const EVER = { fromDate: '1901-01-01', toDate: '2199-12-31' };

/** Who owes the salon, by age, and what the salon owes, down to each client, certificate and supplier. */
export function DebtsPage() {
  const { t } = useTranslation('ledger');
  const { today } = useDesk();
  const debts = useQuery(api.ledger.debts.queryOptions());
  const period = { fromDate: today, toDate: today };
  return (
    <DrillFrame>
      <ListPage title={t('tabs.debts')} query={debts} empty={null} actions={<DefinitionsSwitch />}>
        <div className="zf-head-line">
          <h2 className="zf-h2">
            <Term name={t('debts.title')} about={t('definitions.debts')} />
          </h2>
          <ExportButtons report="debts" period={period} />
        </div>
        <DebtsTable />
        <div className="zf-head-line">
          <h2 className="zf-h2">
            <Term name={t('owed.title')} about={t('definitions.obligations')} />
          </h2>
          <ExportButtons report="obligations" period={period} />
        </div>
        <ObligationsTable />
      </ListPage>
    </DrillFrame>
  );
}

function DebtsTable() {
  const { t } = useTranslation('ledger');
  const money = useMoney();
  const locale = useLocale();
  const drill = useDrill();
  const { data } = useQuery(api.ledger.debts.queryOptions());
  const [openId, setOpenId] = useState<number | null | undefined>();
  if (!data) return null;
  if (data.clients.length === 0) return <p className="z-dim">{t('debts.none')}</p>;
  return (
    <table className="z-table zf-table" aria-label={t('debts.title')}>
      <thead>
        <tr>
          <th scope="col">{t('debts.client')}</th>
          <th scope="col">{t('debts.oldest')}</th>
          {data.ages.map(({ age }) => (
            <th key={age} scope="col" className="z-number">
              {t(`ages.${age}`)}
            </th>
          ))}
          <th scope="col" className="z-number">
            {t('debts.total')}
          </th>
        </tr>
      </thead>
      <tbody>
        {data.clients.map((one) => (
          <Fragment key={one.clientId}>
            <tr>
              <th scope="row">
                <ClientLink clientId={one.clientId} name={one.name ?? t('debts.anonymous')} />
              </th>
              <td>{formatDate(one.oldestOn, 'short', locale)}</td>
              {one.ages.map((minor, index) => (
                <td key={index} className="z-number">
                  {minor === 0 ? <span className="z-dim">—</span> : money(minor)}
                </td>
              ))}
              <td className="z-number zf-strong">
                <button
                  type="button"
                  className="z-link zf-figure"
                  aria-expanded={openId === one.clientId}
                  aria-label={`${one.name ?? t('debts.anonymous')}: ${money(one.totalMinor)}, ${t('debts.sales', { count: one.sales.length })}`}
                  onClick={() => setOpenId(openId === one.clientId ? undefined : one.clientId)}
                >
                  {money(one.totalMinor)}
                </button>
              </td>
            </tr>
            {openId === one.clientId &&
              one.sales.map((sale) => (
                <tr key={sale.saleId} data-kind="part">
                  <th scope="row" colSpan={2 + data.ages.length}>
                    <button
                      type="button"
                      className="z-link zf-figure"
                      onClick={() => drill.openDocument(sale.documentId)}
                    >
                      {t('debts.sale', { number: sale.number, date: formatDate(sale.localDate, 'short', locale) })}
                    </button>
                  </th>
                  <td className="z-number">
                    <Figure
                      minor={sale.minor}
                      label={t('debts.sale', {
                        number: sale.number,
                        date: formatDate(sale.localDate, 'short', locale),
                      })}
                      question={{ period: EVER, filter: owedBy(sale.saleId), about: t('definitions.accounts.1100') }}
                    />
                  </td>
                </tr>
              ))}
          </Fragment>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2}>
            {t('owed.total')}
          </th>
          {data.ages.map(({ age, minor }) => (
            <td key={age} className="z-number">
              {money(minor)}
            </td>
          ))}
          <td className="z-number zf-strong">
            <Figure
              minor={data.totalMinor}
              label={`${t('debts.title')}, ${t('owed.total')}`}
              question={{ period: EVER, filter: owedBy(null), about: t('definitions.accounts.1100') }}
            />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

/** Entries of one check that is owed for, or of all. */
function owedBy(saleId: number | null): CellFilterInput {
  return { accounts: [1100], object: saleId, counters: null, counterObject: null, sign: 'debit', isOneSided: false };
}

function ObligationsTable() {
  const { t } = useTranslation('ledger');
  const money = useMoney();
  const { data } = useQuery(api.ledger.obligations.queryOptions());
  const [open, setOpen] = useState<ObligationKind | null>(null);
  if (!data) return null;
  return (
    <>
      <table className="z-table zf-table" aria-label={t('owed.title')}>
        <thead>
          <tr>
            <th scope="col">{t('owed.kind')}</th>
            <th scope="col">{t('owed.last')}</th>
            <th scope="col" className="z-number">
              {t('owed.minor')}
            </th>
          </tr>
        </thead>
        <tbody>
          {data.kinds.map(({ kind, account, minor }) => (
            <Fragment key={kind}>
              <tr>
                <th scope="row">
                  <Term name={t(`obligations.${kind}`)} about={t(`definitions.accounts.${account}`)} />
                </th>
                <td />
                <td className="z-number zf-strong">
                  {minor === 0 ? (
                    <span className="z-dim">{money(0)}</span>
                  ) : (
                    <button
                      type="button"
                      className="z-link zf-figure"
                      aria-expanded={open === kind}
                      aria-label={`${t(`obligations.${kind}`)}: ${money(minor)}`}
                      onClick={() => setOpen(open === kind ? null : kind)}
                    >
                      {money(minor)}
                    </button>
                  )}
                </td>
              </tr>
              {open === kind && <OwedRows kind={kind} account={account} />}
            </Fragment>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('owed.total')}</th>
            <td />
            <td className="z-number zf-strong">
              <Figure
                minor={data.totalMinor}
                label={`${t('owed.title')}, ${t('owed.total')}`}
                question={{
                  period: EVER,
                  about: t('definitions.obligations'),
                  filter: {
                    accounts: data.kinds.map((one) => one.account as CellFilterInput['accounts'][number]),
                    object: null,
                    counters: null,
                    counterObject: null,
                    sign: 'credit',
                    isOneSided: false,
                  },
                }}
              />
            </td>
          </tr>
        </tfoot>
      </table>
      {data.kinds.some(({ minor }) => minor < 0) && <p className="z-dim">{t('owed.prepaid')}</p>}
    </>
  );
}

/** Whom an obligation is owed to; each amount opens its entries. */
function OwedRows({ kind, account }: { readonly kind: ObligationKind; readonly account: number }) {
  const { t } = useTranslation('ledger');
  const locale = useLocale();
  const { data, error } = useQuery(api.ledger.obligation.queryOptions({ input: { kind } }));
  const isByClient = kind === 'deposits' || kind === 'bonuses';
  const filter: CellFilterInput = {
    accounts: [account as CellFilterInput['accounts'][number]],
    object: null,
    counters: null,
    counterObject: null,
    sign: 'credit',
    isOneSided: false,
  };
  if (!data) {
    return (
      <tr>
        <td colSpan={3}>{error ? <Alert color="danger">{errorText(error, t)}</Alert> : <Loader size="xs" />}</td>
      </tr>
    );
  }
  return (
    <>
      {data.rows.map((row) => (
        <tr key={row.object} data-kind="part">
          <th scope="row">
            <ClientLink clientId={row.clientId} name={row.name} />
          </th>
          <td>{row.lastOn === null ? '' : formatDate(row.lastOn, 'short', locale)}</td>
          <td className="z-number">
            <Figure
              minor={row.minor}
              label={row.name}
              question={{
                period: EVER,
                about: t(`definitions.accounts.${account}`),
                filter: isByClient ? filter : { ...filter, object: row.object },
                clientId: isByClient ? row.clientId : null,
              }}
            />
          </td>
        </tr>
      ))}
      {data.total > data.rows.length && (
        <tr>
          <td colSpan={3} className="z-dim">
            {t('owed.shown', { shown: data.rows.length, total: data.total })}
          </td>
        </tr>
      )}
    </>
  );
}
