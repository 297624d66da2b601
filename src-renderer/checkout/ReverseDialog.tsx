import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sale } from '../../src-shared/checkout/checkout.contract.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useMoney } from '../app/session.ts';
import { Keys } from '../ui/Keys.tsx';
import { useProblemText } from './use-problem-text.ts';

interface ReverseDialogProps {
  readonly sale: Sale;
  readonly onClose: () => void;
}

/** Takes a whole check back by a storno, after its consequences have been said in words (T16, V1). */
export function ReverseDialog({ sale, onClose }: ReverseDialogProps) {
  const { t } = useTranslation('checkout');
  const money = useMoney();
  const problemText = useProblemText();
  const [key] = useState(() => crypto.randomUUID());
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const reverse = useCommand(api.checkout.reverse.mutationOptions(), {
    onRefused: (error) => {
      setFault(problemText(error));
      return true;
    },
  });
  const paid = sale.tenders.filter(({ amountMinor }) => amountMinor > 0);
  const submit = (): void => {
    if (reverse.isPending) return;
    if (reason.trim() === '') {
      setFault(t('sales.refund.faults.reason'));
      return;
    }
    setFault(null);
    void reverse.run({ saleId: sale.saleId, key, reason: reason.trim() }).then((done) => {
      if (done) onClose();
    });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('sales.reverse.title', { number: sale.number })}
      size={480}
      zIndex={300}
      onKeyDown={(event) => {
        if (!event.ctrlKey || event.code !== 'Enter') return;
        event.preventDefault();
        event.stopPropagation();
        submit();
      }}
    >
      <Stack gap={12}>
        <ul className="zc-consequences">
          {paid.map(({ tenderId, kind, amountMinor }) => (
            <li key={tenderId}>{t(`sales.reverse.back.${kind}`, { sum: money(amountMinor) })}</li>
          ))}
          {sale.debtMinor > 0 && <li>{t('sales.reverse.debt', { sum: money(sale.debtMinor) })}</li>}
          {sale.visitId !== null && <li>{t('sales.reverse.visit')}</li>}
          <li>{t('sales.reverse.stays')}</li>
        </ul>
        <TextInput
          label={t('sales.refund.reason')}
          withAsterisk
          data-autofocus
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {fault !== null && (
          <p className="zc-problem" data-blocking role="alert">
            {fault}
          </p>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button
            color="danger"
            loading={reverse.isPending}
            rightSection={<Keys shortcut="Ctrl+Enter" />}
            onClick={submit}
          >
            {t('sales.reverse.submit')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
