import './checkout.css';
import { Button, Drawer, Loader } from '@mantine/core';
import { IconCloudOff, IconReceipt } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asSoldBefore } from '../../src-shared/checkout/again.rules.ts';
import { client } from '../api/client.ts';
import { codedError, errorText, hasCode } from '../api/error-text.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { useReturnFocus } from '../ui/use-return-focus.ts';
import { useTopEscape } from '../ui/use-top-escape.ts';
import type { CheckoutAsk } from './checkout-desk.ts';
import { CheckoutBody } from './CheckoutBody.tsx';
import { SaleDrawer } from './SaleDrawer.tsx';
import { type Begun, takeLeftSale } from './use-ticket.ts';

interface CheckoutScreenProps {
  readonly ask: CheckoutAsk;
  readonly onClose: () => void;
}

/** The checkout: reads how the check begins, or shows the one that was paid already. */
export function CheckoutScreen({ ask, onClose }: CheckoutScreenProps) {
  const { t } = useTranslation('checkout');
  useReturnFocus();
  const [isFresh, setFresh] = useState(false);
  const begun = useQuery({
    // Not by its contract path: nothing that happens meanwhile may begin the check anew.
    queryKey: ['checkout-begun', ask.round, isFresh],
    queryFn: () => begin(ask, isFresh),
    gcTime: 0,
  });
  const inside = useTopEscape<HTMLDivElement>(onClose);
  const paidId = begun.data?.saleId ?? (hasCode(begun.error, 'ALREADY_PAID') ? numberOf(begun.error, 'saleId') : null);
  useEffect(() => {
    if (begun.data) inside.current?.closest<HTMLElement>('[role="dialog"]')?.setAttribute('aria-busy', 'false');
  }, [begun.data, inside]);
  if (paidId !== null) return <SaleDrawer saleId={paidId} onClose={onClose} />;
  return (
    <Drawer.Root opened position="right" size="min(1320px, 97vw)" closeOnEscape={false} onClose={onClose}>
      <Drawer.Overlay />
      <Drawer.Content aria-label={t('screen.label')}>
        <div ref={inside} className="zc-screen">
          {begun.data ? (
            <CheckoutBody
              key={String(isFresh)}
              begun={begun.data}
              begins={isFresh ? null : ask.begins}
              onClose={onClose}
              onAnew={() => setFresh(true)}
            />
          ) : begun.error ? (
            <EmptyState
              icon={hasCode(begun.error, 'ALREADY_PAID') ? IconReceipt : IconCloudOff}
              title={t('screen.cannotBegin')}
              text={errorText(begun.error, t)}
              action={
                <Button data-autofocus onClick={onClose}>
                  {t('common:close')}
                </Button>
              }
            />
          ) : (
            <Loader className="z-appear-late" m="auto" aria-label={t('screen.loading')} />
          )}
        </div>
      </Drawer.Content>
    </Drawer.Root>
  );
}

/** How a check begins; `isFresh` leaves what was kept of it. */
async function begin({ visitId, clientId, again }: CheckoutAsk, isFresh: boolean): Promise<Begun> {
  const said = await client.checkout.begin({ visitId, clientId });
  const begun = { ...said, said };
  if (again && !isFresh && !begun.isDraft) {
    const ticket = asSoldBefore(begun.ticket, again);
    // Something of it may not be sold any more: then it begins as the visit itself does.
    const quote = await client.checkout.quote(ticket).catch(() => null);
    return quote ? { ...begun, ticket, quote } : begun;
  }
  if (visitId !== null) {
    if (!isFresh || !begun.isDraft) return begun;
    const ticket = {
      ...begun.ticket,
      lines: begun.ticket.lines.filter((line) => line.visitLineId !== null).map(asBooked),
      couponCode: '',
    };
    return { ...begun, ticket, quote: await client.checkout.quote(ticket), isDraft: false };
  }
  const left = isFresh ? null : takeLeftSale(clientId);
  if (!left) return begun;
  return { ...begun, ticket: left, quote: await client.checkout.quote(left), isDraft: true };
}

const asBooked = (line: Begun['ticket']['lines'][number]): Begun['ticket']['lines'][number] => ({
  ...line,
  quantityMilli: 1000,
  priceMinor: null,
  priceReason: '',
  manual: null,
  coveredById: undefined,
});

function numberOf(error: unknown, name: string): number | null {
  const value = codedError(error)?.data[name];
  return typeof value === 'number' ? value : null;
}
