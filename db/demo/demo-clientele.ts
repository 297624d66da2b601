import type { Random } from '../../src-shared/kernel/random.ts';

/** How a client behaves; kept in flat arrays, because the large salon has 200,000 of them. */
interface Traits {
  readonly isFemale: boolean;
  /** Preferred master, index. */
  readonly master: number;
  /** Usual service, index. */
  readonly habit: number;
  /** Days between visits. */
  readonly period: number;
  /** Visits until they stay away. */
  readonly visitsLeft: number;
  /** Came before the history begins: their first visit here is not their first in the salon. */
  readonly isOld: boolean;
  /** Index of the day on which the card was made. */
  readonly arrival: number;
}

/** Queues longer than this lose their oldest regulars: they went elsewhere. */
const LONGEST_QUEUE = 45;

/** Who wants to come when: the queue of each master by day, those who wait, and those who stayed away. */
export class Clientele {
  readonly isFemale: Uint8Array;
  readonly habit: Uint16Array;
  readonly arrival: Int32Array;
  readonly visits: Uint16Array;
  readonly isOld: Uint8Array;
  readonly #master: Uint8Array;
  readonly #period: Uint16Array;
  readonly #visitsLeft: Uint16Array;
  readonly #lastDay: Int32Array;
  readonly #due: number[][][];
  readonly #waiting: number[][];
  readonly #away: number[][];
  readonly #random: Random;
  #count = 0;

  constructor(capacity: number, masters: number, random: Random) {
    this.isFemale = new Uint8Array(capacity + 1);
    this.habit = new Uint16Array(capacity + 1);
    this.arrival = new Int32Array(capacity + 1);
    this.visits = new Uint16Array(capacity + 1);
    this.isOld = new Uint8Array(capacity + 1);
    this.#master = new Uint8Array(capacity + 1);
    this.#period = new Uint16Array(capacity + 1);
    this.#visitsLeft = new Uint16Array(capacity + 1);
    this.#lastDay = new Int32Array(capacity + 1).fill(-1000);
    this.#due = Array.from({ length: masters }, () => []);
    this.#waiting = Array.from({ length: masters }, () => []);
    this.#away = Array.from({ length: masters }, () => []);
    this.#random = random;
  }

  get count(): number {
    return this.#count;
  }

  /** Adds a client who wants to come first on day `firstDue`; returns their id. */
  add(traits: Traits, firstDue: number): number {
    const id = ++this.#count;
    this.isFemale[id] = traits.isFemale ? 1 : 0;
    this.habit[id] = traits.habit;
    this.arrival[id] = traits.arrival;
    this.isOld[id] = traits.isOld ? 1 : 0;
    this.#master[id] = traits.master;
    this.#period[id] = traits.period;
    this.#visitsLeft[id] = traits.visitsLeft;
    this.#enqueue(id, firstDue);
    return id;
  }

  /** The index of the day of the latest visit; far below zero when there was none. */
  lastDayOf(id: number): number {
    return this.#lastDay[id] ?? -1000;
  }

  /** The master this client prefers. */
  masterOf(id: number): number {
    return this.#master[id] ?? 0;
  }

  /** What is known of a client: their usual master, and how many visits they are still going to make. */
  aboutOf(id: number): { readonly master: number; readonly visitsLeft: number } {
    return { master: this.masterOf(id), visitsLeft: this.#visitsLeft[id] ?? 0 };
  }

  /** Begins a day: who is due joins those who wait. */
  beginDay(day: number): void {
    for (const [master, waiting] of this.#waiting.entries()) {
      const due = this.#due[master]?.[day];
      if (due) {
        waiting.push(...this.#random.shuffle(due));
        delete this.#due[master]?.[day];
      }
      let extra = waiting.length - LONGEST_QUEUE;
      for (let index = 0; extra > 0 && index < waiting.length; index++) {
        const id = waiting[index] ?? 0;
        if (this.visits[id] === 0) continue; // who never came keeps waiting
        waiting.splice(index--, 1);
        this.#away[master]?.push(id);
        extra--;
      }
    }
  }

  /**
   * The next client for a master; 0 when nobody wants to come.
   *
   * `ahead`: days from which others may be asked earlier; `canReturn`: also somebody who stayed away; `accepts` chooses
   * among those who wait or are due.
   */
  take(
    master: number,
    day: number,
    ahead: number,
    canReturn: boolean,
    accepts: (id: number) => boolean = () => true,
  ): number {
    const waiting = this.#waiting[master] ?? [];
    for (let index = 0; index < waiting.length; index++) {
      const id = waiting[index] ?? 0;
      if (this.lastDayOf(id) === day || !accepts(id)) continue;
      waiting.splice(index, 1);
      return id;
    }
    const due = this.#due[master] ?? [];
    for (let step = 1; step <= ahead; step++) {
      const bucket = due[day + step];
      for (let index = (bucket?.length ?? 0) - 1; index >= 0; index--) {
        const id = bucket?.[index] ?? 0;
        if (day - this.lastDayOf(id) < Math.min(6, this.#period[id] ?? 6) || !accepts(id)) continue;
        bucket?.splice(index, 1);
        return id;
      }
    }
    const away = this.#away[master] ?? [];
    if (!canReturn || away.length === 0) return 0;
    for (let attempt = 0; attempt < 6; attempt++) {
      const index = this.#random.int(0, away.length - 1);
      const id = away[index] ?? 0;
      if (day - this.lastDayOf(id) < 20 || !accepts(id)) continue;
      away[index] = away.at(-1) ?? 0;
      away.pop();
      this.#visitsLeft[id] = 1;
      return id;
    }
    return 0;
  }

  /** Gives a client back who found no time today. */
  giveBack(id: number, day: number): void {
    this.#enqueue(id, day + this.#random.int(1, 3));
  }

  /** Notes a visit and when the client wants to come again. `happened` is false for a cancelled or missed one. */
  served(id: number, day: number, happened: boolean): void {
    this.#lastDay[id] = day;
    const random = this.#random;
    if (!happened) {
      if (random.chance(0.75)) this.#enqueue(id, day + random.int(2, 9));
      else this.#away[this.masterOf(id)]?.push(id);
      return;
    }
    this.visits[id] = (this.visits[id] ?? 0) + 1;
    const left = (this.#visitsLeft[id] ?? 1) - 1;
    this.#visitsLeft[id] = Math.max(0, left);
    if (left <= 0) {
      this.#away[this.masterOf(id)]?.push(id);
      return;
    }
    const stretch = 0.85 + random.next() * 0.4;
    this.#enqueue(id, day + Math.max(3, Math.round((this.#period[id] ?? 30) * stretch)));
  }

  #enqueue(id: number, day: number): void {
    const queue = this.#due[this.masterOf(id)] ?? [];
    (queue[Math.max(0, day)] ??= []).push(id);
  }
}
