import { hashSecretSync } from '../access/secrets.ts';
import type { Salon } from './salon.ts';

/** Fills a salon with the demo data; makes an owner when there is none. Returns the owner's user id. */
export function fillWithDemo(salon: Salon, ownerId: number | null): number {
  if (ownerId !== null) return ownerId;
  const context = { actorId: null, device: 'demo', nowMs: salon.deps.clock.nowMs() };
  const { value } = salon.store.work.run(context, 'demo.owner', (tx) =>
    salon.access.createInside(
      tx,
      { name: 'Ольга В.', role: 'owner', staffId: null, locale: 'ru' },
      'pin',
      hashSecretSync('2468'),
    ),
  );
  return value;
}
