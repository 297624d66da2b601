import { Checkbox, Text, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Certificate } from '../../src-shared/certificates/certificates.contract.ts';
import { addMonths } from '../../src-shared/kernel/local-date.ts';
import { api } from '../api/client.ts';
import { newRequestKey } from '../api/request-key.ts';
import { useCommand } from '../api/use-command.tsx';
import { useDesk, useMoney } from '../app/session.ts';
import { ActDialog } from '../ui/ActDialog.tsx';
import { typedDate } from '../ui/typed-date.ts';
import { MoneyBackFields, type MoneyBackParts, partsOf, sumOf, tendersOf } from './MoneyBackFields.tsx';

/** What is done with a certificate. */
export type CertificateAct = 'extend' | 'block' | 'unblock' | 'refund' | 'writeOff';

interface CertificateDialogProps {
  readonly certificate: Certificate;
  readonly act: CertificateAct;
  readonly onClose: () => void;
}

/** One act with a certificate and its reason. */
export function CertificateDialog({ certificate, act, onClose }: CertificateDialogProps) {
  const { t } = useTranslation('certificates');
  const money = useMoney();
  const { today } = useDesk();
  const { id: certificateId, version, number } = certificate;
  const [key] = useState(newRequestKey);
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const [lastDay, setLastDay] = useState<string | null>(() =>
    addMonths(
      certificate.expiresOn !== null && certificate.expiresOn > today ? certificate.expiresOn : today,
      3,
      'clamp',
    ),
  );
  const [typed, setTyped] = useState<MoneyBackParts>({});
  const preview = useQuery({
    ...api.certificates.refundPreview.queryOptions({ input: { certificateId } }),
    enabled: act === 'refund',
  });
  const dueMinor = preview.data?.refundMinor ?? 0;
  const parts = partsOf(preview.data?.tenders ?? [], typed, dueMinor);
  const extend = useCommand(api.certificates.extend.mutationOptions());
  const block = useCommand(api.certificates.setBlocked.mutationOptions());
  const refund = useCommand(api.certificates.refund.mutationOptions());
  const writeOff = useCommand(api.certificates.writeOff.mutationOptions());
  const isPending = [extend, block, refund, writeOff].some((command) => command.isPending);
  const submit = async (): Promise<void> => {
    setTried(true);
    const text = reason.trim();
    if (text === '' || (act === 'refund' && (!preview.data || sumOf(parts) !== dueMinor))) return;
    const run = (): Promise<unknown> => {
      switch (act) {
        case 'extend':
          return extend.run({ certificateId, version, expiresOn: lastDay, reason: text });
        case 'block':
        case 'unblock':
          return block.run({ certificateId, version, isBlocked: act === 'block', reason: text });
        case 'refund':
          return refund.run({ certificateId, key, tenders: tendersOf(parts), reason: text });
        case 'writeOff':
          return writeOff.run({ certificateId, reason: text });
      }
    };
    if (await run()) onClose();
  };
  return (
    <ActDialog
      title={act === 'refund' ? t('refund.title', { number }) : `${t(`actions.${act}`)}: № ${number}`}
      confirm={act === 'refund' ? t('refund.confirm', { amount: money(dueMinor) }) : t(`actions.${act}`)}
      isPending={isPending}
      isDangerous={act === 'refund' || act === 'writeOff' || act === 'block'}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      {act === 'extend' && (
        <>
          <DateInput
            label={t('actions.newLastDay')}
            value={lastDay}
            minDate={today}
            disabled={lastDay === null}
            valueFormat="DD.MM.YYYY"
            dateParser={typedDate}
            onChange={setLastDay}
          />
          <Checkbox
            label={t('actions.endless')}
            checked={lastDay === null}
            onChange={(event) => setLastDay(event.currentTarget.checked ? null : addMonths(today, 3, 'clamp'))}
          />
        </>
      )}
      {act === 'refund' && (
        <>
          <Text size="sm" className="z-dim">
            {t('refund.text')}
          </Text>
          {preview.data && (
            <MoneyBackFields
              dueMinor={dueMinor}
              proposed={preview.data.tenders}
              value={parts}
              typed={typed}
              onTyped={setTyped}
            />
          )}
        </>
      )}
      <TextInput
        label={t('actions.reason')}
        required
        data-autofocus
        maxLength={200}
        value={reason}
        error={isTried && reason.trim() === '' ? t('common:fields.required') : null}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ActDialog>
  );
}
