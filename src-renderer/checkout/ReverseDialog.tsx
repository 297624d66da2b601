import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stornoMoney } from '../../src-shared/checkout/sale-money.rules.ts';
import type { Sale } from '../../src-shared/checkout/sales.contract.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useMoney } from '../app/session.ts';
import { ReasonDialog } from './ReasonDialog.tsx';
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
  const [refusal, setRefusal] = useState<string | null>(null);
  const reverse = useCommand(api.checkout.reverse.mutationOptions(), {
    onRefused: (error) => {
      setRefusal(problemText(error));
      return true;
    },
  });
  return (
    <ReasonDialog
      title={t('sales.reverse.title', { number: sale.number })}
      submitText={t('sales.reverse.submit')}
      isPending={reverse.isPending}
      refusal={refusal}
      onClose={onClose}
      onSubmit={(reason) => {
        setRefusal(null);
        void reverse.run({ saleId: sale.saleId, key, reason }).then((done) => {
          if (done) onClose();
        });
      }}
    >
      {stornoMoney(sale).map(({ kind, amountMinor }) => (
        <li key={kind}>{t(`sales.reverse.back.${kind}`, { sum: money(amountMinor) })}</li>
      ))}
      {sale.keptMinor > 0 && <li>{t('sales.reverse.kept', { sum: money(sale.keptMinor) })}</li>}
      {sale.debtMinor > 0 && <li>{t('sales.reverse.debt', { sum: money(sale.debtMinor) })}</li>}
      {sale.visitId !== null && <li>{t('sales.reverse.visit')}</li>}
      <li>{t('sales.reverse.stays')}</li>
    </ReasonDialog>
  );
}
