import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

/** What a group event is written from. */
export interface StoredEvent {
  service_id: number;
  staff_id: number;
  room_id: number | null;
  local_date: string;
  start_min: number;
  duration_min: number;
  buffer_before_min: number;
  buffer_after_min: number;
  capacity: number;
  seats_from_room: 0 | 1;
  price_minor: number;
  title: string;
  comment: string;
}

export function insertEvent(
  tx: Tx,
  event: StoredEvent & { readonly created_at_ms: number; readonly created_by: number },
): number {
  return tx.insert(query.insertInto('group_events').values({ ...event, cancel_reason: null }));
}

/** Changes an event and counts its version up; returns the new version. */
export function updateEvent(
  tx: Tx,
  event: { readonly id: number; readonly version: number },
  change: Partial<StoredEvent> & { readonly status?: 'cancelled'; readonly cancel_reason?: string },
): number {
  const version = event.version + 1;
  tx.run(
    query
      .updateTable('group_events')
      .set({ ...change, version })
      .where('id', '=', event.id),
  );
  return version;
}

/** Why an event was cancelled; null when it was not. */
export function readCancelReason(reader: Reader, eventId: number): string | null {
  return (
    reader.get(
      sqlText<{ cancel_reason: string | null }>('select cancel_reason from group_events where id = ?', eventId),
    )?.cancel_reason ?? null
  );
}
