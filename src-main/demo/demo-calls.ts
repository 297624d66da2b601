import { addDays } from '../../src-shared/kernel/local-date.ts';
import { instantOf, localOf } from '../../src-shared/kernel/wall-time.ts';
import { sqlText } from '../store/executor.ts';
import type { Store } from '../store/store.ts';
import { DEMO_TIME_ZONE } from './demo.service.ts';
import { DEMO_DEVICE } from './demo-sink.ts';

/** Calls were made on the days of the last month. */
const DAYS = 30;
/** Every so many visits of the month were booked on a call. */
const EVERY_VISIT = 11;
const QUIET_CALLS = 70;
const NOTES = [
  '',
  'Просит вечером, после 18:00',
  '',
  'Вернётся из отпуска в конце месяца',
  '',
  'Уже записалась к другому мастеру',
];

interface VisitRow {
  id: number;
  client_id: number;
  local_date: string;
  service_id: number;
}

/** Calls of the last month: those that brought visits, and those that did not; a few ask to be called again today. */
export function addDemoCalls(store: Store, callers: readonly number[], nowMs: number): void {
  const today = localOf(nowMs, DEMO_TIME_ZONE).localDate;
  const from = addDays(today, -DAYS);
  const visits = store.reader.all(
    sqlText<VisitRow>(
      `select v.id, v.client_id, v.local_date, l.service_id from visits v join visit_lines l on l.visit_id = v.id
       where v.local_date between ? and ? and v.client_id is not null and v.status <> 'cancelled' and l.position = 1
       order by v.id`,
      from,
      addDays(today, 5),
    ),
  );
  const away = store.reader.all(
    sqlText<{ client_id: number; service_id: number }>(
      `select l.client_id, l.service_id from client_service_last l join services s on s.id = l.service_id
       where s.periodicity_days is not null and l.last_on between ? and ? order by l.last_on desc, l.client_id limit ?`,
      addDays(today, -120),
      addDays(today, -40),
      QUIET_CALLS,
    ),
  );
  store.work.run({ actorId: callers[0] ?? null, device: DEMO_DEVICE, nowMs }, 'demo.calls', (tx) => {
    tx.summary = { key: 'demo.calls' };
    const insert = tx.prepare(
      `insert into client_calls (client_id, service_id, reason, outcome, next_on, note, visit_id, called_at_ms, called_by)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    const at = (localDate: string, index: number): number =>
      Math.min(nowMs, instantOf(localDate, 615 + (index % 18) * 30, DEMO_TIME_ZONE).atMs);
    const by = (index: number): number | null => callers[index % 3 === 0 ? 0 : callers.length - 1] ?? null;
    visits
      .filter((_, index) => index % EVERY_VISIT === 0)
      .forEach(({ id, client_id: clientId, local_date: on, service_id: serviceId }, index) => {
        const called = addDays(on, -2 - (index % 4));
        const day = called < from ? from : called > today ? today : called;
        const reason = index % 6 === 0 ? 'lost' : 'due';
        insert.run(clientId, serviceId, reason, 'booked', null, '', id, at(day, index), by(index));
      });
    away.forEach(({ client_id: clientId, service_id: serviceId }, index) => {
      const day = addDays(today, -1 - (index % (DAYS - 2)));
      const outcome = (['no_answer', 'later', 'refused', 'no_answer', 'later'] as const)[index % 5] ?? 'no_answer';
      const wait = outcome === 'no_answer' ? 1 : outcome === 'refused' ? 60 : (index % 4) + 1;
      const note = outcome === 'no_answer' ? '' : (NOTES[index % NOTES.length] ?? '');
      insert.run(clientId, serviceId, 'due', outcome, addDays(day, wait), note, null, at(day, index), by(index));
    });
  });
}
