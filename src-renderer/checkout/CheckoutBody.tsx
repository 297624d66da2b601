import { Alert, Button, CloseButton } from '@mantine/core';
import { IconFileInvoice, IconRotate } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { discountSums, tenderInputs } from '../../src-shared/checkout/desk.rules.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { hasCode } from '../api/error-text.ts';
import { shortcutOf } from '../app/shortcut.ts';
import { useCan, useDesk, useLocale, useMoney } from '../app/session.ts';
import { INVOICE_KEYS, InvoicesDrawer } from '../invoices/InvoicesDrawer.tsx';
import { Keys } from '../ui/Keys.tsx';
import { AddLine } from './AddLine.tsx';
import { CheckoutClient } from './CheckoutClient.tsx';
import { CheckoutNotes } from './CheckoutNotes.tsx';
import { type CheckoutActs, checkoutAct } from './checkout-keys.ts';
import type { MoneyLineKind } from './checkout-desk.ts';
import { LinesTable } from './LinesTable.tsx';
import { type MoneyLineAsk, MoneyLineDialog } from './MoneyLineDialog.tsx';
import { NewProductDialog } from './NewProductDialog.tsx';
import { PaidPanel } from './PaidPanel.tsx';
import { RebookDialog } from './RebookDialog.tsx';
import { RebookLine } from './RebookLine.tsx';
import { ShiftDialog } from './ShiftDialog.tsx';
import { TotalsPane } from './TotalsPane.tsx';
import { changedLine, newLine, withLine, withProduct, withoutLine } from './ticket-lines.ts';
import { UnknownCode } from './UnknownCode.tsx';
import { useCheckoutFocus } from './use-checkout-focus.ts';
import { forgetPending, isPendingOf, pendingPayment, usePayment } from './use-payment.ts';
import { useCodeScan } from './use-code-scan.ts';
import { useCodes } from './use-codes.ts';
import { useHindrance } from './use-hindrance.ts';
import { useProblemText } from './use-problem-text.ts';
import { useRebook } from './use-rebook.ts';
import { type TenderKey, useTenders } from './use-tenders.ts';
import { type Begun, useTicket } from './use-ticket.ts';

interface CheckoutBodyProps {
  readonly begun: Begun;
  /** The line that it begins with. */
  readonly begins: MoneyLineKind | null;
  readonly onClose: () => void;
  /** Leaves the kept draft and begins with what was booked. */
  readonly onAnew: () => void;
}

/** The check in the making: what is sold at the left, what is paid and how at the right. */
export function CheckoutBody({ begun, begins, onClose, onAnew }: CheckoutBodyProps) {
  const { t } = useTranslation('checkout');
  const locale = useLocale();
  const money = useMoney();
  const { settings } = useDesk();
  const root = useRef<HTMLDivElement>(null);
  const desk = useTicket(begun);
  const { ticket, quote, change } = desk;
  const tenders = useTenders(quote);
  const rebook = useRebook(settings.asksRebook ? begun.rebook : null, ticket.clientId);
  const focus = useCheckoutFocus(root);
  const problemText = useProblemText();
  const [openKey, setOpenKey] = useState<string | null>(null);
  const [asks, setAsks] = useState<'rebook' | 'number' | 'product' | 'shift' | 'invoices' | null>(null);
  const [lineAsk, setLineAsk] = useState<MoneyLineAsk | null>(begins && { kind: begins });
  const [fault, setFault] = useState<string | null>(null);
  const [isWaiting, setWaiting] = useState(false);
  /** What was paid, as it stood when it was sent: the check is priced anew when everything has moved. */
  const [sent, setSent] = useState({ dueMinor: 0, keptMinor: 0 });
  const [pending, setPending] = useState(() => {
    const lost = pendingPayment();
    return lost && isPendingOf(lost, ticket) && ticket.visitId === null ? lost : null;
  });
  const payment = usePayment(
    () => desk.done(),
    (error) => {
      if (hasCode(error, 'STALE_VERSION')) {
        setFault(t('screen.faults.priceChanged'));
        void desk.reprice();
        return;
      }
      setFault(problemText(error));
      focus.onError(error);
    },
  );
  const isOpen = payment.stage.kind === 'open';
  const mayInvoice = useCan('print_documents') && ticket.lines.length > 0;

  const addProduct = (productId: number): void => {
    change((old) => withProduct(old, productId).ticket);
    setFault(null);
  };
  const codes = useCodes({ ticket, quote, tenders, change, onFault: setFault });
  const isOverlaid =
    asks === 'rebook' || asks === 'product' || asks === 'shift' || asks === 'invoices' || lineAsk !== null;
  useCodeScan(isOpen && !isOverlaid, codes.read);
  const hindrance = useHindrance(ticket, quote, tenders);

  const hold = (key: TenderKey): void => {
    setFault(null);
    if (key === 'debt') {
      if (hindrance.debt) setFault(hindrance.debt);
      else tenders.setLeavesDebt(!tenders.leavesDebt);
    } else if (key === 'certificate') {
      const used = tenders.rows.map(({ certificateId }) => certificateId);
      const next = quote.certificates.find(({ certificateId }) => !used.includes(certificateId));
      if (next) tenders.choose('certificate', next);
      else askNumber();
    } else if (key === 'deposit' && quote.depositMinor === 0) setFault(t('screen.faults.noDeposit'));
    else tenders.choose(key);
  };
  const askNumber = (): void => {
    setAsks('number');
    focus.to('certificate-number');
  };
  const send = (rebookSkip: string | null): void => {
    const keepsChange = tenders.keepsChange && tenders.plan.changeMinor > 0;
    setSent({ dueMinor: quote.dueMinor, keptMinor: keepsChange ? tenders.plan.changeMinor : 0 });
    payment.pay({
      ticket,
      tenders: tenderInputs(tenders.rows, tenders.plan),
      expectedDueMinor: quote.dueMinor,
      leavesDebt: tenders.leavesDebt && tenders.plan.restMinor > 0,
      keepsChange,
      rebookSkip,
    });
  };
  const pay = (): void => {
    if (!isOpen) return;
    if (!desk.isCurrent) {
      // Pressed before the new prices are here: they are waited for, and paid only if they are what was seen.
      setWaiting(true);
      return;
    }
    const inTheWay = hindrance.find();
    setFault(inTheWay?.text ?? null);
    if (inTheWay) {
      focus.to(inTheWay.at);
      return;
    }
    if (rebook.isOpen) setAsks('rebook');
    else send(rebook.skipReason);
  };
  const shownDue = useRef(quote.dueMinor);
  useEffect(() => {
    if (!desk.isCurrent) return;
    const isSame = shownDue.current === quote.dueMinor;
    shownDue.current = quote.dueMinor;
    if (!isWaiting) return;
    setWaiting(false);
    if (isSame) pay();
    else setFault(t('screen.faults.newTotal', { due: money(quote.dueMinor) }));
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the prices come
  }, [desk.isCurrent, quote.dueMinor]);

  const firstProblem = begun.quote.problems.find(({ lineKey }) => lineKey !== null)?.lineKey ?? null;
  useEffect(() => {
    focus.to(firstProblem === null ? 'search' : `problem-${firstProblem}`);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the screen opens
  }, []);
  useEffect(() => {
    if (tenders.focus) focus.to(`tender-${tenders.focus.id}`);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- when a way of paying is chosen
  }, [tenders.focus]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    // Keys of the dialogs over this screen come up here, too.
    if (!root.current?.contains(event.target as Node) || !isOpen) return;
    const act = checkoutAct(shortcutOf(event), actsHere());
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) act();
  };
  const actsHere = (): CheckoutActs => {
    const line = focus.lineKey();
    // From the search field a discount and a seller mean what was added last.
    const lineOrLast = line ?? ticket.lines.at(-1)?.key ?? null;
    return {
      hold,
      pay,
      goTo: focus.to,
      ask: rebook.canAsk ? setAsks : null,
      invoice: mayInvoice ? () => setAsks('invoices') : null,
      why: () => setOpenKey(openKey === null ? (line ?? ticket.lines[0]?.key ?? null) : null),
      discount: lineOrLast === null ? null : () => focus.to(`discount-${lineOrLast}`, true),
      seller:
        lineOrLast === null
          ? null
          : () => {
              setOpenKey(lineOrLast);
              focus.to(`seller-${lineOrLast}`);
            },
      remove: line === null ? null : () => removeLine(line),
    };
  };
  const removeLine = (key: string): void => {
    const at = ticket.lines.findIndex((line) => line.key === key);
    const next = ticket.lines[at + 1] ?? ticket.lines[at - 1];
    change((old) => withoutLine(old, key));
    focus.to(next ? `line-${next.key}` : 'search');
  };

  if (payment.stage.kind === 'paid') {
    return (
      <PaidPanel
        paid={payment.stage.paid}
        wasUnsure={payment.stage.wasUnsure}
        dueMinor={sent.dueMinor}
        keptMinor={sent.keptMinor}
        clientName={quote.clientName}
        clientId={quote.clientId}
        visitId={ticket.visitId}
        rebooked={rebook.booked}
        onClose={onClose}
      />
    );
  }
  const title =
    ticket.visitId === null
      ? t('screen.titleSale')
      : t('screen.title', {
          who: quote.clientName ?? t('screen.noClient'),
          date: formatDate(quote.pricedOn, 'dayMonth', locale),
        });
  return (
    <div ref={root} className="zc-body" onKeyDown={onKeyDown}>
      <header className="zc-head">
        <h1>{title}</h1>
        {begun.isDraft && (
          <span className="zc-draft">
            {t('screen.draft.note')}
            <Button size="compact-sm" variant="subtle" leftSection={<IconRotate size={14} />} onClick={onAnew}>
              {t('screen.draft.anew')}
            </Button>
          </span>
        )}
        <CheckoutClient
          visitId={ticket.visitId}
          clientId={ticket.clientId}
          quote={quote}
          onChange={(clientId) => change((old) => ({ ...old, clientId }))}
        />
        {mayInvoice && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconFileInvoice size={14} aria-hidden />}
            rightSection={<Keys shortcut={INVOICE_KEYS} />}
            onClick={() => setAsks('invoices')}
          >
            {t('invoices:dialog.open')}
          </Button>
        )}
        <CloseButton aria-label={t('screen.close')} onClick={onClose} />
      </header>
      <div className="zc-columns">
        <section className="zc-left" aria-label={t('screen.lines.label')}>
          <CheckoutNotes
            quote={quote}
            changes={desk.changes}
            hasFollowed={desk.hasFollowed}
            error={desk.error}
            pending={pending}
            onResume={() => {
              if (!pending) return;
              setSent({ dueMinor: pending.expectedDueMinor, keptMinor: 0 });
              payment.resume(pending);
            }}
            onForget={() => {
              forgetPending();
              setPending(null);
            }}
            onSeen={desk.forgetChanges}
            onOpenShift={() => setAsks('shift')}
          />
          <LinesTable
            ticket={ticket}
            quote={quote}
            openKey={openKey}
            onOpen={setOpenKey}
            onChange={(key, part) => {
              setFault(null);
              change((old) => changedLine(old, key, part));
            }}
            onRemove={removeLine}
            onEdit={(line) => {
              if (line.kind !== 'service' && line.kind !== 'product') setLineAsk({ kind: line.kind, line });
            }}
          />
          {codes.unknown && (
            <UnknownCode unknown={codes.unknown} onCreate={() => setAsks('product')} onClose={codes.forget} />
          )}
          <AddLine
            ticket={ticket}
            onService={(serviceId, staffId) => {
              const line = newLine('service', { serviceId: serviceId as never, staffId: staffId as never });
              change((old) => ({ ...old, lines: [...old.lines, line] }));
            }}
            onProduct={addProduct}
            onMoneyLine={setLineAsk}
            onCode={codes.read}
          />
          {rebook.canAsk && <RebookLine rebook={rebook} onAsk={() => setAsks('rebook')} />}
        </section>
        <TotalsPane
          quote={quote}
          ticket={ticket}
          discounts={discountSums(quote.lines)}
          tenders={tenders}
          fault={fault}
          isSending={payment.stage.kind === 'sending' || isWaiting}
          isUnsure={payment.stage.kind === 'unsure'}
          debtHindrance={hindrance.debt}
          onKind={hold}
          asksNumber={asks === 'number'}
          onNumber={askNumber}
          onNumberDone={() => setAsks(null)}
          onCoupon={(couponCode) => change((old) => ({ ...old, couponCode }))}
          onPay={pay}
        />
      </div>
      {payment.stage.kind === 'unsure' && (
        <Alert className="zc-unsure" color="danger" role="status" title={t('screen.unsure.title')}>
          {t('screen.unsure.text')}
        </Alert>
      )}
      <footer className="zc-keys" aria-hidden>
        {(['F7', 'Alt+KeyM', 'Alt+KeyW', 'Alt+KeyD', 'Alt+KeyS', 'Ctrl+Delete', 'Alt+KeyB', 'Alt+KeyK'] as const).map(
          (shortcut) => (
            <span key={shortcut}>
              <Keys shortcut={shortcut} /> {t(`screen.keys.${shortcut.replace('+', '')}`)}
            </span>
          ),
        )}
      </footer>
      {asks === 'rebook' && (
        <RebookDialog
          rebook={rebook}
          onClose={() => setAsks(null)}
          onDone={(skipReason) => {
            setAsks(null);
            if (hindrance.find() === null) send(skipReason);
          }}
        />
      )}
      {asks === 'invoices' && (
        <InvoicesDrawer
          billed={{
            saleId: null,
            ticket,
            visitId: ticket.visitId,
            clientId: quote.clientId,
            amountMinor: quote.dueMinor,
            what: t(ticket.visitId === null ? 'invoices:dialog.ofCheck' : 'invoices:dialog.ofVisit'),
          }}
          onClose={() => setAsks(null)}
        />
      )}
      {asks === 'shift' && (
        <ShiftDialog
          onClose={() => setAsks(null)}
          onOpened={() => {
            setAsks(null);
            setFault(null);
            void desk.reprice();
            focus.to('search');
          }}
        />
      )}
      {asks === 'product' && codes.unknown && (
        <NewProductDialog
          barcode={codes.unknown.word === null ? codes.unknown.code : null}
          name={codes.unknown.word ?? ''}
          onClose={() => setAsks(null)}
          onCreated={(productId) => {
            setAsks(null);
            codes.forget();
            addProduct(productId);
            focus.to('search');
          }}
        />
      )}
      {lineAsk !== null && (
        <MoneyLineDialog
          ask={lineAsk}
          ticket={ticket}
          quote={quote}
          onClose={() => setLineAsk(null)}
          onDone={(line, clientId) => {
            setLineAsk(null);
            setFault(null);
            change((old) => withLine(old, line, clientId));
            focus.to('search');
          }}
        />
      )}
    </div>
  );
}
