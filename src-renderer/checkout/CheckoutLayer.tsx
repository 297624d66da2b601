import { Suspense, lazy, useEffect } from 'react';
import { useActions } from '../app/actions.ts';
import { useCan } from '../app/session.ts';
import { closeCheckout, openCheckout, useCheckoutAsk } from './checkout-desk.ts';

const readScreen = () => import('./CheckoutScreen.tsx');
const CheckoutScreen = lazy(async () => ({ default: (await readScreen()).CheckoutScreen }));

/** The checkout over the page, whichever it is, and the key that begins a sale without a booking. */
export function CheckoutLayer() {
  const ask = useCheckoutAsk();
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
  if (!ask || !mayPay) return null;
  return (
    <Suspense>
      <CheckoutScreen key={ask.round} ask={ask} onClose={closeCheckout} />
    </Suspense>
  );
}
