import type { z } from 'zod';
import type { setupContract } from '../../src-shared/setup/setup.contract.ts';
import type { AccessService } from '../access/access.service.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { MoneyAccountsService } from '../cash/money-accounts.service.ts';
import { SETTINGS_EPOCH, type SettingsService } from '../settings/settings.service.ts';
import type { ServiceDeps } from '../store/service.ts';

export type SetupInput = z.output<NonNullable<(typeof setupContract)['complete']['~orpc']['inputSchema']>>;

/** The wizard's one act: settings, the usual accounts of money and the owner, all or nothing. */
export class SetupService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;
  readonly #access: AccessService;
  readonly #accounts: MoneyAccountsService;

  constructor(deps: ServiceDeps, settings: SettingsService, access: AccessService, accounts: MoneyAccountsService) {
    this.#deps = deps;
    this.#settings = settings;
    this.#access = access;
    this.#accounts = accounts;
  }

  /** The first run is done: somebody can sign in. */
  isDone(): boolean {
    return this.#access.hasAnybody();
  }

  /**
   * Writes the choices of the first run and returns the owner's user id.
   *
   * @throws DomainError SETUP_DONE, INVALID_INPUT
   */
  async complete(input: SetupInput): Promise<number> {
    if (this.isDone()) throw new DomainError('SETUP_DONE', {});
    const { name, secret, secretKind } = input.owner;
    const hashed = await this.#access.prepareSecret(secretKind, secret);
    const context = { actorId: null, device: 'setup', nowMs: this.#deps.clock.nowMs() };
    const { value } = this.#deps.store.work.run(context, 'setup.complete', (tx) => {
      // Checked again inside: two windows may have finished the wizard at once.
      if (this.#access.hasAnybody(tx)) throw new DomainError('SETUP_DONE', {});
      const { salonName, weekHours, currency, timeZone } = input;
      this.#settings.write(tx, { salonName, weekHours, currency, timeZone }, SETTINGS_EPOCH);
      const owner = { name, role: 'owner', staffId: null, locale: input.locale } as const;
      // The demo brings accounts of its own.
      if (input.start === 'empty') this.#accounts.ensureInside(tx, input.locale);
      const userId = this.#access.createInside(tx, owner, secretKind, hashed);
      tx.summary = { key: 'setup.complete', values: { name } };
      return userId;
    });
    return value;
  }
}
