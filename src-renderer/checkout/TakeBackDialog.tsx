import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sale } from '../../src-shared/checkout/sales.contract.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useMoney } from '../app/session.ts';
import { ReasonDialog } from './ReasonDialog.tsx';
import { useProblemText } from './use-problem-text.ts';

interface TakeBackDialogProps {
  readonly document: Sale['documents'][number] & { readonly kind: 'refund' | 'payment' };
  readonly onClose: () => void;
}

/** Takes a refund or a later payment of a check back by a storno, after its consequences have been said in words (T16). */
export function TakeBackDialog({ document, onClose }: TakeBackDialogProps) {
  const { t } = useTranslation('checkout');
  const money = useMoney();
  const problemText = useProblemText();
  const [key] = useState(() => crypto.randomUUID());
  const [refusal, setRefusal] = useState<string | null>(null);
  const takeBack = useCommand(api.checkout.takeBack.mutationOptions(), {
    onRefused: (error) => {
      setRefusal(problemText(error));
      return true;
    },
  });
  const { kind, number, documentId, amountMinor, money: moved } = document;
  const backOf = kind === 'refund' ? 'sales.takeBack.refund' : 'sales.reverse.back';
  return (
    <ReasonDialog
      title={t(`sales.takeBack.${kind}.title`, { number })}
      submitText={t('sales.takeBack.submit')}
      isPending={takeBack.isPending}
      refusal={refusal}
      onClose={onClose}
      onSubmit={(reason) => {
        setRefusal(null);
        void takeBack.run({ documentId, key, reason }).then((done) => {
          if (done) onClose();
        });
      }}
    >
      {moved.map((tender) => (
        <li key={tender.kind}>{t(`${backOf}.${tender.kind}`, { sum: money(Math.abs(tender.amountMinor)) })}</li>
      ))}
      <li>{t(`sales.takeBack.${kind}.lines`, { sum: money(amountMinor) })}</li>
      <li>{t('sales.takeBack.stays')}</li>
    </ReasonDialog>
  );
}
