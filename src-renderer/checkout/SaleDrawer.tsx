import { Button, Group, Loader } from '@mantine/core';
import {
  IconArrowBackUp,
  IconCash,
  IconFileInvoice,
  IconFileText,
  IconPrinter,
  IconReceiptRefund,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sale } from '../../src-shared/checkout/sales.contract.ts';
import { formatDate, formatInstant, formatNumber } from '../../src-shared/i18n/format.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { shortcutOf } from '../app/shortcut.ts';
import { useCan, useDesk, useLocale, useMoney } from '../app/session.ts';
import { ClientLink } from '../clients/ClientLink.tsx';
import { INVOICE_KEYS, InvoicesDrawer } from '../invoices/InvoicesDrawer.tsx';
import { SaleReceipts } from '../fiscal/SaleReceipts.tsx';
import { CardDrawer } from '../ui/CardDrawer.tsx';
import { Keys } from '../ui/Keys.tsx';
import './checkout.css';
import { openCheckout } from './checkout-desk.ts';
import { useLineName } from './line-name.ts';
import { RefundDialog } from './RefundDialog.tsx';
import { ReverseDialog } from './ReverseDialog.tsx';
import { TakeBackDialog } from './TakeBackDialog.tsx';
import { PAPER_KEYS, usePrintPaper } from './use-print-paper.ts';
import { useWords } from './use-words.ts';

interface SaleDrawerProps {
  readonly saleId: number;
  readonly onClose: () => void;
}

/** One check: what was sold and why at that price, how it was paid, and everything posted after it. */
export function SaleDrawer({ saleId, onClose }: SaleDrawerProps) {
  const { t } = useTranslation('checkout');
  const sale = useQuery(api.checkout.sale.queryOptions({ input: { saleId: saleId as Sale['saleId'] } }));
  const [asks, setAsks] = useState<'refund' | 'reverse' | 'invoices' | null>(null);
  const [taken, setTaken] = useState<OwnDocument | null>(null);
  const mayRefund = useCan('refund');
  const mayReverse = useCan('reopen_visit');
  const mayPay = useCan('take_payment');
  const mayInvoice = useCan('print_documents');
  const { print, printing } = usePrintPaper();
  const { data } = sale;
  const isLive = data?.status === 'posted' || data?.status === 'partly_refunded';
  const onPaperKey = (event: KeyboardEvent): void => {
    const shortcut = shortcutOf(event);
    const paper = PAPER_KEYS[shortcut];
    const isInvoice = shortcut === INVOICE_KEYS && mayInvoice;
    if ((!paper && !isInvoice) || !data) return;
    event.preventDefault();
    if (paper) print(paper, data.saleId);
    else setAsks('invoices');
  };
  return (
    <CardDrawer
      title={data ? t('sales.card.title', { number: data.number }) : t('sales.card.loading')}
      size={1000}
      onClose={onClose}
    >
      <div className="z-card-body" onKeyDown={onPaperKey}>
        {data ? <SaleFacts sale={data} onLeave={onClose} onTakeBack={mayRefund ? setTaken : null} /> : null}
        {sale.error && <p role="alert">{errorText(sale.error, t)}</p>}
        {sale.isPending && <Loader aria-label={t('sales.card.loading')} />}
      </div>
      <footer className="z-card-foot" style={{ flexWrap: 'wrap' }} onKeyDown={onPaperKey}>
        <span>
          {data?.status === 'reversed' && mayPay && (
            <Button
              leftSection={<IconCash size={16} aria-hidden />}
              onClick={() => {
                onClose();
                openCheckout({ visitId: data.visitId, clientId: data.clientId, again: data });
              }}
            >
              {t(data.visitId === null ? 'sales.reverse.sellAgain' : 'sales.reverse.payAgain')}
            </Button>
          )}
          {data && isLive && (
            <Group gap={8} wrap="nowrap">
              {mayRefund && (
                <Button
                  variant="default"
                  leftSection={<IconReceiptRefund size={16} aria-hidden />}
                  onClick={() => setAsks('refund')}
                >
                  {t('sales.refund.open')}
                </Button>
              )}
              {mayReverse && data.status === 'posted' && (
                <Button
                  variant="subtle"
                  color="danger"
                  leftSection={<IconArrowBackUp size={16} aria-hidden />}
                  onClick={() => setAsks('reverse')}
                >
                  {t(data.visitId === null ? 'sales.reverse.open' : 'sales.reverse.openVisit')}
                </Button>
              )}
            </Group>
          )}
        </span>
        {mayInvoice && (
          <Button
            variant="default"
            disabled={!data}
            leftSection={<IconFileInvoice size={16} aria-hidden />}
            rightSection={<Keys shortcut={INVOICE_KEYS} />}
            onClick={() => setAsks('invoices')}
          >
            {t('invoices:dialog.open')}
          </Button>
        )}
        <Button
          variant="default"
          disabled={!data}
          loading={printing === 'act'}
          leftSection={<IconFileText size={16} aria-hidden />}
          rightSection={<Keys shortcut="Shift+F9" />}
          onClick={() => {
            if (data) print('act', data.saleId);
          }}
        >
          {t('screen.paid.act')}
        </Button>
        <Button
          variant="default"
          disabled={!data}
          loading={printing === 'slip'}
          leftSection={<IconPrinter size={16} aria-hidden />}
          rightSection={<Keys shortcut="F9" />}
          onClick={() => {
            if (data) print('slip', data.saleId);
          }}
        >
          {t('screen.paid.print')}
        </Button>
        <Button data-autofocus onClick={onClose}>
          {t('common:close')}
        </Button>
      </footer>
      {asks === 'refund' && data && <RefundDialog sale={data} onClose={() => setAsks(null)} />}
      {taken && <TakeBackDialog document={taken} onClose={() => setTaken(null)} />}
      {asks === 'invoices' && data && (
        <InvoicesDrawer
          billed={{
            saleId: data.saleId,
            ticket: null,
            visitId: data.visitId,
            clientId: data.clientId,
            amountMinor: data.netMinor - data.refundedMinor,
            what: t('invoices:dialog.ofSale', { number: data.number }),
          }}
          onClose={() => setAsks(null)}
        />
      )}
      {asks === 'reverse' && data && <ReverseDialog sale={data} onClose={() => setAsks(null)} />}
    </CardDrawer>
  );
}

/** A document of a check that is taken back by itself. */
type OwnDocument = Sale['documents'][number] & { readonly kind: 'refund' | 'payment' };

function isOwn(document: Sale['documents'][number]): document is OwnDocument {
  return document.kind === 'refund' || document.kind === 'payment';
}

interface SaleFactsProps {
  readonly sale: Sale;
  readonly onLeave: () => void;
  /** Null without the right. */
  readonly onTakeBack: ((document: OwnDocument) => void) | null;
}

function SaleFacts({ sale, onLeave, onTakeBack }: SaleFactsProps) {
  const { t } = useTranslation('checkout');
  const money = useMoney();
  const locale = useLocale();
  const { settings, today } = useDesk();
  const words = useWords();
  const lineName = useLineName();
  const [openId, setOpenId] = useState<number | null>(null);
  /** What was posted after the check, by its document: its money is called by it. */
  const since = new Map(sale.documents.map(({ documentId, kind }) => [documentId, kind]));
  const at = (ms: number): string => formatInstant(ms, settings.timeZone, locale, Number(today.slice(0, 4)));
  return (
    <div className="zc-sale">
      <div className="zc-sale-head">
        <span className="zc-status" data-status={sale.status}>
          {t(`sales.status.${sale.status}`)}
        </span>
        <span>{at(sale.atMs)}</span>
        {sale.clientId === null ? (
          <span className="z-dim">{t('screen.client.nobody')}</span>
        ) : (
          <ClientLink className="z-link" clientId={sale.clientId} name={sale.clientName ?? ''} onClick={onLeave} />
        )}
        {sale.cashierName && <span className="z-dim">{t('sales.card.cashier', { name: sale.cashierName })}</span>}
      </div>
      <table className="zc-sale-lines">
        <thead>
          <tr>
            <th>{t('screen.lines.columns.what')}</th>
            <th>{t('screen.lines.columns.who')}</th>
            <th>{t('screen.lines.columns.quantity')}</th>
            <th>{t('screen.lines.columns.discount')}</th>
            <th>{t('screen.lines.columns.sum')}</th>
          </tr>
        </thead>
        <tbody>
          {sale.lines.map((line) => (
            <tr key={line.saleLineId}>
              <td>
                <button
                  type="button"
                  className="z-link"
                  aria-expanded={openId === line.saleLineId}
                  onClick={() => setOpenId(openId === line.saleLineId ? null : line.saleLineId)}
                >
                  {lineName(line)}
                </button>
                {line.note !== '' && <small className="z-dim">{line.note}</small>}
                {line.refundedMinor > 0 && (
                  <small className="zc-owes">{t('sales.card.refunded', { sum: money(line.refundedMinor) })}</small>
                )}
                {openId === line.saleLineId && (
                  <ol className="zc-sale-why">
                    {line.why.map((sentence) => (
                      <li key={`${sentence.key}${JSON.stringify(sentence.values)}`}>{words(sentence)}</li>
                    ))}
                  </ol>
                )}
              </td>
              <td>
                {line.staffName ?? (line.sellerName === null ? '—' : '')}
                {line.sellerName !== null && (
                  <small className="z-dim">{t('screen.lines.soldBy', { name: line.sellerName })}</small>
                )}
              </td>
              <td className="z-nums">{formatNumber(line.quantityMilli / 1000, locale, 3)}</td>
              <td className="z-nums">
                {line.grossMinor > line.netMinor ? `−${money(line.grossMinor - line.netMinor)}` : '—'}
              </td>
              <td className="z-nums">{money(line.netMinor)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className="zc-totals">
        {sale.discountMinor > 0 && (
          <>
            <div>
              <dt>{t('screen.totals.gross')}</dt>
              <dd>{money(sale.grossMinor)}</dd>
            </div>
            <div className="zc-off">
              <dt>{t('sales.card.discount')}</dt>
              <dd>−{money(sale.discountMinor)}</dd>
            </div>
          </>
        )}
        <div className="zc-due">
          <dt>{t('sales.card.total')}</dt>
          <dd>{money(sale.netMinor)}</dd>
        </div>
        {sale.tenders.map((tender) => (
          <div key={tender.tenderId}>
            <dt>
              {since.has(tender.documentId) &&
                `${t(`sales.card.since.${since.get(tender.documentId)}`, { defaultValue: t('sales.card.since.refund') })}: `}
              {tender.certificateNumber
                ? t('screen.tenders.certificate', { number: tender.certificateNumber })
                : t(`screen.kinds.${tender.kind}`)}
              {tender.changeMinor !== null && tender.changeMinor > 0 && (
                <span className="z-dim">
                  {' '}
                  {t('sales.card.change', { given: money(tender.givenMinor ?? 0), change: money(tender.changeMinor) })}
                </span>
              )}
              {tender.accountName && <span className="z-dim"> · {tender.accountName}</span>}
            </dt>
            <dd>{money(tender.amountMinor)}</dd>
          </div>
        ))}
        {sale.keptMinor > 0 && (
          <div>
            <dt>{t('sales.card.kept')}</dt>
            <dd>{money(sale.keptMinor)}</dd>
          </div>
        )}
        {sale.debtMinor > 0 && (
          <div className="zc-owes">
            <dt>{t('sales.card.debt')}</dt>
            <dd>{money(sale.debtMinor)}</dd>
          </div>
        )}
      </dl>
      {sale.comment !== '' && <p>{sale.comment}</p>}
      <SaleReceipts saleId={sale.saleId} />
      {sale.documents.length > 0 && (
        <section>
          <h3>{t('sales.card.after')}</h3>
          <ul className="zc-documents">
            {sale.documents.map((document) => (
              <li key={document.documentId}>
                <b>{t(`sales.documents.${document.kind}`, { number: document.number, defaultValue: document.kind })}</b>
                <span className="z-nums">{money(document.amountMinor)}</span>
                <span className="z-dim">
                  {document.isReversed && <b>{t('sales.takeBack.done')} · </b>}
                  {formatDate(document.localDate, 'short', locale)}
                  {document.byName && `, ${document.byName}`}
                  {document.reason !== '' && ` · ${document.reason}`}
                </span>
                {onTakeBack && !document.isReversed && isOwn(document) && sale.status !== 'reversed' && (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    color="danger"
                    aria-label={`${t('sales.takeBack.open')}: ${t(`sales.documents.${document.kind}`, { number: document.number })}`}
                    onClick={() => onTakeBack(document)}
                  >
                    {t('sales.takeBack.open')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
