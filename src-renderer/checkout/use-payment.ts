import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Ticket } from '../../src-shared/checkout/checkout.contract.ts';
import { api, type CoreClient } from '../api/client.ts';
import { isConnectionLost } from '../api/connection.ts';
import { useCommand } from '../api/use-command.tsx';

export type PayInput = Parameters<CoreClient['checkout']['pay']>[0];
export type Paid = Awaited<ReturnType<CoreClient['checkout']['pay']>>;

export type PayStage =
  | { readonly kind: 'open' }
  | { readonly kind: 'sending' }
  /** Sent, but nobody knows yet whether it was posted. */
  | { readonly kind: 'unsure' }
  | { readonly kind: 'paid'; readonly paid: Paid; readonly wasUnsure: boolean };

const ASK_AGAIN_AFTER_MS = 2000;
const PENDING = 'zerkalo.pending-payment';

/** A payment that was sent and never answered, also by a page that is gone; of a sale without a visit. */
export function pendingPayment(): PayInput | null {
  try {
    const text = localStorage.getItem(PENDING);
    return text === null ? null : (JSON.parse(text) as PayInput);
  } catch {
    return null;
  }
}

export function forgetPending(): void {
  localStorage.removeItem(PENDING);
}

function keepPending(input: PayInput): void {
  try {
    localStorage.setItem(PENDING, JSON.stringify(input));
  } catch {
    // A full store keeps nobody from paying.
  }
}

interface Payment {
  readonly stage: PayStage;
  readonly pay: (input: Omit<PayInput, 'key'>) => void;
  /** Asks about a payment of a page that is gone: the same key is sent again. */
  readonly resume: (input: PayInput) => void;
}

/**
 * Pays a check once, whatever happens
 *
 * One key for as long as the check is open: a double press sends nothing, and when the answer is lost the same key is sent
 * again until the core says what became of it (T18).
 */
export function usePayment(onPaid: (paid: Paid) => void, onRefused: (error: unknown) => void): Payment {
  const [stage, setStage] = useState<PayStage>({ kind: 'open' });
  const key = useRef<string>(crypto.randomUUID());
  const isSending = useRef(false);
  const isAsking = useRef(false);
  const isGone = useRef(false);
  const latest = useRef({ onPaid, onRefused });
  useEffect(() => {
    latest.current = { onPaid, onRefused };
  });
  const lost = useRef(false);
  const options = useMemo(
    () => ({
      isQuiet: true,
      onRefused: (error: unknown): boolean => {
        lost.current = isConnectionLost(error);
        if (!lost.current) {
          forgetPending();
          latest.current.onRefused(error);
        }
        return true;
      },
    }),
    [],
  );
  const { run } = useCommand(api.checkout.pay.mutationOptions(), options);
  const send = useCallback(
    async (input: PayInput): Promise<void> => {
      if (isSending.current) return;
      isSending.current = true;
      keepPending(input);
      let wasUnsure = isAsking.current;
      setStage({ kind: wasUnsure ? 'unsure' : 'sending' });
      for (;;) {
        const paid = await run(input);
        if (isGone.current) return;
        if (paid) {
          forgetPending();
          setStage({ kind: 'paid', paid, wasUnsure });
          latest.current.onPaid(paid);
          break;
        }
        if (!lost.current) {
          setStage({ kind: 'open' });
          break;
        }
        wasUnsure = true;
        setStage({ kind: 'unsure' });
        await new Promise((done) => {
          setTimeout(done, ASK_AGAIN_AFTER_MS);
        });
        if (isGone.current) return;
      }
      isAsking.current = false;
      isSending.current = false;
    },
    [run],
  );
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);
  return {
    stage,
    pay: (input) => void send({ ...input, key: key.current }),
    resume: (input) => {
      isAsking.current = true;
      void send(input);
    },
  };
}

/** Whether a payment that got no answer is the one of this check. */
export const isPendingOf = (pending: PayInput, ticket: Pick<Ticket, 'visitId'>): boolean =>
  (pending.ticket.visitId ?? null) === ticket.visitId;
