import type { Interval } from '../../src-shared/kernel/intervals.ts';
import type { Random } from '../../src-shared/kernel/random.ts';
import type { Clientele } from './demo-clientele.ts';
import type { DemoTeam, Offer } from './demo-team.ts';
import { type PlannedLine, Timeline, busyOf, chain, processingOf } from './demo-timeline.ts';

/** What became of a visit, or will. */
export type Outcome = 'completed' | 'no_show' | 'cancelled';

export interface PlannedVisit {
  readonly clientId: number;
  readonly lines: readonly PlannedLine[];
  readonly outcome: Outcome;
  /** The master fell ill: cancelled by the salon. */
  readonly isMasterSick: boolean;
  readonly isFirst: boolean;
}

/** How one day is to be filled. */
export interface DayPlan {
  /** Index of the day. */
  readonly day: number;
  /** Working intervals of each master, less blocks. */
  readonly work: readonly (readonly Interval[])[];
  /** Time lost on the first day of a sick note: its bookings were cancelled. */
  readonly lost: readonly (readonly Interval[])[];
  /** How full each master's day becomes, 0..1. */
  readonly load: readonly number[];
  /** Exactly so many visits of each master, as far as the day allows; null fills by load. */
  readonly quota: readonly number[] | null;
  /** Days from which clients may be asked earlier when nobody waits. */
  readonly ahead: number;
  readonly canReturn: boolean;
  /** Chance of a client in a processing gap. */
  readonly parallelChance: number;
  /** Chance that a visit goes on with another master. */
  readonly secondMasterChance: number;
  /** The day that is looked at: each master who has services with processing begins with one. */
  readonly isShowDay: boolean;
}

const SHORTEST_WINDOW = 20;
/** On the day that is looked at, bookings before this minute show processing where they can. */
const SHOW_UNTIL_MIN = 780;
/** Share of visits that are cancelled, and that are missed. */
const CANCELLED = 0.065;
const MISSED = 0.03;

/** Fills days with visits: nobody is booked twice, everything lies inside the working hours. */
export class DayPlanner {
  readonly #team: DemoTeam;
  readonly #clientele: Clientele;
  readonly #random: Random;
  #visits: PlannedVisit[] = [];

  constructor(team: DemoTeam, clientele: Clientele, random: Random) {
    this.#team = team;
    this.#clientele = clientele;
    this.#random = random;
  }

  /** The visits of a day in order of time. */
  fill(plan: DayPlan): PlannedVisit[] {
    this.#visits = [];
    this.#clientele.beginDay(plan.day);
    const timelines = plan.work.map((work) => new Timeline(work));
    const order = this.#random.shuffle(plan.work.map((_, index) => index));
    const walked = new Set<number>();
    let carried = 0;
    for (const master of order) {
      walked.add(master);
      this.#cancelForSickness(plan, master);
      if ((plan.work[master]?.length ?? 0) === 0) continue;
      if (plan.quota) {
        const wanted = (plan.quota[master] ?? 0) + carried;
        carried = wanted - this.#walkByQuota(plan, timelines, master, wanted);
      } else this.#walkByLoad(plan, timelines, master, walked);
    }
    return this.#visits.sort((a, b) => startOf(a) - startOf(b) || a.lines[0]!.master - b.lines[0]!.master);
  }

  /** Bookings that were called off and hold no time, for the rest of an exact count. */
  cancelledExtras(day: number, count: number): PlannedVisit[] {
    const extras: PlannedVisit[] = [];
    for (let index = 0; index < count; index++) {
      const clientId = this.#random.int(1, this.#clientele.count);
      const master = this.#clientele.masterOf(clientId);
      const offer = this.#team.pickMain(master, this.#clientele.isFemale[clientId] === 1, this.#random);
      if (!offer) continue;
      const lines = chain([{ master, offer }], 600 + this.#random.int(0, 40) * 10);
      extras.push({ clientId, lines, outcome: 'cancelled', isMasterSick: false, isFirst: false });
      this.#clientele.served(clientId, day, false);
    }
    return extras;
  }

  #walkByLoad(plan: DayPlan, timelines: Timeline[], master: number, walked: ReadonlySet<number>): void {
    const random = this.#random;
    const timeline = timelines[master]!;
    const load = plan.load[master] ?? 0;
    // A visit takes about 70 minutes; the mean gap that gives the wanted load follows from it.
    const meanGap = load > 0 ? (70 * (1 - load)) / load : 1e6;
    let cursor = this.#gap(meanGap * 0.7);
    cursor += plan.work[master]?.[0]?.[0] ?? 0;
    for (let window = timeline.nextWindow(cursor); window; window = timeline.nextWindow(cursor)) {
      const start = Math.ceil(window[0] / 5) * 5;
      if (window[1] - start < SHORTEST_WINDOW) {
        cursor = window[1];
        continue;
      }
      const client = this.#clientele.take(master, plan.day, plan.ahead, plan.canReturn);
      if (client === 0) return;
      const show =
        plan.isShowDay && cursor < SHOW_UNTIL_MIN ? this.#showPiece(master, client, window[1] - start) : null;
      const offers = show ?? this.#chooseForWindow(master, client, window[1] - start);
      if (!offers) {
        this.#clientele.giveBack(client, plan.day);
        cursor = window[1];
        continue;
      }
      const lines = this.#withSecondMaster(plan, timelines, walked, master, client, offers, start);
      const outcome = show ? 'completed' : this.#outcome();
      this.#book(plan, timelines, client, lines, outcome);
      const end = endOf(lines.filter((line) => line.master === master));
      if (outcome === 'completed') {
        this.#fillProcessing(plan, timelines, lines);
        cursor = end + this.#gap(meanGap);
      } else if (outcome === 'no_show' || random.chance(0.3)) cursor = end;
      else cursor = start;
    }
  }

  /** Returns how many visits found room. */
  #walkByQuota(plan: DayPlan, timelines: Timeline[], master: number, wanted: number): number {
    const random = this.#random;
    const timeline = timelines[master]!;
    let cursor = 0;
    let placed = 0;
    while (placed < wanted) {
      const window = timeline.nextWindow(cursor);
      if (!window) break;
      const start = Math.ceil(window[0] / 5) * 5;
      const space = window[1] - start;
      if (space < 10) {
        cursor = window[1];
        continue;
      }
      const client = this.#clientele.take(master, plan.day, plan.ahead, plan.canReturn);
      if (client === 0) break;
      const budget = Math.max(10, Math.floor(timeline.freeAfter(start) / (wanted - placed)));
      const offers = this.#chooseForBudget(master, client, Math.min(space, Math.ceil(budget * 1.35)));
      if (!offers) {
        this.#clientele.giveBack(client, plan.day);
        cursor = window[1];
        continue;
      }
      const lines = chain(offers, start + (offers[0]?.offer.before ?? 0));
      const outcome = this.#outcome();
      this.#book(plan, timelines, client, lines, outcome);
      placed++;
      const end = endOf(lines);
      if (outcome === 'cancelled') cursor = start;
      else cursor = end + Math.floor((Math.max(0, budget - (end - start)) * random.next()) / 5) * 5;
    }
    return placed;
  }

  /** One service, sometimes two, of one master that fit into the window; null when nothing fits. */
  #chooseForWindow(master: number, client: number, space: number): { master: number; offer: Offer }[] | null {
    const main = this.#chooseMain(master, client, space);
    if (!main) return null;
    const isFemale = this.#clientele.isFemale[client] === 1;
    const rest = space - lengthOf(main);
    if (rest >= 15 && this.#random.chance(0.24)) {
      const companions = this.#team.companions(master, main, isFemale).filter((offer) => lengthOf(offer) <= rest);
      if (companions.length > 0) {
        const weights = companions.map((offer) => offer.weight * (offer.isAddOn ? 3 : 1));
        return [
          { master, offer: main },
          { master, offer: this.#random.weighted(companions, weights) },
        ];
      }
    }
    return [{ master, offer: main }];
  }

  /** One to three short services within the minutes; null when nothing fits. */
  #chooseForBudget(master: number, client: number, limit: number): { master: number; offer: Offer }[] | null {
    const count = this.#random.weighted([1, 2, 3], [17, 47, 36]);
    const isFemale = this.#clientele.isFemale[client] === 1;
    const fitting = (this.#team.offers[master] ?? []).filter(
      (offer) => (offer.sex ?? (isFemale ? 'female' : 'male')) === (isFemale ? 'female' : 'male'),
    );
    const chosen: { master: number; offer: Offer }[] = [];
    let rest = limit;
    for (let index = 0; index < count; index++) {
      const each = index === count - 1 ? rest : Math.max(15, Math.floor(rest / (count - index)) + 5);
      const possible = fitting.filter(
        (offer) => lengthOf(offer) <= Math.min(each, rest) && !chosen.some((one) => one.offer === offer),
      );
      if (possible.length === 0) break;
      const offer = this.#random.weighted(
        possible,
        possible.map((one) => one.weight),
      );
      chosen.push({ master, offer });
      rest -= lengthOf(offer);
    }
    return chosen.length > 0 ? chosen : null;
  }

  /** A service with processing for the day that is looked at; null when this is not the place for one. */
  #showPiece(master: number, client: number, space: number): { master: number; offer: Offer }[] | null {
    const primary = this.#team.masters[master]?.skills[0];
    const isFemale = this.#clientele.isFemale[client] === 1;
    const offers = (this.#team.offers[master] ?? []).filter(
      (offer) => offer.segments && offer.skill === primary && offer.sex === (isFemale ? 'female' : 'male'),
    );
    // At least half an hour of processing: somebody else can be served meanwhile.
    const possible = offers.filter((offer) => (offer.segments?.[1] ?? 0) >= 30 && lengthOf(offer) <= space);
    return possible.length > 0 ? [{ master, offer: this.#random.pick(possible) }] : null;
  }

  #chooseMain(master: number, client: number, space: number): Offer | null {
    const isFemale = this.#clientele.isFemale[client] === 1;
    const habit = this.#team.offerOf(master, this.#clientele.habit[client] ?? 0);
    if (habit && lengthOf(habit) <= space && this.#random.chance(0.72)) return habit;
    for (let attempt = 0; attempt < 3; attempt++) {
      const offer = this.#team.pickMain(master, isFemale, this.#random);
      if (offer && lengthOf(offer) <= space) return offer;
    }
    const short = this.#team.shortOffers(master, isFemale, space);
    return short.length > 0 ? this.#random.pick(short) : null;
  }

  /** Adds a service of another master right after, when that master is free then. */
  #withSecondMaster(
    plan: DayPlan,
    timelines: readonly Timeline[],
    walked: ReadonlySet<number>,
    master: number,
    client: number,
    offers: { master: number; offer: Offer }[],
    start: number,
  ): PlannedLine[] {
    const plain = chain(offers, start + (offers[0]?.offer.before ?? 0));
    const last = offers.at(-1);
    if (!last || !this.#random.chance(plan.secondMasterChance)) return plain;
    const isFemale = this.#clientele.isFemale[client] === 1;
    for (const [other, timeline] of timelines.entries()) {
      if (other === master || walked.has(other) || (plan.work[other]?.length ?? 0) === 0) continue;
      const companions = this.#team.companions(other, last.offer, isFemale).filter((offer) => !offer.isAddOn);
      if (companions.length === 0) continue;
      const offer = this.#random.pick(companions);
      const lines = chain([...offers, { master: other, offer }], start + (offers[0]?.offer.before ?? 0));
      const added = lines.at(-1)!;
      if (timeline.isFree(busyOf(added)) && timelines[master]!.isFree(lines.slice(0, -1).flatMap(busyOf))) return lines;
    }
    return plain;
  }

  /** Books a short service of the same master while the colour of another client is taking. */
  #fillProcessing(plan: DayPlan, timelines: readonly Timeline[], lines: readonly PlannedLine[]): void {
    for (const line of lines) {
      for (const [from, to] of processingOf(line)) {
        if (!this.#random.chance(plan.parallelChance)) continue;
        const { master } = line;
        const start = Math.ceil(from / 5) * 5;
        const fits = (id: number): boolean =>
          this.#team.shortOffers(master, this.#clientele.isFemale[id] === 1, to - start).length > 0;
        const client = this.#clientele.take(master, plan.day, Math.max(plan.ahead, 14), plan.canReturn, fits);
        if (client === 0) continue;
        const offers = this.#team.shortOffers(master, this.#clientele.isFemale[client] === 1, to - start);
        const offer = this.#random.pick(offers);
        const parallel = chain([{ master, offer }], start + offer.before);
        if (!timelines[master]!.isFree(parallel.flatMap(busyOf))) this.#clientele.giveBack(client, plan.day);
        else this.#book(plan, timelines, client, parallel, 'completed');
      }
    }
  }

  /** The bookings of a master who fell ill that morning. */
  #cancelForSickness(plan: DayPlan, master: number): void {
    const lost = plan.lost[master] ?? [];
    const timeline = new Timeline(lost);
    let cursor = 0;
    for (let count = this.#random.int(2, 4); count > 0; count--) {
      const window = timeline.nextWindow(cursor);
      if (!window) return;
      const client = this.#clientele.take(master, plan.day, 0, false);
      if (client === 0) return;
      const offers = this.#chooseForWindow(master, client, window[1] - window[0]);
      if (!offers) {
        this.#clientele.giveBack(client, plan.day);
        return;
      }
      const lines = chain(offers, window[0] + (offers[0]?.offer.before ?? 0));
      this.#note(plan, client, lines, 'cancelled', true);
      cursor = endOf(lines) + 30;
    }
  }

  #book(
    plan: DayPlan,
    timelines: readonly Timeline[],
    client: number,
    lines: readonly PlannedLine[],
    outcome: Outcome,
  ): void {
    // A client who will not come holds the time until then: today and later the booking still stands.
    if (outcome !== 'cancelled') for (const line of lines) timelines[line.master]!.take(busyOf(line));
    this.#note(plan, client, lines, outcome, false);
  }

  #note(plan: DayPlan, client: number, lines: readonly PlannedLine[], outcome: Outcome, isMasterSick: boolean): void {
    const isFirst = this.#clientele.visits[client] === 0 && this.#clientele.isOld[client] === 0;
    this.#visits.push({ clientId: client, lines, outcome, isMasterSick, isFirst });
    this.#clientele.served(client, plan.day, outcome === 'completed');
  }

  #outcome(): Outcome {
    const draw = this.#random.next();
    return draw < CANCELLED ? 'cancelled' : draw < CANCELLED + MISSED ? 'no_show' : 'completed';
  }

  /** A gap between visits: half of them none, the others twice the mean on average; a multiple of five. */
  #gap(mean: number): number {
    if (this.#random.chance(0.5)) return 0;
    return Math.round((mean * 4 * this.#random.next()) / 5) * 5;
  }
}

/** Minutes of a service with its buffers. */
function lengthOf(offer: Offer): number {
  return offer.before + offer.minutes + offer.after;
}

/** The first minute of a visit. */
export function startOf(visit: PlannedVisit): number {
  return visit.lines[0]?.startMin ?? 0;
}

/** The end of the last service with its buffer. */
function endOf(lines: readonly PlannedLine[]): number {
  const last = lines.at(-1);
  return last ? last.startMin + last.offer.minutes + last.bufferAfterMin : 0;
}
