import { type LocalDate, addDays, daysBetween } from '../../src-shared/kernel/local-date.ts';
import type { Random } from '../../src-shared/kernel/random.ts';
import { instantOf } from '../../src-shared/kernel/wall-time.ts';
import { segmentsJson } from './demo-base.ts';
import type { Clientele } from './demo-clientele.ts';
import type { DemoOptions, DemoRow, DemoRows } from './demo-model.ts';
import { DemoPeople } from './demo-people.ts';
import { type PlannedVisit, startOf } from './demo-planner.ts';
import { type StandingVisit, aheadStatus, drawLead, todayStatuses } from './demo-status.ts';
import type { DemoTeam } from './demo-team.ts';
import { DEMO_SERVICES } from './demo-catalogue.data.ts';
import { CANCEL_REASONS, SKILL_COMMENTS, VISIT_COMMENTS } from './demo-texts.data.ts';

const MINUTE_MS = 60_000;
const VISIT_SOURCES = ['reception', 'phone', 'online'] as const;
const VISIT_SOURCE_WEIGHTS = [42, 38, 20] as const;
const SEGMENTS = DEMO_SERVICES.map(segmentsJson);

/** Turns planned visits into rows: cards of new clients, visits with their status, lines. */
export class DayWriter {
  readonly #options: DemoOptions & { readonly createdBy: number };
  readonly #from: LocalDate;
  readonly #clientele: Clientele;
  readonly #team: DemoTeam;
  readonly #people: DemoPeople;
  readonly #random: Random;
  /** When the card of each client was made, UTC milliseconds. */
  readonly #createdAt: number[] = [0];
  readonly #midnights = new Map<number, number>();
  readonly #todayIndex: number;
  readonly #nowMs: number;
  #visitId = 0;
  #lineId = 0;

  constructor(
    options: DemoOptions & { readonly createdBy: number },
    from: LocalDate,
    clientele: Clientele,
    team: DemoTeam,
    random: Random,
  ) {
    this.#options = options;
    this.#from = from;
    this.#clientele = clientele;
    this.#team = team;
    this.#random = random.fork('rows');
    this.#people = new DemoPeople(random.fork('people'), options.today);
    this.#nowMs = instantOf(options.today, options.nowMin, options.timeZone).atMs;
    this.#todayIndex = daysBetween(from, options.today);
  }

  /** Numbers for visits that are put in beside the planned ones. */
  readonly numbers = { visit: (): number => ++this.#visitId, line: (): number => ++this.#lineId };

  /** Rows of one day; days come in order. */
  rowsOf(day: number, localDate: LocalDate, visits: readonly PlannedVisit[]): DemoRows {
    const newcomers = this.#clients(day, visits);
    const random = this.#random;
    const standing = visits.map((visit): StandingVisit => {
      const last = visit.lines.at(-1);
      const endMin = last ? last.startMin + last.offer.minutes : 0;
      return { startMin: startOf(visit), endMin, outcome: visit.outcome, draw: random.next() };
    });
    const ahead = day - this.#todayIndex;
    const statuses =
      ahead === 0
        ? todayStatuses(standing, this.#options.nowMin)
        : standing.map((one) => (ahead < 0 ? one.outcome : aheadStatus(one.outcome, ahead, one.draw)));
    const visitRows: DemoRow<'visits'>[] = [];
    const lineRows: DemoRow<'visit_lines'>[] = [];
    for (const [index, visit] of visits.entries()) {
      const id = ++this.#visitId;
      visitRows.push(this.#visitRow(id, day, localDate, visit, statuses[index] ?? 'booked'));
      for (const [position, line] of visit.lines.entries()) {
        lineRows.push({
          id: ++this.#lineId,
          visit_id: id,
          position,
          local_date: localDate,
          service_id: line.offer.serviceId,
          staff_id: line.master + 1,
          room_id: (this.#team.masters[line.master]?.room ?? 0) + 1,
          start_min: line.startMin,
          duration_min: line.offer.minutes,
          // As the service has them: which ones count inside a visit is a rule, not a fact (A7).
          buffer_before_min: line.offer.before,
          buffer_after_min: line.offer.after,
          segments_json: SEGMENTS[line.offer.serviceId - 1] ?? null,
          price_minor: line.offer.priceMinor,
        });
      }
    }
    return { ...newcomers, visits: visitRows, visit_lines: lineRows };
  }

  #clients(day: number, visits: readonly PlannedVisit[]): DemoRows {
    const clients: DemoRow<'clients'>[] = [];
    const phones: DemoRow<'client_phones'>[] = [];
    const known = this.#createdAt.length - 1;
    if (this.#clientele.count > known) {
      const starts = new Map(visits.map((visit) => [visit.clientId, startOf(visit)]));
      for (let id = known + 1; id <= this.#clientele.count; id++) {
        const start = starts.get(id);
        const drawn = this.#random.int(570, 1170);
        const minute = start === undefined ? drawn : Math.min(drawn, start - this.#random.int(10, 60));
        const createdAtMs = Math.min(this.#at(day, Math.max(0, minute)), this.#nowMs - MINUTE_MS);
        this.#createdAt.push(createdAtMs);
        const person = this.#people.next(id, this.#clientele.isFemale[id] === 1, createdAtMs);
        clients.push(person.client);
        phones.push(...person.phones);
      }
    }
    return { clients, client_phones: phones };
  }

  #visitRow(
    id: number,
    day: number,
    localDate: LocalDate,
    visit: PlannedVisit,
    status: DemoRow<'visits'>['status'],
  ): DemoRow<'visits'> {
    const random = this.#random;
    const isCancelled = status === 'cancelled';
    const isBySalon = visit.isMasterSick || random.chance(0.08);
    const clientReason = random.pick(CANCEL_REASONS.client);
    const isRegular = (this.#clientele.visits[visit.clientId] ?? 0) > 4;
    const wantsMaster = random.chance(isRegular ? 0.4 : 0.12);
    const comment = random.chance(0.09) ? random.pick(commentsFor(visit)) : '';
    const reschedules = random.weighted([0, 1, 2], [92, 7, 1]);
    const isLate = random.chance(0.4);
    return {
      id,
      client_id: visit.clientId,
      local_date: localDate,
      status,
      source: random.weighted(VISIT_SOURCES, VISIT_SOURCE_WEIGHTS),
      comment,
      wants_this_master: wantsMaster ? 1 : 0,
      is_first_visit: visit.isFirst ? 1 : 0,
      cancelled_by: isCancelled ? (isBySalon ? 'salon' : 'client') : null,
      cancel_reason: isCancelled ? (isBySalon ? CANCEL_REASONS.salon[visit.isMasterSick ? 0 : 1] : clientReason) : null,
      is_late_cancel: isCancelled && (visit.isMasterSick || isLate) ? 1 : 0,
      reschedule_count: reschedules,
      created_at_ms: this.#bookedAt(day, visit),
      created_by: this.#options.createdBy,
      version: 1,
    };
  }

  /** When the visit was booked: after the card was made, before it began, never after now. */
  #bookedAt(day: number, visit: PlannedVisit): number {
    const lead = drawLead(this.#random);
    const minute = this.#random.int(545, 1195);
    const on = Math.max(this.#clientele.arrival[visit.clientId] ?? 0, Math.min(day - lead, this.#todayIndex));
    const latest = this.#at(day, Math.max(0, startOf(visit) - 5));
    const drawn = Math.min(this.#at(on, minute), latest, this.#nowMs - MINUTE_MS);
    return Math.max(drawn, this.#createdAt[visit.clientId] ?? 0);
  }

  #at(day: number, minute: number): number {
    let midnight = this.#midnights.get(day);
    if (midnight === undefined) {
      midnight = instantOf(addDays(this.#from, day), 0, this.#options.timeZone).atMs;
      this.#midnights.set(day, midnight);
    }
    return midnight + minute * MINUTE_MS;
  }
}

function commentsFor(visit: PlannedVisit): readonly string[] {
  const skill = visit.lines[0]?.offer.skill;
  return [...VISIT_COMMENTS, ...((skill && SKILL_COMMENTS[skill]) ?? [])];
}
