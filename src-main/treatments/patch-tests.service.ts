import { displayName } from '../../src-shared/clients/clients.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { type LocalDate, addDays } from '../../src-shared/kernel/local-date.ts';
import { type PatchTestFact, USUAL_PATCH_TEST_DAYS } from '../../src-shared/treatments/patch-test.rules.ts';
import type { PatchTest } from '../../src-shared/treatments/treatments.contract.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { type Input, requireClient } from './treatments.service.ts';
import * as rows from './treatments.repository.ts';

/** Tests for allergy of clients (features.md part 2, nr 24). */
export class PatchTestsService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;

  constructor(deps: ServiceDeps, settings: SettingsService) {
    this.#deps = deps;
    this.#settings = settings;
  }

  /** What bookings are judged by, newest first. */
  factsOf(reader: Reader, clientId: number): PatchTestFact[] {
    return rows.readPatchTests(reader, clientId).map(({ tested_on: testedOn, valid_until: validUntil, result }) => ({
      testedOn,
      validUntil,
      result,
    }));
  }

  /** @throws DomainError NOT_FOUND */
  list(clientId: number): PatchTest[] {
    const { reader } = this.#deps.store;
    requireClient(reader, clientId);
    return rows.readPatchTests(reader, clientId).map((row) => ({
      id: row.id as PatchTest['id'],
      version: row.version,
      testedOn: row.tested_on,
      validUntil: row.valid_until,
      result: row.result,
      product: row.product,
      note: row.note,
      byName: row.by_name,
    }));
  }

  /** @throws DomainError NOT_FOUND, FORBIDDEN, INVALID_INPUT */
  add(caller: Caller, { clientId, values }: Input<'addPatchTest'>) {
    if (!caller.can('edit_clients') && caller.staffId === null) {
      throw new DomainError('FORBIDDEN', { permission: 'edit_clients' });
    }
    const { value, commandId } = this.#run(caller, 'treatments.addPatchTest', (tx) => {
      const client = requireClient(tx, clientId);
      const days = rows.readLongestTestDays(tx) ?? USUAL_PATCH_TEST_DAYS;
      const validUntil = values.validUntil ?? addDays(values.testedOn, days);
      this.#requireDays(values.testedOn, validUntil);
      tx.summary = { key: `treatments.addPatchTest.${values.result}`, values: { who: this.#nameOf(client) } };
      return rows.insertPatchTest(tx, {
        client_id: clientId,
        tested_on: values.testedOn,
        valid_until: validUntil,
        result: values.result,
        product: values.product,
        note: values.note,
        created_at_ms: tx.context.nowMs,
        created_by: caller.userId,
      }) as PatchTest['id'];
    });
    return { patchTestId: value, commandId };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, INVALID_INPUT */
  update(caller: Caller, { patchTestId, version, values }: Input<'updatePatchTest'>) {
    const { value, commandId } = this.#run(caller, 'treatments.updatePatchTest', (tx) => {
      const row = this.#require(tx, patchTestId, version);
      const after = {
        tested_on: values.testedOn ?? row.tested_on,
        valid_until: values.validUntil ?? row.valid_until,
        result: values.result ?? row.result,
        product: values.product ?? row.product,
        note: values.note ?? row.note,
      };
      this.#requireDays(after.tested_on, after.valid_until);
      const names = Object.keys(after) as (keyof typeof after)[];
      if (names.every((name) => row[name] === after[name])) return row.version;
      rows.updatePatchTest(tx, row.id, { ...after, version: row.version + 1 });
      tx.summary = {
        key: 'treatments.updatePatchTest',
        values: { who: this.#nameOf(requireClient(tx, row.client_id)) },
      };
      return row.version + 1;
    });
    return { version: value, commandId };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION */
  remove(caller: Caller, { patchTestId, version }: Input<'removePatchTest'>) {
    const { commandId } = this.#run(caller, 'treatments.removePatchTest', (tx) => {
      const row = this.#require(tx, patchTestId, version);
      rows.deletePatchTest(tx, row.id);
      tx.summary = {
        key: 'treatments.removePatchTest',
        values: { who: this.#nameOf(requireClient(tx, row.client_id)) },
      };
    });
    return { commandId };
  }

  #run<T>(caller: Caller, name: string, body: (tx: Tx) => T) {
    return this.#deps.store.work.run(caller.actor(this.#deps.clock), name, body);
  }

  #require(tx: Tx, testId: number, version: number): rows.PatchTestRow {
    const row = rows.findPatchTest(tx, testId);
    if (!row) throw new DomainError('NOT_FOUND', { what: 'patchTest', id: testId });
    assertVersion(version, row.version, 'patchTest');
    return row;
  }

  #requireDays(testedOn: LocalDate, validUntil: LocalDate): void {
    if (testedOn > this.#settings.today().localDate) {
      throw new DomainError('INVALID_INPUT', { field: 'testedOn', reason: 'IN_FUTURE' });
    }
    if (validUntil < testedOn) throw new DomainError('INVALID_INPUT', { field: 'validUntil', reason: 'BEFORE_TEST' });
  }

  #nameOf({ first_name: firstName, last_name: lastName }: { first_name: string; last_name: string }): string {
    return displayName({ firstName, lastName }, this.#settings.now().nameOrder);
  }
}
