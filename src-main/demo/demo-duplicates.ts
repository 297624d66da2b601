import { sqlText } from '../store/executor.ts';
import type { Store } from '../store/store.ts';
import { query } from '../store/query.ts';
import { DEMO_DEVICE } from './demo-sink.ts';

const PAIRS = 3;

/** Three clients of the demo stand twice in the base, as happens at a busy desk: one is found by phone, e-mail or birthday. */
export function addDemoDuplicates(store: Store, actorId: number, nowMs: number): void {
  const originals = store.reader.all(
    sqlText<{ id: number; first_name: string; last_name: string; birthday: string | null; digits: string }>(
      `select clients.id, first_name, last_name, birthday, min(digits) as digits
       from clients join client_phones on client_phones.client_id = clients.id
       where last_name <> '' group by clients.id order by clients.id limit ?`,
      PAIRS,
    ),
  );
  store.work.run({ actorId, device: DEMO_DEVICE, nowMs }, 'demo.duplicates', (tx) => {
    tx.summary = { key: 'demo.duplicates' };
    originals.forEach((client, index) => {
      const email = `client${client.id}@salon.example`;
      tx.run(query.updateTable('clients').set({ email }).where('id', '=', client.id));
      const id = tx.insert(
        query.insertInto('clients').values({
          first_name: client.first_name,
          last_name: index === 2 ? '' : client.last_name,
          birthday: client.birthday,
          email: index === 1 ? email : null,
          note: index === 0 ? 'Просила перезвонить вечером' : '',
          source: 'Сайт',
          created_at_ms: nowMs,
        }),
      );
      if (index !== 1) tx.insert(query.insertInto('client_phones').values({ client_id: id, digits: client.digits }));
    });
  });
}
