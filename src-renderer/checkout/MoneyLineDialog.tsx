import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticket, TicketLine } from '../../src-shared/checkout/checkout.contract.ts';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import { useDesk } from '../app/session.ts';
import { Keys } from '../ui/Keys.tsx';
import { MoneyInput } from '../ui/MoneyInput.tsx';
import type { MoneyLineKind } from './CheckoutBody.tsx';
import { newLine } from './ticket-lines.ts';
import { useSellers } from './use-sellers.ts';

interface MoneyLineDialogProps {
  readonly kind: MoneyLineKind;
  readonly ticket: Ticket;
  readonly onClose: () => void;
  readonly onAdd: (line: TicketLine) => void;
}

/** A line that only money pays: a certificate that is sold, money for the client's deposit, a tip. */
export function MoneyLineDialog({ kind, ticket, onClose, onAdd }: MoneyLineDialogProps) {
  const { t } = useTranslation('checkout');
  const { settings, today } = useDesk();
  const people = useSellers();
  const [amountMinor, setAmount] = useState<number | null>(null);
  const [paidMinor, setPaid] = useState<number | null>(null);
  const [number, setNumber] = useState('');
  const [recipient, setRecipient] = useState('');
  const [expiresOn, setExpires] = useState<string | null>(
    settings.certificateDays === null ? null : addDays(today, settings.certificateDays),
  );
  const [staff, setStaff] = useState<string | null>(() => {
    const first = ticket.lines.find(({ staffId }) => staffId !== null)?.staffId ?? null;
    return first === null ? null : String(first);
  });
  const [isTried, setTried] = useState(false);
  const isAmountMissing = amountMinor === null || amountMinor === 0;
  const isStaffMissing = kind === 'tip' && staff === null;
  const staffId = staff === null ? null : (Number(staff) as NonNullable<TicketLine['staffId']>);
  const add = (): void => {
    setTried(true);
    if (isAmountMissing || isStaffMissing) return;
    if (kind === 'tip') onAdd(newLine('tip', { priceMinor: amountMinor, staffId }));
    else if (kind === 'deposit') onAdd(newLine('deposit', { priceMinor: amountMinor }));
    else {
      onAdd(
        newLine('certificate', {
          priceMinor: paidMinor ?? amountMinor,
          sellerId: staffId,
          certificate: { number: number.trim(), nominalMinor: amountMinor, expiresOn, recipient: recipient.trim() },
        }),
      );
    }
  };
  return (
    <Modal opened onClose={onClose} title={t(`screen.money.${kind}`)} size={420} zIndex={300}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
        onKeyDown={(event) => {
          if (event.ctrlKey && event.code === 'Enter') {
            event.preventDefault();
            add();
          }
        }}
      >
        <Stack gap={12}>
          <MoneyInput
            label={t(kind === 'certificate' ? 'screen.money.nominal' : 'screen.money.amount')}
            data-autofocus
            value={amountMinor}
            error={isTried && isAmountMissing ? t('screen.money.needsAmount') : undefined}
            onChange={setAmount}
          />
          {kind === 'certificate' && (
            <>
              <MoneyInput
                label={t('screen.money.paid')}
                description={t('screen.money.paidHint')}
                value={paidMinor ?? amountMinor}
                onChange={setPaid}
              />
              <Group grow align="start">
                <TextInput
                  label={t('screen.money.number')}
                  placeholder={t('screen.money.nextNumber')}
                  data-takes-code
                  maxLength={40}
                  value={number}
                  onChange={(event) => setNumber(event.currentTarget.value)}
                />
                <DateInput
                  label={t('screen.money.expires')}
                  placeholder={t('screen.money.never')}
                  valueFormat="DD.MM.YYYY"
                  clearable
                  value={expiresOn}
                  onChange={setExpires}
                />
              </Group>
              <TextInput
                label={t('screen.money.recipient')}
                maxLength={120}
                value={recipient}
                onChange={(event) => setRecipient(event.currentTarget.value)}
              />
            </>
          )}
          {kind !== 'deposit' && (
            <Select
              label={t(kind === 'tip' ? 'screen.money.master' : 'screen.lines.sellerLabel')}
              data={[...people]}
              value={staff}
              searchable
              clearable
              error={isTried && isStaffMissing ? t('screen.money.needsMaster') : undefined}
              comboboxProps={{ zIndex: 400 }}
              onChange={setStaff}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" rightSection={<Keys shortcut="Enter" />}>
              {t('screen.money.add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
