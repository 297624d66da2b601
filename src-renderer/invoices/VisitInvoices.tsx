import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { CardDrawer } from '../ui/CardDrawer.tsx';
import { InvoicesDrawer } from './InvoicesDrawer.tsx';

interface VisitInvoicesProps {
  readonly visitId: number;
  readonly onClose: () => void;
}

/** Papers of a visit that is not paid yet: billed is the check as it begins, with its draft. */
export function VisitInvoices({ visitId, onClose }: VisitInvoicesProps) {
  const { t } = useTranslation('invoices');
  const begun = useQuery({
    queryKey: ['invoices', 'visit', visitId],
    queryFn: () => client.checkout.begin({ visitId: visitId }),
    gcTime: 0,
  });
  if (begun.data) {
    const { ticket, quote } = begun.data;
    return (
      <InvoicesDrawer
        billed={{
          saleId: null,
          ticket,
          visitId,
          clientId: ticket.clientId,
          amountMinor: quote.dueMinor,
          what: t('dialog.ofVisit'),
        }}
        onClose={onClose}
      />
    );
  }
  if (!begun.error) return null;
  return (
    <CardDrawer title={t('dialog.title', { what: t('dialog.ofVisit') })} size={720} onClose={onClose}>
      <p className="z-card-body" role="alert">
        {errorText(begun.error, t)}
      </p>
    </CardDrawer>
  );
}
