import { Group, Select, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CertificateType } from '../../src-shared/certificates/certificates.contract.ts';
import type { Ticket, TicketLine } from '../../src-shared/checkout/checkout.contract.ts';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import { api } from '../api/client.ts';
import { useCan, useDesk, useMoney } from '../app/session.ts';
import { MoneyInput } from '../ui/MoneyInput.tsx';
import { LineDialog } from './LineDialog.tsx';
import { PaidFields, isPaidFine } from './PaidFields.tsx';
import { PersonSelect } from './PersonSelect.tsx';
import { type LineDone, newLine } from './ticket-lines.ts';

interface CertificateLineDialogProps {
  readonly ticket: Ticket;
  readonly line: TicketLine | null;
  /** The kind that was chosen already. */
  readonly typeId: number | null;
  readonly onClose: () => void;
  readonly onDone: LineDone;
}

const FREE = 'free';

/** A certificate that is sold: of a kind or for any amount, its number, its last day, for whom. */
export function CertificateLineDialog({ ticket, line, typeId, onClose, onDone }: CertificateLineDialogProps) {
  const { t } = useTranslation('checkout');
  const money = useMoney();
  const { settings, today } = useDesk();
  const mayChange = useCan('manual_price');
  const types = useQuery(api.certificates.types.queryOptions({ input: {} })).data ?? [];
  const [kind, setKind] = useState<string>(String(line?.certificateTypeId ?? typeId ?? FREE));
  const [ownNominal, setNominal] = useState<number | null>(line?.certificate?.nominalMinor ?? null);
  const [paidMinor, setPaid] = useState<number | null>(line?.priceMinor ?? null);
  const [reason, setReason] = useState(line?.priceReason ?? '');
  const [number, setNumber] = useState(line?.certificate?.number ?? '');
  const [recipient, setRecipient] = useState(line?.certificate?.recipient ?? '');
  const [ownExpiry, setExpiry] = useState<string | null | undefined>(line?.certificate?.expiresOn);
  const [sellerId, setSeller] = useState(line?.sellerId ?? null);
  const [isTried, setTried] = useState(false);
  const moneyOf = (minor: number | null): string[] => (minor === null ? [] : [money(minor)]);
  const type = types.find(({ id }) => String(id) === kind) ?? null;
  const nominalMinor = type?.nominalMinor ?? ownNominal;
  const listMinor = type?.priceMinor ?? nominalMinor;
  const expiresOn = ownExpiry === undefined ? usualExpiry(type, today, settings.certificateDays) : ownExpiry;
  const isNominalMissing = nominalMinor === null || nominalMinor === 0;
  const isTypePending = kind !== FREE && !type;
  const submit = (): void => {
    setTried(true);
    if (isTypePending || isNominalMissing || !isPaidFine({ listMinor, paidMinor, reason }, mayChange)) return;
    const isUsual = paidMinor === null || paidMinor === listMinor;
    onDone(
      {
        ...(line ?? newLine('certificate')),
        certificateTypeId: type?.id ?? null,
        // The usual price is the core's to say; a price of one's own goes with its reason.
        priceMinor: isUsual ? null : paidMinor,
        priceReason: isUsual ? '' : reason.trim(),
        sellerId,
        certificate: { number: number.trim(), nominalMinor, expiresOn, recipient: recipient.trim() },
      },
      ticket.clientId,
    );
  };
  const isFree = type?.nominalMinor === undefined || type.nominalMinor === null;
  return (
    <LineDialog title={t('screen.money.certificate')} isEdited={line !== null} onClose={onClose} onSubmit={submit}>
      {types.length > 0 && (
        <Select
          label={t('screen.money.certificateType')}
          data={[
            ...types.map(({ id, name, nominalMinor: worth, priceMinor }) => ({
              value: String(id),
              label: [name, ...moneyOf(priceMinor ?? worth)].join(' · '),
            })),
            { value: FREE, label: t('screen.money.freeNominal') },
          ]}
          value={kind}
          allowDeselect={false}
          data-autofocus
          comboboxProps={{ zIndex: 400 }}
          onChange={(value) => {
            setKind(value ?? FREE);
            setPaid(null);
            setReason('');
            setExpiry(undefined);
          }}
        />
      )}
      <Group grow align="start">
        {isFree ? (
          <MoneyInput
            label={t('screen.money.nominal')}
            data-autofocus={types.length === 0 || undefined}
            value={ownNominal}
            error={isTried && isNominalMissing ? t('screen.money.needsAmount') : undefined}
            onChange={setNominal}
          />
        ) : (
          <TextInput label={t('screen.money.nominal')} readOnly value={money(nominalMinor ?? 0)} />
        )}
        <div>
          <PaidFields
            listMinor={listMinor}
            paidMinor={paidMinor}
            reason={reason}
            isTried={isTried}
            onPaid={setPaid}
            onReason={setReason}
          />
        </div>
      </Group>
      <Group grow align="start">
        <TextInput
          label={t('screen.money.number')}
          description={t('screen.money.numberHint')}
          placeholder={t('screen.money.nextNumber')}
          data-takes-code
          autoComplete="off"
          maxLength={40}
          value={number}
          onChange={(event) => setNumber(event.currentTarget.value)}
          onKeyDown={(event) => {
            // A scanner ends with Enter: the number stands, the dialog stays.
            if (event.key === 'Enter' && !event.ctrlKey && number !== '') event.preventDefault();
          }}
        />
        <DateInput
          label={t('screen.money.expires')}
          description={t('screen.money.expiresHint')}
          placeholder={t('screen.money.never')}
          valueFormat="DD.MM.YYYY"
          clearable
          minDate={today}
          popoverProps={{ zIndex: 400 }}
          value={expiresOn}
          onChange={setExpiry}
        />
      </Group>
      <Group grow align="start">
        <TextInput
          label={t('screen.money.recipient')}
          maxLength={120}
          value={recipient}
          onChange={(event) => setRecipient(event.currentTarget.value)}
        />
        <PersonSelect label={t('screen.lines.sellerLabel')} value={sellerId} onChange={setSeller} />
      </Group>
    </LineDialog>
  );
}

/** The last day by the kind, or by the settings; the day of the sale counts. */
function usualExpiry(type: CertificateType | null, today: string, salonDays: number | null): string | null {
  if (type) return type.validityDays === null ? null : addDays(today, type.validityDays - 1);
  return salonDays === null ? null : addDays(today, salonDays - 1);
}
