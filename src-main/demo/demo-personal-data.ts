import { createHash } from 'node:crypto';
import { personalDataTemplates } from '../../src-shared/i18n/ru/personal-data-templates.ts';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import { localOf } from '../../src-shared/kernel/wall-time.ts';
import { CONSENT_PURPOSES, requestDueOn } from '../../src-shared/personal-data/personal-data.rules.ts';
import { sqlText } from '../store/executor.ts';
import type { Store } from '../store/store.ts';
import { DEMO_TIME_ZONE } from './demo.service.ts';
import { DEMO_DEVICE } from './demo-sink.ts';

const TEXTS_FROM = '2025-09-01';
const TEXTS_FROM_MS = Date.UTC(2025, 8, 1, 9);
/** Of a hundred clients: how many agreed to each purpose. */
const SHARES = { processing: 92, marketing: 71, photo: 38, health: 24 } as const;

/** Texts of consents, consents of most clients by their number, a few withdrawn, and one open request (D1, D2). */
export function addDemoPersonalData(store: Store, actorId: number, nowMs: number): void {
  const clients = store.reader.all(
    sqlText<{ id: number; at: number }>('select id, created_at_ms as at from clients order by id'),
  );
  store.work.run({ actorId, device: DEMO_DEVICE, nowMs }, 'demo.personalData', (tx) => {
    tx.summary = { key: 'demo.personalData' };
    const insert = tx.prepare(
      `insert into consents (client_id, purpose, text_id, channel, given_at_ms, given_to, withdrawn_at_ms, withdrawn_to)
       values (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    for (const [index, purpose] of CONSENT_PURPOSES.entries()) {
      const body = personalDataTemplates[purpose];
      const sha256 = createHash('sha256').update(body, 'utf8').digest('hex');
      const textId = tx.runSql(
        'insert into consent_texts (purpose, number, body, sha256, valid_from) values (?, 1, ?, ?, ?)',
        [purpose, body, sha256, TEXTS_FROM],
      ).insertId;
      for (const { id, at } of clients) {
        // Spread by the number of the client, so that the same salon comes out every time.
        if ((id * 37 + index * 13) % 100 >= SHARES[purpose]) continue;
        const givenAt = Math.min(nowMs, Math.max(at, TEXTS_FROM_MS));
        const isWithdrawn = purpose === 'marketing' && id % 29 === 0;
        const channel = id % 3 === 0 ? 'paper' : id % 3 === 1 ? 'in_person' : 'electronic';
        const end = isWithdrawn ? [nowMs, actorId] : [null, null];
        insert.run(id, purpose, textId, channel, givenAt, actorId, ...end);
      }
    }
    const asking = clients[11];
    if (asking) {
      const on = addDays(localOf(nowMs, DEMO_TIME_ZONE).localDate, -5);
      tx.runSql(`insert into data_requests (client_id, kind, requested_on, due_on, note) values (?, 'copy', ?, ?, ?)`, [
        asking.id,
        on,
        requestDueOn('copy', on, []),
        'Просит прислать на почту',
      ]);
    }
  });
}
