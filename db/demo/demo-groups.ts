import type { Interval } from '../../src-shared/kernel/intervals.ts';
import { type LocalDate, addDays, daysBetween, isoWeekday } from '../../src-shared/kernel/local-date.ts';
import type { Random } from '../../src-shared/kernel/random.ts';
import { instantOf } from '../../src-shared/kernel/wall-time.ts';
import { DEMO_CATEGORIES, DEMO_SERVICES } from './demo-catalogue.data.ts';
import type { Clientele } from './demo-clientele.ts';
import type { DemoOptions, DemoRow, DemoRows } from './demo-model.ts';
import { aheadStatus } from './demo-status.ts';
import type { DemoTeam } from './demo-team.ts';
import { GROUP_SERVICE } from './demo-texts.data.ts';

const MINUTE_MS = 60_000;
/** Number of the group service: after the price list. */
const SERVICE_ID = DEMO_SERVICES.length + 1;
/** Weeks of group events before today; the salon began them lately. */
const PAST_DAYS = 56;
/** The time that suits participants, then what is nearest to it. */
const WISHED_MIN = 1080;

const LEADING: readonly string[] = GROUP_SERVICE.skills;

type Visits = readonly DemoRow<'visits'>[];
type Lines = readonly DemoRow<'visit_lines'>[];

/** The group service and who leads it: rows that come after those of the price list. */
export function groupServiceRows(team: DemoTeam, base: DemoRows): Pick<DemoRows, 'services' | 'staff_services'> {
  const category = DEMO_CATEGORIES.findIndex(({ name }) => name === GROUP_SERVICE.category);
  const services = (base.services ?? []).map((row) => ({ ...row, group_capacity: null as number | null }));
  const position = services.filter((row) => row.category_id === category + 1).length;
  services.push({
    id: SERVICE_ID,
    category_id: category + 1,
    name: GROUP_SERVICE.name,
    price_minor: GROUP_SERVICE.price * 100,
    price_max_minor: null,
    duration_min: GROUP_SERVICE.minutes,
    buffer_before_min: 0,
    buffer_after_min: 0,
    segments_json: null,
    periodicity_days: null,
    is_online: 1,
    position,
    is_archived: 0,
    version: 1,
    group_capacity: GROUP_SERVICE.capacity,
  });
  const known = base.staff_services ?? [];
  const leaders = leadersOf(team).map((master, index) => ({
    id: known.length + index + 1,
    staff_id: master + 1,
    service_id: SERVICE_ID,
    price_minor: null,
    duration_min: null,
  }));
  return { services, staff_services: [...known, ...leaders] };
}

/** Masters who lead groups: those of one skill. */
function leadersOf(team: DemoTeam): number[] {
  return team.masters.flatMap(({ skills }, index) => (skills.some((skill) => LEADING.includes(skill)) ? [index] : []));
}

/** Weekly group events of the salon with their participants, put where a day has left room for them. */
export class GroupPlanner {
  readonly #options: DemoOptions & { readonly createdBy: number };
  readonly #clientele: Clientele;
  readonly #team: DemoTeam;
  readonly #rooms: readonly { readonly capacity: number }[];
  readonly #random: Random;
  #eventId = 0;

  constructor(
    options: DemoOptions & { readonly createdBy: number },
    clientele: Clientele,
    team: DemoTeam,
    rooms: readonly { readonly capacity: number }[],
    random: Random,
  ) {
    this.#options = options;
    this.#clientele = clientele;
    this.#team = team;
    this.#rooms = rooms;
    this.#random = random;
  }

  /**
   * The event of a day and its participants, appended to the day's own visits; the rows as they were when there is none.
   *
   * `next` gives the numbers of further visits and lines.
   */
  onDay(
    localDate: LocalDate,
    work: readonly (readonly Interval[])[],
    planned: DemoRows,
    next: { visit(): number; line(): number },
  ): DemoRows {
    // All visits say it, because rows of one batch have the same columns.
    const visits = (planned.visits ?? []).map((visit): DemoRow<'visits'> => ({ ...visit, group_event_id: null }));
    // Before the visits that refer to them, whatever day comes first in a batch.
    const rows: DemoRows = { group_events: [], ...planned, visits };
    const { today, nowMin, createdBy, timeZone } = this.#options;
    const ahead = daysBetween(today, localDate);
    // Today is shown full to the last minute; the next event is tomorrow's.
    if (ahead < -PAST_DAYS || isoWeekday(localDate) !== isoWeekday(addDays(today, 1))) return rows;
    const random = this.#random.fork(localDate);
    const lines = rows.visit_lines ?? [];
    const place = this.#placeOn(work, lines, rows.blocks ?? []);
    if (!place) return rows;
    const eventId = ++this.#eventId;
    const midnightMs = instantOf(localDate, 0, timeZone).atMs;
    const nowMs = instantOf(today, nowMin, timeZone).atMs;
    const plannedAtMs = Math.min(midnightMs - 14 * 1440 * MINUTE_MS, nowMs - 60 * MINUTE_MS);
    const event: DemoRow<'group_events'> = {
      id: eventId,
      service_id: SERVICE_ID,
      staff_id: place.master + 1,
      room_id: place.room + 1,
      local_date: localDate,
      start_min: place.startMin,
      duration_min: GROUP_SERVICE.minutes,
      buffer_before_min: 0,
      buffer_after_min: 0,
      capacity: GROUP_SERVICE.capacity,
      seats_from_room: 0,
      price_minor: GROUP_SERVICE.price * 100,
      title: '',
      comment: '',
      status: 'planned',
      cancel_reason: null,
      created_at_ms: plannedAtMs,
      created_by: createdBy,
      version: 1,
    };
    const isFar = ahead > 7;
    const count = isFar ? random.int(0, 3) : random.int(3, GROUP_SERVICE.capacity);
    const seats = this.#clientsFor(count, visits, random).map((clientId): DemoRow<'visits'> => {
      const draw = random.next();
      const bookedAtMs = plannedAtMs + random.int(0, 13 * 1440) * MINUTE_MS;
      return {
        id: next.visit(),
        client_id: clientId,
        local_date: localDate,
        status: this.#statusOf(ahead, place.startMin, draw),
        source: random.pick(['reception', 'phone', 'online'] as const),
        comment: '',
        wants_this_master: 0,
        is_first_visit: 0,
        cancelled_by: null,
        cancel_reason: null,
        is_late_cancel: 0,
        reschedule_count: 0,
        created_at_ms: Math.min(bookedAtMs, nowMs - MINUTE_MS, midnightMs + (place.startMin - 5) * MINUTE_MS),
        created_by: createdBy,
        version: 1,
        group_event_id: eventId,
      };
    });
    const seatLines = seats.map((visit): DemoRow<'visit_lines'> => ({
      id: next.line(),
      visit_id: visit.id,
      position: 0,
      local_date: localDate,
      service_id: SERVICE_ID,
      staff_id: place.master + 1,
      room_id: place.room + 1,
      start_min: place.startMin,
      duration_min: GROUP_SERVICE.minutes,
      buffer_before_min: 0,
      buffer_after_min: 0,
      segments_json: null,
      price_minor: GROUP_SERVICE.price * 100,
    }));
    return {
      ...rows,
      group_events: [event],
      visits: [...visits, ...seats],
      visit_lines: [...lines, ...seatLines],
    };
  }

  /** The free stretch of a leader nearest to the wished time, where the room has a place left. */
  #placeOn(
    work: readonly (readonly Interval[])[],
    lines: Lines,
    blocks: readonly DemoRow<'blocks'>[],
  ): { master: number; room: number; startMin: number } | null {
    // Who cancelled keeps the time here: the hour of the day must move no event.
    const meets = (startMin: number, line: Lines[number]): boolean =>
      line.start_min - line.buffer_before_min < startMin + GROUP_SERVICE.minutes &&
      line.start_min + line.duration_min + line.buffer_after_min > startMin;
    let best: { master: number; room: number; startMin: number } | null = null;
    for (const master of leadersOf(this.#team)) {
      const room = this.#team.masters[master]?.room ?? 0;
      const capacity = this.#rooms[room]?.capacity ?? 0;
      for (let startMin = 600; startMin <= 1140; startMin += 15) {
        const endMin = startMin + GROUP_SERVICE.minutes;
        const isAtWork = (work[master] ?? []).some(([from, to]) => from <= startMin && endMin <= to);
        const around = lines.filter((line) => meets(startMin, line));
        const isBusy = around.some((line) => line.staff_id === master + 1);
        const inRoom = new Set(around.filter((line) => line.room_id === room + 1).map((line) => line.visit_id));
        const isClosed = blocks.some(
          (block) => block.room_id === room + 1 && block.start_min < endMin && block.end_min > startMin,
        );
        if (!isAtWork || isBusy || isClosed || inRoom.size >= capacity) continue;
        if (best && Math.abs(best.startMin - WISHED_MIN) <= Math.abs(startMin - WISHED_MIN)) continue;
        best = { master, room, startMin };
      }
    }
    return best;
  }

  /** Regulars who have nothing else on that day. */
  #clientsFor(count: number, visits: Visits, random: Random): number[] {
    const taken = new Set(visits.map(({ client_id: id }) => id ?? 0));
    const chosen: number[] = [];
    for (let tries = 0; tries < 400 && chosen.length < count; tries++) {
      const id = random.int(1, Math.min(this.#clientele.count, 400));
      if (taken.has(id) || this.#clientele.isFemale[id] !== 1 || (this.#clientele.visits[id] ?? 0) < 3) continue;
      taken.add(id);
      chosen.push(id);
    }
    return chosen;
  }

  #statusOf(ahead: number, startMin: number, draw: number): DemoRow<'visits'>['status'] {
    if (ahead > 0) return aheadStatus('completed', ahead, draw);
    if (ahead < 0) return draw < 0.08 ? 'no_show' : 'completed';
    const { nowMin } = this.#options;
    if (startMin + GROUP_SERVICE.minutes <= nowMin) return draw < 0.08 ? 'no_show' : 'completed';
    if (startMin <= nowMin) return 'in_progress';
    return draw < 0.68 ? 'confirmed' : 'booked';
  }
}
