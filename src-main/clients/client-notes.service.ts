import type { ClientNoteId } from '../../src-shared/clients/client-parts.contract.ts';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { type NoteRow, deleteNote, insertNote, readNote, updateNote } from './client-notes.repository.ts';
import { readClient } from './clients.repository.ts';

type Done = { commandId: number | null };

/** Notes on clients' cards: who wrote what when; the pinned ones are seen while booking. */
export class ClientNotesService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;

  constructor(deps: ServiceDeps, settings: SettingsService) {
    this.#deps = deps;
    this.#settings = settings;
  }

  /** @throws DomainError NOT_FOUND */
  add(caller: Caller, input: { clientId: number; body: string; isPinned: boolean }): Done & { noteId: ClientNoteId } {
    const { value, commandId } = this.#run(caller, 'clientNotes.add', (tx) => {
      tx.summary = { key: 'clientCard.addNote', values: { client: this.#clientName(tx, input.clientId) } };
      return insertNote(tx, {
        client_id: input.clientId,
        body: input.body,
        is_pinned: input.isPinned ? 1 : 0,
        created_at_ms: tx.context.nowMs,
        created_by: caller.userId,
      });
    });
    return { commandId, noteId: value as ClientNoteId };
  }

  /** Changes the text, pins or unpins. @throws DomainError NOT_FOUND, STALE_VERSION, FORBIDDEN (somebody else's note) */
  update(
    caller: Caller,
    input: { noteId: number; version: number; values: { body?: string | undefined; isPinned?: boolean | undefined } },
  ): Done {
    const { body, isPinned } = input.values;
    const { commandId } = this.#run(caller, 'clientNotes.update', (tx) => {
      const row = this.#own(tx, caller, input);
      const after = { body: body ?? row.body, is_pinned: isPinned === undefined ? row.is_pinned : bit(isPinned) };
      if (after.body === row.body && after.is_pinned === row.is_pinned) return;
      updateNote(tx, row.id, { ...after, version: row.version + 1 });
      const key = after.body !== row.body ? 'updateNote' : after.is_pinned === 1 ? 'pinNote' : 'unpinNote';
      tx.summary = { key: `clientCard.${key}`, values: { client: this.#clientName(tx, row.client_id) } };
    });
    return { commandId };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, FORBIDDEN (somebody else's note) */
  remove(caller: Caller, input: { noteId: number; version: number }): Done {
    const { commandId } = this.#run(caller, 'clientNotes.remove', (tx) => {
      const row = this.#own(tx, caller, input);
      deleteNote(tx, row.id);
      tx.summary = { key: 'clientCard.removeNote', values: { client: this.#clientName(tx, row.client_id) } };
    });
    return { commandId };
  }

  #own(tx: Tx, caller: Caller, input: { noteId: number; version: number }): NoteRow {
    const row = readNote(tx, input.noteId);
    if (!row) throw new DomainError('NOT_FOUND', { what: 'clientNote', id: input.noteId });
    if (row.created_by !== caller.userId) caller.require('edit_clients');
    assertVersion(input.version, row.version, 'clientNote');
    return row;
  }

  #clientName(tx: Tx, clientId: number): string {
    const row = readClient(tx, clientId);
    if (!row || row.erased_at_ms !== null || row.merged_into_id !== null) {
      throw new DomainError('NOT_FOUND', { what: 'client', id: clientId });
    }
    return displayName({ firstName: row.first_name, lastName: row.last_name }, this.#settings.now().nameOrder);
  }

  #run<T>(caller: Caller, name: string, body: (tx: Tx) => T): { value: T; commandId: number | null } {
    return this.#deps.store.work.run(caller.actor(this.#deps.clock), name, body);
  }
}

function bit(value: boolean): 0 | 1 {
  return value ? 1 : 0;
}
