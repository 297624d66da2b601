import type { Reader } from '../store/executor.ts';
import { type CoveredService, readCategoryParents, readServices } from './membership-types.repository.ts';

/** What a pool names: services by themselves, and whole categories with everything under them. */
export interface PoolCover {
  readonly name?: string;
  readonly services_json: string;
  readonly categories_json: string;
}

/** Which services pools cover; reads the price list once for all of them. */
export class Coverage {
  readonly #services: readonly CoveredService[];
  readonly #parents: ReadonlyMap<number, number | null>;

  constructor(reader: Reader) {
    this.#services = readServices(reader);
    this.#parents = new Map(readCategoryParents(reader).map((row) => [row.id, row.parent_id]));
  }

  /** Services that a pool covers, in the order of the price list. */
  servicesOf(pool: PoolCover): CoveredService[] {
    const services = new Set(JSON.parse(pool.services_json) as number[]);
    const categories = new Set(JSON.parse(pool.categories_json) as number[]);
    return this.#services.filter(
      ({ id, category_id: categoryId }) =>
        services.has(id) || (categories.size > 0 && this.#isUnder(categoryId, categories)),
    );
  }

  /** What a pool is called: its name, else its first service; `more` how many others it covers. */
  titleOf(pool: PoolCover): { title: string; more: number } {
    const services = this.servicesOf(pool);
    const name = pool.name ?? '';
    return name === ''
      ? { title: services[0]?.name ?? '', more: Math.max(0, services.length - 1) }
      : { title: name, more: 0 };
  }

  /** Whether a pool covers a service. */
  covers(pool: PoolCover, serviceId: number): boolean {
    return this.servicesOf(pool).some(({ id }) => id === serviceId);
  }

  /** What one unit of a pool costs by the price list: the mean of what it covers, 0 when that is nothing (T8). */
  listPriceMinor(pool: PoolCover): number {
    const services = this.servicesOf(pool);
    const sum = services.reduce((total, service) => total + service.price_minor, 0);
    return services.length === 0 ? 0 : Math.round(sum / services.length);
  }

  #isUnder(categoryId: number, wanted: ReadonlySet<number>): boolean {
    for (let id: number | null = categoryId; id !== null; id = this.#parents.get(id) ?? null) {
      if (wanted.has(id)) return true;
    }
    return false;
  }
}
