import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, client } from '../api/client.ts';

const SIGNS_OF_LIFE = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;
const CHECK_EVERY_MS = 5000;

/** Locks the desk after so many minutes without a sign of life; 0 = never. */
export function useIdleLock(afterMin: number): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (afterMin <= 0) return undefined;
    let lastSignMs = Date.now();
    const note = (): void => {
      lastSignMs = Date.now();
    };
    // A check by the clock also counts the time that the PC was asleep, which a long timer would not.
    const timer = setInterval(() => {
      if (Date.now() - lastSignMs < afterMin * 60_000) return;
      note();
      void lockDesk().then(() => queryClient.invalidateQueries({ queryKey: api.access.session.key() }));
    }, CHECK_EVERY_MS);
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, note, { passive: true });
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, note);
    };
  }, [afterMin, queryClient]);
}

/** Locks the desk; a desk that lost its core stays as it is until the core answers. */
export async function lockDesk(): Promise<void> {
  await client.access.lock().catch(() => undefined);
}
