import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticket, TicketLine } from '../../src-shared/checkout/checkout.contract.ts';
import { MoneyInput } from '../ui/MoneyInput.tsx';
import { HolderField } from './HolderField.tsx';
import { LineDialog } from './LineDialog.tsx';
import { PersonSelect } from './PersonSelect.tsx';
import { type LineDone, newLine } from './ticket-lines.ts';

interface AmountDialogProps {
  readonly kind: 'tip' | 'deposit';
  readonly ticket: Ticket;
  /** The line that is changed. */
  readonly line: TicketLine | null;
  readonly onClose: () => void;
  readonly onDone: LineDone;
}

/** A tip for a master, or money for the client's deposit. */
export function AmountDialog({ kind, ticket, line, onClose, onDone }: AmountDialogProps) {
  const { t } = useTranslation('checkout');
  const [amountMinor, setAmount] = useState<number | null>(line?.priceMinor ?? null);
  const [staffId, setStaff] = useState(
    line?.staffId ?? ticket.lines.find((one) => one.staffId !== null)?.staffId ?? null,
  );
  const [holder, setHolder] = useState<Ticket['clientId']>(ticket.clientId);
  const [isTried, setTried] = useState(false);
  const isAmountMissing = amountMinor === null || amountMinor === 0;
  const isStaffMissing = kind === 'tip' && staffId === null;
  const isHolderMissing = kind === 'deposit' && holder === null;
  const submit = (): void => {
    setTried(true);
    if (isAmountMissing || isStaffMissing || isHolderMissing) return;
    onDone(
      { ...(line ?? newLine(kind)), priceMinor: amountMinor, staffId: kind === 'tip' ? staffId : null },
      kind === 'deposit' ? holder : ticket.clientId,
    );
  };
  return (
    <LineDialog title={t(`screen.money.${kind}`)} isEdited={line !== null} onClose={onClose} onSubmit={submit}>
      {kind === 'deposit' && (
        <HolderField
          ticket={ticket}
          label={t('screen.money.whose')}
          error={isTried && isHolderMissing ? t('screen.money.needsClient') : undefined}
          onChange={setHolder}
        />
      )}
      <MoneyInput
        label={t('screen.money.amount')}
        data-after-holder
        data-autofocus={kind === 'tip' || ticket.clientId !== null || undefined}
        value={amountMinor}
        error={isTried && isAmountMissing ? t('screen.money.needsAmount') : undefined}
        onChange={setAmount}
      />
      {kind === 'tip' && (
        <PersonSelect
          label={t('screen.money.master')}
          value={staffId}
          error={isTried && isStaffMissing ? t('screen.money.needsMaster') : undefined}
          onChange={setStaff}
        />
      )}
    </LineDialog>
  );
}
