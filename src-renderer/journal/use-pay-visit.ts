import { useTranslation } from 'react-i18next';
import type { DayVisit, VisitStatus } from '../../src-shared/journal/journal.contract.ts';
import { showNotice } from '../api/use-command.tsx';
import { useCan } from '../app/session.ts';
import { openCheckout } from '../checkout/checkout-desk.ts';

const NOT_PAYABLE: readonly VisitStatus[] = ['cancelled', 'no_show'];

/** Payment of a visit from the journal: whether it can be taken now, and taking it. */
export function usePayVisit(): {
  /** Money is due and the person may take it. */
  readonly canPay: (visit: Pick<DayVisit, 'status' | 'payment'>) => boolean;
  /** Opens the checkout; of a visit that is paid its check. Says why not. */
  readonly pay: (visit: DayVisit | undefined) => void;
} {
  const { t } = useTranslation('checkout');
  const mayPay = useCan('take_payment');
  const isPayable = ({ status, payment }: Pick<DayVisit, 'status' | 'payment'>): boolean =>
    payment !== null && !NOT_PAYABLE.includes(status);
  return {
    canPay: (visit) => mayPay && isPayable(visit) && visit.payment === 'unpaid',
    pay: (visit) => {
      if (!visit) showNotice(t('journal.nothing'));
      else if (!isPayable(visit)) showNotice(t('journal.cannotPay'));
      else openCheckout({ visitId: visit.id });
    },
  };
}
