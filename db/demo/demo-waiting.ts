import { addDays } from '../../src-shared/kernel/local-date.ts';
import type { Random } from '../../src-shared/kernel/random.ts';
import { instantOf } from '../../src-shared/kernel/wall-time.ts';
import { DEMO_SERVICES } from './demo-catalogue.data.ts';
import type { Clientele } from './demo-clientele.ts';
import type { DemoOptions, DemoRow } from './demo-model.ts';
import type { DemoTeam } from './demo-team.ts';
import { WAITING_GUEST, WAITING_REQUESTS, WAITING_WISHES } from './demo-texts.data.ts';

type EntryRow = DemoRow<'waiting_entries'>;

const MINUTE_MS = 60_000;
/** What guests without a booking come in for. */
const SHORT_SERVICE = DEMO_SERVICES.findIndex(({ name }) => name === WAITING_GUEST.service) + 1;
/** A request is to be answered within an hour, as the salon's setting says. */
const ANSWER_MIN = 60;
/** Clients who come more often than this are regulars: those are who wait. */
const REGULAR_VISITS = 3;

/**
 * Who waits today: five regulars with wishes of every kind, a guest without a booking, two requests.
 *
 * The same in every size, so that the large salon does not bury its desk.
 */
export function waitingRows(
  options: DemoOptions & { readonly createdBy: number },
  clientele: Clientele,
  team: DemoTeam,
  random: Random,
): EntryRow[] {
  const { today, timeZone, nowMin } = options;
  const nowMs = instantOf(today, nowMin, timeZone).atMs;
  const base = {
    group_event_id: null,
    from_date: null,
    to_date: null,
    weekdays_json: '[]',
    from_min: null,
    to_min: null,
    client_id: null,
    name: '',
    phone_digits: null,
    staff_json: '[]',
    owner_id: null,
    due_at_ms: null,
    offer_json: null,
    offered_until_ms: null,
    visit_id: null,
    closed_reason: null,
    status: 'waiting',
    created_by: options.createdBy,
    version: 1,
  } as const satisfies Partial<EntryRow>;
  const taken = new Set<number>();
  const regular = (): number => {
    for (let tries = 0; tries < 400; tries++) {
      const id = random.int(1, clientele.count);
      if (!taken.has(id) && (clientele.visits[id] ?? 0) > REGULAR_VISITS) {
        taken.add(id);
        return id;
      }
    }
    return random.int(1, clientele.count);
  };
  const rows: EntryRow[] = WAITING_WISHES.map((wish, index): EntryRow => {
    const clientId = regular();
    const master = clientele.masterOf(clientId);
    const habit = clientele.habit[clientId] ?? 1;
    const isDone = team.offerOf(master, habit) !== null;
    return {
      ...base,
      id: index + 1,
      kind: 'waiting',
      client_id: clientId,
      services_json: JSON.stringify([habit]),
      staff_json: wish.wantsMaster && isDone ? JSON.stringify([master + 1]) : '[]',
      from_date: wish.fromDay === null ? null : addDays(today, wish.fromDay),
      to_date: wish.toDay === null ? null : addDays(today, wish.toDay),
      weekdays_json: JSON.stringify(wish.weekdays),
      from_min: wish.fromMin,
      to_min: wish.toMin,
      comment: wish.comment,
      source: wish.source,
      created_at_ms: nowMs - wish.agoMin * MINUTE_MS,
    };
  });
  rows.push({
    ...base,
    id: rows.length + 1,
    kind: 'walk_in',
    name: WAITING_GUEST.name,
    services_json: JSON.stringify([SHORT_SERVICE]),
    comment: '',
    source: 'walk_in',
    created_at_ms: nowMs - WAITING_GUEST.agoMin * MINUTE_MS,
  });
  for (const request of WAITING_REQUESTS) {
    const like = regular();
    const createdAtMs = nowMs - request.agoMin * MINUTE_MS;
    const date = addDays(today, request.day);
    rows.push({
      ...base,
      id: rows.length + 1,
      kind: 'request',
      name: request.name,
      phone_digits: request.digits,
      services_json: JSON.stringify([clientele.habit[like] ?? 1]),
      from_date: date,
      to_date: date,
      from_min: request.atMin,
      to_min: request.atMin,
      comment: request.comment,
      source: request.source,
      due_at_ms: createdAtMs + ANSWER_MIN * MINUTE_MS,
      created_at_ms: createdAtMs,
    });
  }
  return rows;
}
