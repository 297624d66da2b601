import type { BulkChange, Selection } from '../../src-shared/segments/segments.contract.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import { MOST_CHANGED } from '../../src-shared/segments/list-columns.rules.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { addTag, readMarkName, readPresent, removeTag, setForAll } from './bulk.repository.ts';
import { readStaffNames } from './segments.repository.ts';
import type { SegmentsService } from './segments.service.ts';

/** Tags, the responsible master and the category of many clients at once. */
export class BulkService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;
  readonly #segments: SegmentsService;

  constructor(deps: ServiceDeps, neighbours: { settings: SettingsService; segments: SegmentsService }) {
    this.#deps = deps;
    this.#settings = neighbours.settings;
    this.#segments = neighbours.segments;
  }

  /**
   * Changes all selected clients in one command.
   *
   * Those who were erased or merged meanwhile are left out and counted in `gone`; those who are as wished already stay as
   * they are and are not counted in `changed`.
   *
   * @throws DomainError NOT_FOUND (tag, category, staff), CONFLICT (another number is found than the person saw; data.found),
   * LIMIT_EXCEEDED, INVALID_INPUT
   */
  change(
    caller: Caller,
    input: { selection: Selection; change: BulkChange },
  ): { commandId: number | null; changed: number; gone: number } {
    const { value, commandId } = this.#deps.store.work.run(
      caller.actor(this.#deps.clock),
      commandName(input.change),
      (tx) => {
        const selected = this.#selected(input.selection);
        if (selected.length > MOST_CHANGED) throw new DomainError('LIMIT_EXCEEDED', { limit: MOST_CHANGED });
        const present = readPresent(tx, selected);
        const { changed, key, values } = this.#apply(tx, present, input.change);
        tx.summary = { key, values: { ...values, count: changed } };
        return { changed, gone: new Set(selected).size - present.length };
      },
    );
    return { ...value, commandId };
  }

  #selected(selection: Selection): readonly number[] {
    if (selection.kind === 'picked') return selection.ids;
    const { filter, withArchived, expected } = selection;
    const except = new Set<number>(selection.except);
    const found = this.#segments
      .idsOf({ filter, withArchived, sort: { column: 'name', isDescending: false } })
      .filter((id) => !except.has(id));
    if (found.length !== expected) {
      throw new DomainError('CONFLICT', { what: 'selection', expected, found: found.length });
    }
    return found;
  }

  #apply(
    tx: Tx,
    ids: readonly number[],
    change: BulkChange,
  ): { changed: number; key: string; values: Record<string, string> } {
    switch (change.kind) {
      case 'tags': {
        if (change.add.length + change.remove.length === 0) {
          throw new DomainError('INVALID_INPUT', { field: 'add', reason: 'REQUIRED' });
        }
        const names = (tagIds: readonly number[]): string =>
          tagIds.map((id) => `«${markName(tx, 'client_tags', id)}»`).join(', ');
        const touched = new Set<number>();
        const values = { added: names(change.add), removed: names(change.remove) };
        for (const tagId of change.remove) for (const id of removeTag(tx, ids, tagId)) touched.add(id);
        for (const tagId of change.add) for (const id of addTag(tx, ids, tagId)) touched.add(id);
        const key = values.removed === '' ? 'tagsAdd' : values.added === '' ? 'tagsRemove' : 'tagsChange';
        return { changed: touched.size, key: `segments.${key}`, values };
      }
      case 'responsible': {
        // The name first: who is not there is told as such, not as a broken reference.
        const values: Record<string, string> =
          change.staffId === null ? {} : { staff: this.#staffName(tx, change.staffId) };
        const key = change.staffId === null ? 'segments.responsibleNone' : 'segments.responsible';
        return { changed: setForAll(tx, ids, 'responsible_staff_id', change.staffId), key, values };
      }
      case 'category': {
        const { categoryId } = change;
        const values: Record<string, string> =
          categoryId === null ? {} : { category: markName(tx, 'client_categories', categoryId) };
        const key = categoryId === null ? 'segments.categoryNone' : 'segments.category';
        return { changed: setForAll(tx, ids, 'category_id', categoryId), key, values };
      }
    }
  }

  #staffName(reader: Reader, staffId: number): string {
    const person = readStaffNames(reader).find(({ id }) => id === staffId);
    if (!person) throw new DomainError('NOT_FOUND', { what: 'staff', id: staffId });
    const { nameOrder } = this.#settings.now();
    return displayName({ firstName: person.first_name, lastName: person.last_name }, nameOrder);
  }
}

function commandName({ kind }: BulkChange): string {
  switch (kind) {
    case 'tags':
      return 'clients.bulkTags';
    case 'responsible':
      return 'clients.bulkResponsible';
    case 'category':
      return 'clients.bulkCategory';
  }
}

function markName(reader: Reader, table: 'client_tags' | 'client_categories', id: number): string {
  const name = readMarkName(reader, table, id);
  if (name === undefined) {
    throw new DomainError('NOT_FOUND', { what: table === 'client_tags' ? 'tag' : 'clientCategory', id });
  }
  return name;
}
