import type { z } from 'zod';
import type { setupContract } from '../../src-shared/setup/setup.contract.ts';
import { hasUsers, writeSecret } from '../access/access.repository.ts';
import { assertSecret } from '../access/access.service.ts';
import { hashSecret } from '../access/secrets.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { SETTINGS_EPOCH, type SettingsService } from '../settings/settings.service.ts';
import { query } from '../store/query.ts';
import type { ServiceDeps } from '../store/service.ts';

export type SetupInput = z.output<NonNullable<(typeof setupContract)['complete']['~orpc']['inputSchema']>>;

/** The wizard's one act: settings and the owner, all or nothing. */
export class SetupService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;
  readonly #scryptCost: number | undefined;

  constructor(deps: ServiceDeps, settings: SettingsService, scryptCost?: number) {
    this.#deps = deps;
    this.#settings = settings;
    this.#scryptCost = scryptCost;
  }

  /** The first run is done: somebody can sign in. */
  isDone(): boolean {
    return hasUsers(this.#deps.store.reader);
  }

  /**
   * Writes the choices of the first run and returns the owner's user id.
   *
   * @throws DomainError SETUP_DONE, INVALID_INPUT
   */
  async complete(input: SetupInput): Promise<number> {
    if (this.isDone()) throw new DomainError('SETUP_DONE', {});
    const { name, secret, secretKind } = input.owner;
    assertSecret(secretKind, secret);
    const hashed = await hashSecret(secret, this.#scryptCost);
    const context = { actorId: null, device: 'setup', nowMs: this.#deps.clock.nowMs() };
    const { value } = this.#deps.store.work.run(context, 'setup.complete', (tx) => {
      // Checked again inside: two windows may have finished the wizard at once.
      if (hasUsers(tx)) throw new DomainError('SETUP_DONE', {});
      const { salonName, weekHours, currency, timeZone } = input;
      this.#settings.write(tx, { salonName, weekHours, currency, timeZone }, SETTINGS_EPOCH);
      const userId = tx.insert(
        query.insertInto('users').values({ name, role: 'owner', staff_id: null, locale: input.locale }),
      );
      writeSecret(tx, userId, secretKind, hashed);
      tx.summary = { key: 'setup.complete', values: { name } };
      return userId;
    });
    return value;
  }
}
