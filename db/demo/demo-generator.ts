import { type Interval, subtract } from '../../src-shared/kernel/intervals.ts';
import { addDays, daysBetween, isoWeekday } from '../../src-shared/kernel/local-date.ts';
import { type Random, createRandom } from '../../src-shared/kernel/random.ts';
import { baseRows } from './demo-base.ts';
import { demandOn, salonHoursOn } from './demo-calendar.ts';
import { Clientele } from './demo-clientele.ts';
import { GroupPlanner, groupServiceRows } from './demo-groups.ts';
import type { DemoDay, DemoOptions, DemoRow, DemoRows, DemoSalon } from './demo-model.ts';
import { type DayPlan, DayPlanner } from './demo-planner.ts';
import { withPriceList } from './demo-prices.ts';
import { withTeamCards } from './demo-papers.ts';
import { DayWriter } from './demo-rows.ts';
import { DemoSchedule, type MasterDay } from './demo-schedule.ts';
import { AHEAD_DAYS, type SizePlan, planOf } from './demo-sizes.ts';
import { DemoTeam } from './demo-team.ts';
import { ROOM_BLOCK_REASON, STAFF_BLOCK_REASONS } from './demo-texts.data.ts';
import { DemoCards } from './demo-cards.ts';
import { moneyRows } from './demo-money.data.ts';
import { DemoTill } from './demo-till.ts';
import { waitingRows } from './demo-waiting.ts';

/**
 * The demo salon: the same options give the same rows, to the byte.
 *
 * Pure: no clock, no chance but the seed. `days` yields one day at a time, oldest first, and can be walked once.
 *
 * @throws RangeError for a seed that is not a whole number, a date that is none, or a minute outside 0..1439.
 */
export function generateDemo(options: DemoOptions): DemoSalon {
  const { nowMin, today } = options;
  if (!Number.isInteger(nowMin) || nowMin < 0 || nowMin > 1439)
    throw new RangeError(`Not a minute of a day: ${nowMin}`);
  const random = createRandom(options.seed).fork(options.size);
  const plan = planOf(options.size, options.scale ?? 1, random.fork('plan'));
  const from = addDays(today, -plan.pastDays);
  const to = addDays(today, AHEAD_DAYS);
  const team = new DemoTeam(plan.masters, plan.minutesPercent);
  const schedule = new DemoSchedule(plan.masters, from, today, to, random.fork('schedule'));
  const rows = baseRows(team, plan.rooms, schedule, { from, today, to }, random.fork('base'));
  const whole = { ...rows, ...moneyRows(rows.services ?? []) };
  const base =
    options.size === 'salon'
      ? withTeamCards(withPriceList({ ...whole, ...groupServiceRows(team, whole) }, today), today, options.timeZone)
      : whole;
  const dayCount = plan.pastDays + 1 + AHEAD_DAYS;
  const days = (createdBy: number): Iterable<DemoDay> =>
    new History(options, plan, team, schedule, random, base).days(dayCount, createdBy);
  return { fromDate: from, toDate: to, dayCount, base, days };
}

class History {
  readonly #options: DemoOptions;
  readonly #plan: SizePlan;
  readonly #team: DemoTeam;
  readonly #schedule: DemoSchedule;
  readonly #random: Random;
  readonly #clientele: Clientele;
  readonly #from: string;
  readonly #base: DemoRows;
  #blockId = 0;

  constructor(
    options: DemoOptions,
    plan: SizePlan,
    team: DemoTeam,
    schedule: DemoSchedule,
    random: Random,
    base: DemoRows,
  ) {
    this.#base = base;
    this.#options = options;
    this.#plan = plan;
    this.#team = team;
    this.#schedule = schedule;
    this.#random = random;
    this.#from = addDays(options.today, -plan.pastDays);
    this.#clientele = new Clientele(plan.clients, plan.masters.length, random.fork('clientele'));
  }

  *days(dayCount: number, createdBy: number): Generator<DemoDay> {
    const { today } = this.#options;
    const planner = new DayPlanner(this.#team, this.#clientele, this.#random.fork('planner'));
    const writer = new DayWriter(
      { ...this.#options, createdBy },
      this.#from,
      this.#clientele,
      this.#team,
      this.#random,
    );
    const known = { ...this.#options, createdBy };
    // Only the small salon holds groups: the large one is a measure of size.
    const groups =
      this.#options.size === 'salon'
        ? new GroupPlanner(known, this.#clientele, this.#team, this.#plan.rooms, this.#random.fork('groups'))
        : null;
    const arrivals = this.#random.fork('arrivals');
    const loads = this.#random.fork('loads');
    const blocks = this.#random.fork('blocks');
    const quotas = this.#plan.visits === null ? null : this.#quotas(dayCount, this.#plan.visits);
    // The cards of the small salon only: the large one is a measure of size.
    const cards =
      this.#options.size === 'salon'
        ? new DemoCards(known, this.#random.fork('cards'), (id) => this.#clientele.aboutOf(id))
        : null;
    const till = new DemoTill(known, this.#random.fork('till'), this.#base);
    let carried = 0;
    for (let day = 0; day < dayCount; day++) {
      const localDate = addDays(this.#from, day);
      this.#arrive(day, arrivals);
      const masterDays = this.#masterDays(localDate);
      const { rows: blockRows, work } = this.#block(localDate, masterDays, blocks);
      const quota = quotas ? (quotas[day] ?? 0) + carried : null;
      const visits = planner.fill(this.#dayPlan(day, localDate, work, masterDays, quota, loads));
      if (quota !== null) {
        carried = quota - visits.length;
        // The last day takes what found no place: as cancelled bookings, which hold no time.
        if (day === dayCount - 1) visits.push(...planner.cancelledExtras(day, carried));
      }
      const isAhead = localDate > today;
      const planned: DemoRows = { blocks: blockRows, ...writer.rowsOf(day, localDate, visits) };
      const rows = groups ? groups.onDay(localDate, work, planned, writer.numbers) : planned;
      if (localDate === today) {
        rows.waiting_entries = waitingRows(known, this.#clientele, this.#team, this.#random.fork('waiting'));
      }
      const plain = { localDate, isAhead, rows };
      const dressed = cards ? cards.dress(plain, day === 0) : plain;
      yield { ...dressed, rows: till.onDay(localDate, dressed.rows) };
    }
  }

  /** New clients of a day: the first day brings those who came before, later days more and more. */
  #arrive(day: number, random: Random): void {
    const { clients, oldShare, pastDays, masters } = this.#plan;
    if (day > pastDays) return;
    const old = Math.round(clients * oldShare);
    const reached = (index: number): number => {
      const share = (index + 1) / (pastDays + 1);
      // The rate of new clients doubles over the history: the integral of (2 + 2 x) / 3.
      return old + Math.round((clients - old) * ((2 * share + share * share) / 3));
    };
    const count = day === 0 ? reached(0) : reached(day) - reached(day - 1);
    const spread = 45;
    for (let index = 0; index < count; index++) {
      const isOld = day === 0 && index < old;
      const isFemale = random.chance(0.82);
      const { indexes, weights } = this.#team.mastersFor(isFemale);
      const hired = weights.map((weight, at) => this.#demandWeight(weight, masters[indexes[at]!]!.hiredDaysAgo, day));
      const master = random.weighted(indexes, hired);
      const offer = this.#team.pickMain(master, isFemale, random);
      if (!offer) throw new Error('a master without services was chosen');
      const loyalty = random.weighted([1, random.int(2, 4), random.int(5, 12), 5000], this.#plan.loyalty);
      const firstDue = day + (isOld ? random.int(0, spread) : random.int(0, 4));
      const traits = { isFemale, master, habit: offer.serviceId, period: offer.period, visitsLeft: loyalty };
      this.#clientele.add({ ...traits, isOld, arrival: day }, firstDue);
    }
  }

  /** Nobody asks for a master who is not there yet. */
  #demandWeight(weight: number, hiredDaysAgo: number | null, day: number): number {
    if (hiredDaysAgo === null) return weight;
    const hiredDay = this.#plan.pastDays - hiredDaysAgo;
    return day < hiredDay - 7 ? 0 : weight * 1.4;
  }

  #masterDays(localDate: string): MasterDay[] {
    const hours = salonHoursOn(localDate, this.#options.today, this.#plan.weekHours);
    return this.#plan.masters.map((_, master) => this.#schedule.dayOf(master, localDate, hours, []));
  }

  /** Blocks of the day and the time they leave. */
  #block(
    localDate: string,
    masterDays: readonly MasterDay[],
    random: Random,
  ): { rows: DemoRow<'blocks'>[]; work: (readonly Interval[])[] } {
    const { today } = this.#options;
    const isToday = localDate === today;
    const rows: DemoRow<'blocks'>[] = [];
    const add = (staffId: number | null, roomId: number | null, [start, end]: Interval, reason: string): void => {
      const place = { staff_id: staffId, room_id: roomId };
      rows.push({
        id: ++this.#blockId,
        ...place,
        local_date: localDate,
        start_min: start,
        end_min: end,
        reason,
        version: 1,
      });
    };
    const cleanedRoom = isoWeekday(localDate) === 1 ? random.int(0, this.#plan.rooms.length - 1) : null;
    const cleaning: Interval = [540, 570];
    if (cleanedRoom !== null) add(null, cleanedRoom + 1, cleaning, ROOM_BLOCK_REASON);
    const work = masterDays.map((day, master) => {
      const room = this.#plan.masters[master]?.room;
      let left: readonly Interval[] = day.work;
      if (cleanedRoom !== null && room === cleanedRoom) left = subtract(left, [cleaning]);
      const isBlocked = random.chance(isToday ? 0.3 : 0.05);
      const [reason, minutes] = random.pick(STAFF_BLOCK_REASONS);
      const hour = random.int(9, 18);
      const block: Interval = [hour * 60, hour * 60 + minutes];
      const fits = left.some(([from, to]) => from <= block[0] && block[1] <= to);
      if (!isBlocked || !fits) return left;
      add(master + 1, null, block, reason);
      return subtract(left, [block]);
    });
    return { rows, work };
  }

  #dayPlan(
    day: number,
    localDate: string,
    work: (readonly Interval[])[],
    masterDays: readonly MasterDay[],
    quota: number | null,
    random: Random,
  ): DayPlan {
    const ahead = day - this.#plan.pastDays;
    const isToday = ahead === 0;
    const growth = 0.78 + 0.22 * Math.min(1, day / this.#plan.pastDays);
    const fade = ahead > 0 ? 1 / (1 + ahead / 7) : 1;
    const load = this.#plan.masters.map((master) => {
      const noise = random.normal(1, 0.09);
      if (isToday) return master.todayLoad;
      return Math.min(0.95, 0.8 * growth * demandOn(localDate) * noise) * fade;
    });
    const isPast = ahead <= 0;
    return {
      day,
      work,
      lost: masterDays.map((one) => one.lostToSickness),
      load,
      quota: quota === null ? null : shareByMinutes(quota, work),
      ahead: quota !== null ? 12 : isToday ? 30 : isPast ? 8 : 0,
      canReturn: isPast || quota !== null,
      parallelChance: isToday ? 1 : 0.35,
      secondMasterChance: isToday ? 0.3 : 0.09,
      isShowDay: isToday,
    };
  }

  /** How many visits each day gets so that the sum is exact: by working minutes and demand, fading ahead. */
  #quotas(dayCount: number, total: number): number[] {
    const weights = Array.from({ length: dayCount }, (_, day) => {
      const localDate = addDays(this.#from, day);
      const minutes = this.#masterDays(localDate).reduce(
        (sum, { work }) => sum + work.reduce((own, [start, end]) => own + end - start, 0),
        0,
      );
      const ahead = Math.max(0, daysBetween(this.#options.today, localDate));
      // Half of the swing of the season: the large salon is always near its limit.
      return (minutes * (1 + demandOn(localDate))) / (1 + ahead / 7);
    });
    return shareExactly(total, weights);
  }
}

function shareByMinutes(quota: number, work: readonly (readonly Interval[])[]): number[] {
  const minutes = work.map((list) => list.reduce((sum, [start, end]) => sum + end - start, 0));
  return minutes.some((own) => own > 0) ? shareExactly(quota, minutes) : minutes.map(() => 0);
}

/** Whole parts by weight whose sum is exact. */
function shareExactly(total: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let running = 0;
  let given = 0;
  return weights.map((weight) => {
    running += weight;
    const upTo = Math.round((total * running) / whole);
    const part = upTo - given;
    given = upTo;
    return part;
  });
}
