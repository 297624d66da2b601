import type { Random } from '../../src-shared/kernel/random.ts';
import { DEMO_SERVICES, type DemoSkill, GOES_WITH } from './demo-catalogue.data.ts';
import type { DemoMaster } from './demo-staff.ts';

/** A service as one master does it. Ids are 1-based, money in minor units. */
export interface Offer {
  readonly serviceId: number;
  readonly skill: DemoSkill;
  readonly minutes: number;
  readonly segments: readonly number[] | null;
  readonly before: number;
  readonly after: number;
  readonly priceMinor: number;
  /** Own price or time where they differ from the price list. */
  readonly ownPriceMinor: number | null;
  readonly ownMinutes: number | null;
  readonly period: number;
  readonly weight: number;
  readonly sex: 'female' | 'male' | null;
  readonly isAddOn: boolean;
}

interface Choice {
  readonly offers: Offer[];
  readonly weights: number[];
}

/** What the masters do, for what price, and who would come to them. */
export class DemoTeam {
  readonly masters: readonly DemoMaster[];
  /** Offers of each master, by service. */
  readonly offers: readonly (readonly Offer[])[];
  readonly #main: Record<'female' | 'male', Choice>[] = [];
  readonly #companions = new Map<string, Offer[]>();

  constructor(masters: readonly DemoMaster[], minutesPercent: number) {
    this.masters = masters;
    this.offers = masters.map((master) =>
      DEMO_SERVICES.map((service, index): Offer | null => {
        if (!master.skills.includes(service.skill)) return null;
        const isOwnPrice = master.pricePercent !== 100;
        const listMinor = service.price * 100;
        // Own prices end in whole hundreds of roubles, as salons write them.
        const ownPriceMinor = isOwnPrice ? Math.round((service.price * master.pricePercent) / 10_000) * 10_000 : null;
        const isShortened = minutesPercent !== 100 && !service.segments;
        const ownMinutes = isShortened ? Math.max(10, Math.round((service.minutes * minutesPercent) / 500) * 5) : null;
        return {
          serviceId: index + 1,
          skill: service.skill,
          minutes: ownMinutes ?? service.minutes,
          segments: service.segments ?? null,
          before: service.before ?? 0,
          after: service.after ?? 0,
          priceMinor: ownPriceMinor ?? listMinor,
          ownPriceMinor,
          ownMinutes,
          period: service.period ?? 60,
          // What a master is known for comes first.
          weight: master.skills[0] === service.skill ? service.weight : service.weight * 0.4,
          sex: service.sex ?? null,
          isAddOn: service.isAddOn ?? false,
        };
      }).filter((offer) => offer !== null),
    );
    for (const offers of this.offers) {
      const choice = (sex: 'female' | 'male'): Choice => {
        const fitting = offers.filter((offer) => (offer.sex ?? sex) === sex && !offer.isAddOn);
        return { offers: fitting, weights: fitting.map((offer) => offer.weight) };
      };
      this.#main.push({ female: choice('female'), male: choice('male') });
    }
  }

  /** Masters who have something for a client of this sex, with the weight of their demand. */
  mastersFor(isFemale: boolean): { indexes: number[]; weights: number[] } {
    const sex = isFemale ? 'female' : 'male';
    const indexes = this.masters.map((_, index) => index).filter((index) => this.#main[index]![sex].offers.length > 0);
    const weights = indexes.map((index) => {
      const { offers, weights: own } = this.#main[index]![sex];
      const total = own.reduce((sum, weight) => sum + weight, 0);
      // Who works in longer services needs fewer clients to be busy; who sees them more often needs fewer, too.
      const minutes = offers.reduce((sum, offer, at) => sum + (own[at]! / total) * (offer.minutes / offer.period), 0);
      return Math.min(1, total / 25) / (0.6 + minutes / 4);
    });
    return { indexes, weights };
  }

  /** A main service of a master for a client. */
  pickMain(master: number, isFemale: boolean, random: Random): Offer | null {
    const { offers, weights } = this.#main[master]![isFemale ? 'female' : 'male'];
    return offers.length > 0 ? random.weighted(offers, weights) : null;
  }

  /** The offer of a master for a service. */
  offerOf(master: number, serviceId: number): Offer | null {
    return this.offers[master]?.find((offer) => offer.serviceId === serviceId) ?? null;
  }

  /** Main services of a master for a client that take at most so many minutes with their buffers. */
  shortOffers(master: number, isFemale: boolean, limitMin: number): Offer[] {
    const { offers } = this.#main[master]![isFemale ? 'female' : 'male'];
    return offers.filter((offer) => offer.before + offer.minutes + offer.after <= limitMin);
  }

  /** What the same or another master may do in the same visit after `offer`. */
  companions(master: number, offer: Offer, isFemale: boolean): Offer[] {
    const key = `${master}/${offer.serviceId}/${isFemale ? 1 : 0}`;
    let known = this.#companions.get(key);
    if (!known) {
      const skills = GOES_WITH[offer.skill];
      const sex = isFemale ? 'female' : 'male';
      known = (this.offers[master] ?? []).filter(
        (other) =>
          skills.includes(other.skill) &&
          other.serviceId !== offer.serviceId &&
          (other.sex ?? sex) === sex &&
          // Two cuts or two full manicures never follow each other.
          (other.skill !== offer.skill || other.isAddOn || offer.isAddOn || other.skill === 'brows'),
      );
      this.#companions.set(key, known);
    }
    return known;
  }
}
