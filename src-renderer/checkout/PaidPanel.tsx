import { Button, Group } from '@mantine/core';
import { IconCircleCheck, IconFileInvoice, IconFileText, IconPrinter } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundSlot } from '../../src-shared/availability/availability.contract.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { formatMinute } from '../../src-shared/kernel/wall-time.ts';
import { shortcutOf } from '../app/shortcut.ts';
import { useCan, useLocale, useMoney } from '../app/session.ts';
import { INVOICE_KEYS, InvoicesDrawer } from '../invoices/InvoicesDrawer.tsx';
import { Keys } from '../ui/Keys.tsx';
import { openCheckout } from './checkout-desk.ts';
import { PAPER_KEYS, usePrintPaper } from './use-print-paper.ts';
import type { Paid } from './use-payment.ts';

interface PaidPanelProps {
  readonly paid: Paid;
  /** The answer was lost on the way and asked for again. */
  readonly wasUnsure: boolean;
  readonly dueMinor: number;
  /** Change that stays as a deposit. */
  readonly keptMinor: number;
  readonly clientName: string | null;
  readonly clientId: number | null;
  readonly visitId: number | null;
  readonly rebooked: FoundSlot | null;
  readonly onClose: () => void;
}

/** Paid: what to hand back in large figures, the check's number, and the way to the next client. */
export function PaidPanel(props: PaidPanelProps) {
  const { paid, wasUnsure, dueMinor, keptMinor, rebooked, onClose } = props;
  const { t } = useTranslation('checkout');
  const locale = useLocale();
  const money = useMoney();
  const { print, printing } = usePrintPaper();
  const mayInvoice = useCan('print_documents');
  const [isInvoicing, setInvoicing] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => next.current?.focus(), []);
  return (
    <div
      ref={root}
      className="zc-paid"
      role="status"
      onKeyDown={(event) => {
        // Keys of the drawer over this panel come up here, too.
        if (!root.current?.contains(event.target as Node)) return;
        const shortcut = shortcutOf(event);
        const paper = PAPER_KEYS[shortcut];
        if (paper) print(paper, paid.saleId);
        else if (shortcut === INVOICE_KEYS && mayInvoice) setInvoicing(true);
        else if (shortcut === 'F7') openCheckout();
        // A second press of the key that paid must not take the change off the screen.
        else if (shortcut !== 'Ctrl+Enter') return;
        event.preventDefault();
      }}
    >
      <IconCircleCheck size={56} stroke={1.5} aria-hidden className="zc-paid-sign" />
      <h1>{t('screen.paid.title', { number: paid.number })}</h1>
      <p className="z-dim">
        {props.clientName === null
          ? t('screen.paid.sum', { sum: money(dueMinor) })
          : t('screen.paid.sumOf', { who: props.clientName, sum: money(dueMinor) })}
      </p>
      {wasUnsure && <p className="zc-paid-note">{t('screen.paid.once')}</p>}
      {paid.changeMinor > 0 && (
        <p className="zc-paid-change">
          <span>{t('screen.pay.change')}</span>
          <strong>{money(paid.changeMinor)}</strong>
        </p>
      )}
      <ul className="zc-paid-facts">
        {keptMinor > 0 && <li>{t('screen.paid.kept', { sum: money(keptMinor) })}</li>}
        {paid.debtMinor > 0 && <li className="zc-owes">{t('screen.paid.debt', { sum: money(paid.debtMinor) })}</li>}
        {paid.bonusEarnedMinor > 0 && <li>{t('screen.paid.bonus', { sum: money(paid.bonusEarnedMinor) })}</li>}
        {rebooked && (
          <li>
            {t('screen.rebook.booked', {
              date: formatDate(rebooked.localDate, 'day', locale),
              time: formatMinute(rebooked.startMin),
            })}
          </li>
        )}
      </ul>
      <Group justify="center">
        <Button
          variant="default"
          loading={printing === 'slip'}
          leftSection={<IconPrinter size={16} aria-hidden />}
          rightSection={<Keys shortcut="F9" />}
          onClick={() => print('slip', paid.saleId)}
        >
          {t('screen.paid.print')}
        </Button>
        <Button
          variant="default"
          loading={printing === 'act'}
          leftSection={<IconFileText size={16} aria-hidden />}
          rightSection={<Keys shortcut="Shift+F9" />}
          onClick={() => print('act', paid.saleId)}
        >
          {t('screen.paid.act')}
        </Button>
        {mayInvoice && (
          <Button
            variant="default"
            leftSection={<IconFileInvoice size={16} aria-hidden />}
            rightSection={<Keys shortcut={INVOICE_KEYS} />}
            onClick={() => setInvoicing(true)}
          >
            {t('invoices:dialog.open')}
          </Button>
        )}
        <Button variant="default" rightSection={<Keys shortcut="F7" />} onClick={() => openCheckout()}>
          {t('screen.paid.another')}
        </Button>
        <Button ref={next} rightSection={<Keys shortcut="Enter" />} onClick={onClose}>
          {t('screen.paid.next')}
        </Button>
      </Group>
      {isInvoicing && (
        <InvoicesDrawer
          billed={{
            saleId: paid.saleId,
            ticket: null,
            visitId: props.visitId,
            clientId: props.clientId,
            amountMinor: dueMinor,
            what: t('invoices:dialog.ofSale', { number: paid.number }),
          }}
          onClose={() => setInvoicing(false)}
        />
      )}
    </div>
  );
}
