import { Alert, Badge, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDate, formatInstant } from '../../src-shared/i18n/format.ts';
import { REVERSIBLE_KINDS } from '../../src-shared/cash/operations.rules.ts';
import { api, client } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { showError } from '../api/use-command.tsx';
import { useDesk, useMoney } from '../app/session.ts';
import { ClientLink } from '../clients/ClientLink.tsx';
import { openFile } from '../journal/documents.ts';
import { CardDrawer } from '../ui/CardDrawer.tsx';
import { rowOpens } from '../ui/row-opens.ts';
import { EntriesTable } from './EntriesDrawer.tsx';
import { useDrill } from './figure.tsx';
import { useNames } from './names.ts';

/** A document with everything behind it: entries, check, client, operation, who, storno. */
export function DocumentDrawer({ documentId, onClose }: { readonly documentId: number; readonly onClose: () => void }) {
  const { t } = useTranslation('ledger');
  const { documentName } = useNames();
  const { settings, session, today } = useDesk();
  const { locale } = session.user;
  const money = useMoney();
  const drill = useDrill();
  const card = useQuery(api.ledger.document.queryOptions({ input: { documentId: documentId as never } }));
  const { data } = card;
  const openPaper = (fileId: number): void =>
    void client.cash.documentFile({ documentId, fileId }).then(openFile, (error: unknown) => showError(error, t));
  const date = (value: string): string => formatDate(value, 'short', locale);
  const facts: [string, ReactNode][] = data
    ? [
        [t('card.date'), date(data.localDate)],
        [t('card.posted'), formatInstant(data.atMs, settings.timeZone, locale, Number(today.slice(0, 4)))],
        [t('card.by'), data.byName ?? t('card.program')],
        [
          t('card.client'),
          data.clientId === null ? null : (
            <ClientLink key="c" clientId={data.clientId} name={data.clientName ?? t('debts.anonymous')} />
          ),
        ],
        [t('card.staff'), data.staffName],
        [
          t('card.shift'),
          data.shift && t('card.shiftOf', { number: data.shift.number, date: date(data.shift.localDate) }),
        ],
        [t('card.from'), data.operation?.fromName],
        [t('card.to'), data.operation?.toName],
        [t('card.article'), data.operation?.articleName],
        [t('card.supplier'), data.operation?.supplierName],
        [t('card.fee'), data.operation && data.operation.feeMinor > 0 ? money(data.operation.feeMinor) : null],
        [t('card.dueOn'), data.operation?.dueOn ? date(data.operation.dueOn) : null],
        [t('card.reason'), data.reason],
        [t('card.comment'), data.comment],
      ]
    : [];
  return (
    <CardDrawer title={data ? documentName(data.kind, data.number) : '…'} size={720} onClose={onClose}>
      <div className="zf-drawer">
        {card.error && <Alert color="danger">{errorText(card.error, t)}</Alert>}
        {data && (
          <>
            <p className="zf-drawer-sum">
              <b>{money(data.amountMinor)}</b>
              {data.isReversed && <Badge color="red">{t('register.reversed')}</Badge>}
              {data.reversesKind && (
                <Badge color="gray">{t('register.storno', { kind: t(`documents.${data.reversesKind}`) })}</Badge>
              )}
              {REVERSIBLE_KINDS.has(data.kind) && (
                <Button
                  component={Link}
                  to={`/cash/operations?document=${documentId}`}
                  size="compact-sm"
                  variant="default"
                >
                  {t('card.openAtDesk')}
                </Button>
              )}
              {data.sale && (
                <Button
                  component={Link}
                  to={`/cash/sales?sale=${data.sale.saleId}`}
                  size="compact-sm"
                  variant="default"
                >
                  {t('card.openSale')}
                </Button>
              )}
              {data.sale?.visitId && (
                <Button component={Link} to={`/journal/${data.sale.localDate}`} size="compact-sm" variant="default">
                  {t('card.openVisit')}
                </Button>
              )}
            </p>
            <dl className="zf-facts">
              {facts
                .filter(([, value]) => value !== null && value !== undefined && value !== '')
                .map(([name, value]) => (
                  <div key={name}>
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                  </div>
                ))}
            </dl>
            {data.tenders.length > 0 && (
              <section aria-label={t('card.tenders')}>
                <h3 className="zf-h3">{t('card.tenders')}</h3>
                <table className="z-table zf-table">
                  <tbody>
                    {data.tenders.map((tender, index) => (
                      <tr key={index}>
                        <th scope="row">{t(`tenders.${tender.kind}`)}</th>
                        <td>{tender.accountName ?? tender.reference}</td>
                        <td className="z-number">{money(tender.amountMinor)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </section>
            )}
            <section aria-label={t('card.entries')}>
              <h3 className="zf-h3">{t('card.entries')}</h3>
              <EntriesTable rows={data.entries} amountOf={(row) => row.amountMinor} isOfDocument />
            </section>
            {data.files.length > 0 && (
              <section aria-label={t('card.files')}>
                <h3 className="zf-h3">{t('card.files')}</h3>
                <ul className="zf-files">
                  {data.files.map((file) => (
                    <li key={file.id}>
                      <button type="button" className="z-link zf-figure" onClick={() => openPaper(file.id)}>
                        {file.name}
                      </button>
                    </li>
                  ))}
                </ul>
              </section>
            )}
            {data.related.length > 0 && (
              <section aria-label={t('card.related')}>
                <h3 className="zf-h3">{t('card.related')}</h3>
                <table className="z-table zf-table">
                  <tbody>
                    {data.related.map((other) => (
                      <tr key={other.documentId} {...rowOpens(() => drill.openDocument(other.documentId))}>
                        <th scope="row">{t(`card.relations.${other.relation}`)}</th>
                        <td>
                          <button
                            type="button"
                            className="z-link zf-figure"
                            onClick={() => drill.openDocument(other.documentId)}
                          >
                            {documentName(other.kind, other.number)}
                          </button>
                          <small className="zf-under">{date(other.localDate)}</small>
                        </td>
                        <td className="z-number">{money(other.amountMinor)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </section>
            )}
          </>
        )}
      </div>
    </CardDrawer>
  );
}
