import { displayName } from '../../src-shared/clients/clients.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { type ClientRow, readClient, updateClient } from './clients.repository.ts';
import { deleteFamily, insertFamily, isFamilyUsed, readMembers } from './families.repository.ts';

type Done = { commandId: number | null };

/** Families: who belongs together, and what each is in it. */
export class FamiliesService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;

  constructor(deps: ServiceDeps, settings: SettingsService) {
    this.#deps = deps;
    this.#settings = settings;
  }

  /**
   * Puts two clients into one family; two families become one. `role` is what the relative is in it.
   *
   * @throws DomainError NOT_FOUND, INVALID_INPUT (a relative of oneself)
   */
  link(caller: Caller, input: { clientId: number; relativeId: number; role: string }): Done {
    const { commandId } = this.#deps.store.work.run(caller.actor(this.#deps.clock), 'clients.linkRelative', (tx) => {
      if (!this.linkInside(tx, input)) return;
      const [client, relative] = [mustExist(tx, input.clientId), mustExist(tx, input.relativeId)];
      tx.summary = {
        key: 'clientCard.linkRelative',
        values: { client: this.#name(client), relative: this.#name(relative) },
      };
    });
    return { commandId };
  }

  /** The same inside a running unit of work; tells whether anything changed. @throws DomainError NOT_FOUND, INVALID_INPUT */
  linkInside(tx: Tx, input: { clientId: number; relativeId: number; role: string }): boolean {
    if (input.clientId === input.relativeId) {
      throw new DomainError('INVALID_INPUT', { field: 'relativeId', reason: 'ONESELF' });
    }
    const client = mustExist(tx, input.clientId);
    const relative = mustExist(tx, input.relativeId);
    const role = input.role || relative.family_role;
    if (client.family_id !== null && client.family_id === relative.family_id) {
      if (role === relative.family_role) return false;
      setPlace(tx, relative, relative.family_id, role);
      return true;
    }
    const familyId = client.family_id ?? relative.family_id ?? insertFamily(tx, client.last_name || client.first_name);
    if (client.family_id !== familyId) setPlace(tx, client, familyId, client.family_role);
    if (relative.family_id !== null && relative.family_id !== familyId) {
      const left = relative.family_id;
      for (const member of readMembers(tx, left)) {
        setPlace(tx, member, familyId, member.id === relative.id ? role : member.family_role);
      }
      if (!isFamilyUsed(tx, left)) deleteFamily(tx, left);
    } else {
      setPlace(tx, relative, familyId, role);
    }
    return true;
  }

  /** What a client is in the family: «муж», «дочь». @throws DomainError NOT_FOUND, INVALID_INPUT (no family) */
  setRole(caller: Caller, { clientId, role }: { clientId: number; role: string }): Done {
    const { commandId } = this.#deps.store.work.run(caller.actor(this.#deps.clock), 'clients.setFamilyRole', (tx) => {
      const row = mustExist(tx, clientId);
      if (row.family_id === null) throw new DomainError('INVALID_INPUT', { field: 'clientId', reason: 'NO_FAMILY' });
      if ((row.family_role ?? '') === role) return;
      setPlace(tx, row, row.family_id, role || null);
      tx.summary = { key: 'clientCard.setFamilyRole', values: { client: this.#name(row), role: role || '–' } };
    });
    return { commandId };
  }

  /** Takes a client out of the family; one left alone has none any more. @throws DomainError NOT_FOUND */
  leave(caller: Caller, { clientId }: { clientId: number }): Done {
    const { commandId } = this.#deps.store.work.run(caller.actor(this.#deps.clock), 'clients.leaveFamily', (tx) => {
      const row = mustExist(tx, clientId);
      if (row.family_id === null) return;
      setPlace(tx, row, null, null);
      const rest = readMembers(tx, row.family_id);
      if (rest.length === 1) setPlace(tx, rest[0]!, null, null);
      if (!isFamilyUsed(tx, row.family_id)) deleteFamily(tx, row.family_id);
      tx.summary = { key: 'clientCard.leaveFamily', values: { client: this.#name(row) } };
    });
    return { commandId };
  }

  #name(row: Pick<ClientRow, 'first_name' | 'last_name'>): string {
    return displayName({ firstName: row.first_name, lastName: row.last_name }, this.#settings.now().nameOrder);
  }
}

function setPlace(tx: Tx, row: { id: number; version: number }, familyId: number | null, role: string | null): void {
  updateClient(tx, row.id, row.version + 1, { family_id: familyId, family_role: role });
}

function mustExist(tx: Tx, clientId: number): ClientRow {
  const row = readClient(tx, clientId);
  if (!row || row.erased_at_ms !== null || row.merged_into_id !== null) {
    throw new DomainError('NOT_FOUND', { what: 'client', id: clientId });
  }
  return row;
}
