import { Suspense, lazy, useEffect } from 'react';
import { askForShift, useShiftAsk } from '../api/shift-ask.ts';
import { useActions } from '../app/actions.ts';
import { useCan } from '../app/session.ts';
import { closeCheckout, openCheckout, useCheckoutAsk } from './checkout-desk.ts';

const readScreen = () => import('./CheckoutScreen.tsx');
const CheckoutScreen = lazy(async () => ({ default: (await readScreen()).CheckoutScreen }));
const ShiftDialog = lazy(async () => ({ default: (await import('./ShiftDialog.tsx')).ShiftDialog }));

/** The checkout over the page, whichever it is, the key of a sale without a booking, and the shift that was missed. */
export function CheckoutLayer() {
  const ask = useCheckoutAsk();
  const needsShift = useShiftAsk();
  const mayPay = useCan('take_payment');
  useActions(
    [
      {
        id: 'checkout.sell',
        title: 'checkout:screen.actions.sell',
        group: 'desk',
        shortcut: 'F7',
        permission: 'take_payment',
        run: () => openCheckout(),
      },
    ],
    [],
  );
  useEffect(() => {
    // The client is waiting: the first F8 must not wait for a download.
    if (mayPay) void readScreen();
  }, [mayPay]);
  if (!mayPay) return null;
  const leaveShift = (): void => askForShift(false);
  return (
    <Suspense>
      {ask && <CheckoutScreen key={ask.round} ask={ask} onClose={closeCheckout} />}
      {needsShift && <ShiftDialog onOpened={leaveShift} onClose={leaveShift} />}
    </Suspense>
  );
}
