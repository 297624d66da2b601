import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InvoiceRow } from '../../src-shared/invoices/invoices.contract.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useCommand } from '../api/use-command.tsx';
import { ReasonDialog } from '../checkout/ReasonDialog.tsx';

interface VoidDialogProps {
  readonly invoice: InvoiceRow;
  readonly onClose: () => void;
}

/** Takes a paper out of force, after it has been said that its number stays. */
export function VoidDialog({ invoice, onClose }: VoidDialogProps) {
  const { t } = useTranslation('invoices');
  const [refusal, setRefusal] = useState<string | null>(null);
  const act = useCommand(api.invoices.void.mutationOptions(), {
    onRefused: (error) => {
      setRefusal(errorText(error, t));
      return true;
    },
  });
  return (
    <ReasonDialog
      title={t('voiding.title', { what: t('numbered', { kind: invoice.kind, number: invoice.number }) })}
      submitText={t('voiding.confirm')}
      isPending={act.isPending}
      refusal={refusal}
      onClose={onClose}
      onSubmit={(reason) => {
        setRefusal(null);
        void act.run({ invoiceId: invoice.invoiceId, reason }).then((done) => {
          if (done) onClose();
        });
      }}
    >
      <li>{t('voiding.text')}</li>
    </ReasonDialog>
  );
}
