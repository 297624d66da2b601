import './invoices.css';
import { Alert, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Ticket } from '../../src-shared/checkout/checkout.contract.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import type { InvoiceRow, Payer } from '../../src-shared/invoices/invoices.contract.ts';
import { INVOICE_KINDS, type InvoiceKind } from '../../src-shared/invoices/invoices.rules.ts';
import { type PayerRequisites, payerFault } from '../../src-shared/invoices/requisites.rules.ts';
import { type CoreClient, api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useCommand } from '../api/use-command.tsx';
import { useCan, useLocale, useMoney } from '../app/session.ts';
import { closeCheckout } from '../checkout/checkout-desk.ts';
import { Choice } from '../settings/Choice.tsx';
import { CardDrawer } from '../ui/CardDrawer.tsx';
import { Keys } from '../ui/Keys.tsx';
import { InvoiceActs } from './InvoiceActs.tsx';
import { type PayerDraft, PayerFields } from './PayerFields.tsx';
import { usePrintInvoice } from './use-print-invoice.ts';
import { VoidDialog } from './VoidDialog.tsx';

/** The keys that open the papers of a check or a visit. */
export const INVOICE_KEYS = 'Ctrl+F9';

/** What is billed: a posted check, or one that is being made. */
export interface Billed {
  readonly saleId: number | null;
  readonly ticket: Ticket | null;
  readonly visitId: number | null;
  readonly clientId: number | null;
  readonly amountMinor: number;
  /** What it is, for the title. */
  readonly what: string;
}

interface InvoicesDrawerProps {
  readonly billed: Billed;
  readonly onClose: () => void;
}

/** Papers that a payer asks for: those that are issued, and the next one. */
export function InvoicesDrawer({ billed, onClose }: InvoicesDrawerProps) {
  const { t } = useTranslation('invoices');
  const { saleId, visitId, clientId } = billed;
  const papers = useQuery(
    api.invoices.of.queryOptions({
      input: { saleId: saleId as never, visitId: visitId as never, clientId: clientId as never },
    }),
  );
  if (papers.data) return <Papers billed={billed} papers={papers.data} onClose={onClose} />;
  // A drawer that is there before its content would take the way back from whoever comes after it.
  if (!papers.error) return null;
  return (
    <CardDrawer title={t('dialog.title', { what: billed.what })} size={720} onClose={onClose}>
      <p className="z-card-body" role="alert">
        {errorText(papers.error, t)}
      </p>
    </CardDrawer>
  );
}

type PapersOf = Awaited<ReturnType<CoreClient['invoices']['of']>>;

interface PapersProps extends InvoicesDrawerProps {
  readonly papers: PapersOf;
}

function Papers({ billed, papers, onClose }: PapersProps) {
  const { t } = useTranslation('invoices');
  const money = useMoney();
  const { print, printing } = usePrintInvoice();
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [kind, setKind] = useState<InvoiceKind>('invoice');
  const [draft, setDraft] = useState<PayerDraft>(() => firstPayer(papers, billed));
  const [fault, setFault] = useState<{ field: string; text: string } | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [voided, setVoided] = useState<InvoiceRow | null>(null);
  const issue = useCommand(api.invoices.issue.mutationOptions(), {
    onRefused: (error) => {
      setRefusal(errorText(error, t));
      return true;
    },
  });
  const removePayer = useCommand(api.invoices.removePayer.mutationOptions());
  // What was typed is kept by now: from here on it is the kept one that is changed.
  const same = draft.payerId === null ? papers.payers.find((payer) => isSame(payer, tidy(draft.values))) : undefined;
  if (same) setDraft(keptDraft(same));
  const missing = papers.missing[kind];
  const isEarly = kind === 'vat_invoice' && billed.saleId === null;
  const submit = async (): Promise<void> => {
    if (issue.isPending || missing.length > 0 || isEarly) return;
    const payer = tidy(draft.values);
    const wrong = payerFault(payer, kind);
    setRefusal(null);
    setFault(wrong && { field: wrong.field, text: t(`errors:fault.${wrong.fault}`) });
    if (wrong) return;
    const done = await issue.run({
      key,
      kind,
      saleId: billed.saleId,
      ticket: billed.saleId === null ? billed.ticket : null,
      payerId: draft.payerId,
      payer,
    });
    if (!done) return;
    setKey(crypto.randomUUID());
    print(done.invoiceId);
  };
  return (
    <CardDrawer
      title={t('dialog.title', { what: billed.what })}
      size={720}
      onClose={onClose}
      onSave={() => void submit()}
    >
      <div className="z-card-body">
        {papers.invoices.length > 0 && (
          <section aria-label={t('dialog.issued')}>
            <h3 className="zi-heading">{t('dialog.issued')}</h3>
            <ul className="zi-papers">
              {papers.invoices.map((invoice) => (
                <IssuedPaper
                  key={invoice.invoiceId}
                  invoice={invoice}
                  isPrinting={printing === invoice.invoiceId}
                  onPrint={() => print(invoice.invoiceId)}
                  onVoid={() => setVoided(invoice)}
                />
              ))}
            </ul>
          </section>
        )}
        <h3 className="zi-heading">{t('dialog.payer')}</h3>
        <PayerFields
          payers={papers.payers}
          draft={draft}
          fault={fault}
          hasClient={billed.clientId !== null}
          onChoose={(payerId) => {
            setFault(null);
            const kept = papers.payers.find((payer) => payer.payerId === payerId);
            setDraft(kept ? keptDraft(kept) : newPayer(papers, billed));
          }}
          onChange={(values) => {
            setFault(null);
            setDraft({ ...draft, values });
          }}
          onRemove={(payerId) => {
            void removePayer.run({ payerId }).then((done) => {
              if (done) setDraft({ ...draft, payerId: null });
            });
          }}
        />
        <Choice
          label={t('list.kind')}
          value={kind}
          data={INVOICE_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          onChange={(value) => {
            setRefusal(null);
            setFault(null);
            setKind(value === 'vat_invoice' ? 'vat_invoice' : 'invoice');
          }}
        />
        {isEarly && <Alert color="gray">{t('dialog.notYet')}</Alert>}
        {missing.length > 0 && <Missing fields={missing} onLeave={onClose} />}
        {refusal !== null && (
          <Alert color="danger" role="alert">
            {refusal}
          </Alert>
        )}
      </div>
      <footer className="z-card-foot">
        <span className="z-dim">{t('dialog.sum', { sum: money(billed.amountMinor) })}</span>
        <Button variant="default" onClick={onClose}>
          {t('common:close')}
        </Button>
        <Button
          type="submit"
          loading={issue.isPending}
          disabled={missing.length > 0 || isEarly}
          rightSection={<Keys shortcut="Ctrl+Enter" />}
        >
          {t(kind === 'invoice' ? 'dialog.invoice' : 'dialog.vatInvoice')}
        </Button>
      </footer>
      {voided && <VoidDialog invoice={voided} onClose={() => setVoided(null)} />}
    </CardDrawer>
  );
}

interface IssuedPaperProps {
  readonly invoice: InvoiceRow;
  readonly isPrinting: boolean;
  readonly onPrint: () => void;
  readonly onVoid: () => void;
}

function IssuedPaper({ invoice, isPrinting, onPrint, onVoid }: IssuedPaperProps) {
  const { t } = useTranslation('invoices');
  const money = useMoney();
  const locale = useLocale();
  const about = [
    formatDate(invoice.localDate, 'short', locale),
    invoice.payerName || t('list.nameless'),
    money(invoice.amountMinor),
    invoice.voidReason,
  ];
  return (
    <li>
      <b>{t('numbered', { kind: invoice.kind, number: invoice.number })}</b>
      <span className="zi-state" data-state={invoice.state}>
        {t(`states.${invoice.state}`, { context: invoice.kind })}
      </span>
      <InvoiceActs invoice={invoice} isPrinting={isPrinting} onPrint={onPrint} onVoid={onVoid} />
      <small className="z-dim">{about.filter(Boolean).join(' · ')}</small>
    </li>
  );
}

/** Says what of the salon's requisites is not filled in, and leads there whoever may fill it in. */
function Missing({ fields, onLeave }: { readonly fields: readonly string[]; readonly onLeave: () => void }) {
  const { t } = useTranslation('invoices');
  const mayFill = useCan('settings');
  return (
    <Alert color="orange" role="status">
      {t('dialog.missing', { fields: fields.map((field) => t(`dialog.fields.${field}`)).join(', ') })}{' '}
      {mayFill ? (
        <Link
          to="/settings/requisites"
          onClick={() => {
            onLeave();
            // The check that is being made is kept, and would lie over the settings.
            closeCheckout();
          }}
        >
          {t('dialog.toRequisites')}
        </Link>
      ) : (
        t('dialog.askOwner')
      )}
    </Alert>
  );
}

function firstPayer(papers: PapersOf, billed: Billed): PayerDraft {
  const [kept] = papers.payers;
  return kept ? keptDraft(kept) : newPayer(papers, billed);
}

function newPayer({ clientName, payers }: PapersOf, { clientId }: Billed): PayerDraft {
  const isPerson = clientId !== null && clientName !== null && payers.length === 0;
  return {
    payerId: null,
    values: {
      kind: isPerson ? 'person' : 'company',
      name: isPerson ? clientName : '',
      taxNumber: '',
      reasonCode: '',
      address: '',
    },
  };
}

function keptDraft({ payerId, kind, name, taxNumber, reasonCode, address }: Payer): PayerDraft {
  return { payerId, values: { kind, name, taxNumber, reasonCode, address } };
}

function isSame(payer: Payer, values: PayerRequisites): boolean {
  return (['kind', 'name', 'taxNumber', 'reasonCode', 'address'] as const).every(
    (name) => payer[name] === values[name],
  );
}

/** As it will be kept: outer spaces cut, a reason code only of a company. */
function tidy(values: PayerRequisites): PayerRequisites {
  return {
    kind: values.kind,
    name: values.name.trim(),
    taxNumber: values.taxNumber.trim(),
    reasonCode: values.kind === 'company' ? values.reasonCode.trim() : '',
    address: values.address.trim(),
  };
}
