import { hashSecretSync } from '../access/secrets.ts';
import { writeSecret } from '../access/access.repository.ts';
import { query } from '../store/query.ts';
import type { Salon } from './salon.ts';

/** Fills a salon with the demo data; makes an owner when there is none. Returns the owner's user id. */
export function fillWithDemo(salon: Salon, ownerId: number | null): number {
  if (ownerId !== null) return ownerId;
  const { value } = salon.store.work.run(
    { actorId: null, device: 'demo', nowMs: salon.deps.clock.nowMs() },
    'demo.owner',
    (tx) => {
      const id = tx.insert(query.insertInto('users').values({ name: 'Ольга В.', role: 'owner', staff_id: null }));
      writeSecret(tx, id, 'pin', hashSecretSync('2468'));
      return id;
    },
  );
  return value;
}
