import type { z } from 'zod';
import type { Permission } from '../../src-shared/access/access.rules.ts';
import {
  ERASED_VALUE,
  type HISTORY_ENTITIES,
  type historyContract,
} from '../../src-shared/history/history.contract.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { maskPhone } from '../../src-shared/kernel/fold.ts';
import { OP, type RowValues } from '../store/change-log.ts';
import { isErased, rowChanges } from '../store/row-history.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import { type CommandRow, readCommand, standingUndo, undoCommand } from '../store/undo.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { findActorName, listCommandsBefore, listCommandsOfRow, listTouchedRows } from './history.repository.ts';

type Entity = (typeof HISTORY_ENTITIES)[number];
type OfRecord = z.output<(typeof historyContract)['ofRecord']['~orpc']['outputSchema'] & z.ZodType>;
type CommandView = z.output<(typeof historyContract)['recent']['~orpc']['outputSchema'] & z.ZodType>[number];

/** The right that a command of a feature needs, also to take it back. */
const RIGHT_OF_FEATURE: Readonly<Record<string, Permission>> = {
  substitution: 'edit_journal',
  journal: 'edit_journal',
  waiting: 'edit_journal',
  retention: 'edit_journal',
  series: 'edit_journal',
  groups: 'edit_journal',
  clients: 'edit_clients',
  clientAccount: 'take_payment',
  fiscal: 'take_payment',
  // A master takes back what they put on a card.
  clientFiles: 'see_clients',
  duplicates: 'edit_clients',
  // A master takes back what they wrote on their own line.
  treatments: 'see_journal',
  segments: 'see_clients',
  clientCategories: 'edit_catalogue',
  clientNotes: 'see_clients',
  personalData: 'edit_clients',
  import: 'import_clients',
  products: 'edit_catalogue',
  services: 'edit_catalogue',
  staff: 'edit_catalogue',
  rooms: 'edit_catalogue',
  schedule: 'edit_schedule',
  settings: 'settings',
  loyalty: 'edit_loyalty',
  discountCards: 'edit_clients',
  cash: 'see_cash',
  tips: 'manage_money',
  checkout: 'take_payment',
  invoices: 'print_documents',
  certificates: 'take_payment',
  memberships: 'take_payment',
};

/** The main table of a record, the tables whose rows belong to it, and the right to see it. */
const ENTITY: Readonly<Record<Entity, { table: string; parts: readonly string[]; right: Permission }>> = {
  visit: { table: 'visits', parts: ['visit_lines'], right: 'see_journal' },
  client: { table: 'clients', parts: ['client_phones', 'client_tag_links'], right: 'see_clients' },
  staff: { table: 'staff', parts: ['staff_services'], right: 'see_catalogue' },
  service: { table: 'services', parts: ['staff_services'], right: 'see_catalogue' },
  room: { table: 'rooms', parts: [], right: 'see_catalogue' },
};

/** Bookkeeping that says nothing to a person. */
const HIDDEN_FIELDS = new Set(['version', 'created_at_ms', 'created_by']);
const OP_NAMES = { [OP.insert]: 'insert', [OP.update]: 'update', [OP.delete]: 'delete' } as const;

/** Checks after an undo what a rule would refuse; throws to refuse. */
export type UndoCheck = (tx: Tx, command: CommandRow) => void;

/** Something done in many commands that is taken back as one, by its last command. */
export interface WholeUndo {
  /** Tells whether a command is the last of such. */
  owns(command: CommandRow): boolean;
  /** @throws DomainError UNDO_REFUSED */
  undo(caller: Caller, command: CommandRow): Promise<{ commandId: number | null }>;
}

/** Who changed what, and taking it back. */
export class HistoryService {
  readonly #deps: ServiceDeps;
  readonly #checks: readonly UndoCheck[];
  readonly #wholes: readonly WholeUndo[];

  constructor(deps: ServiceDeps, checks: readonly UndoCheck[] = [], wholes: readonly WholeUndo[] = []) {
    this.#deps = deps;
    this.#checks = checks;
    this.#wholes = wholes;
  }

  /**
   * Takes a command back; one's own, or anybody's with the right undo_others.
   *
   * @throws DomainError NOT_FOUND, FORBIDDEN, UNDO_REFUSED, CONFLICT
   */
  undo(caller: Caller, commandId: number): { commandId: number | null; name: string } {
    const { store, clock } = this.#deps;
    this.#mayUndo(caller, commandId);
    const { value, commandId: undoId } = undoCommand(
      store.work,
      store.tables,
      caller.actor(clock),
      commandId,
      (tx, command) => {
        for (const check of this.#checks) check(tx, command);
      },
    );
    return { commandId: undoId, name: value.name };
  }

  /**
   * Takes a command back, and with it everything that was done together with it, such as a whole import.
   *
   * @throws DomainError NOT_FOUND, FORBIDDEN, UNDO_REFUSED, CONFLICT
   */
  async undoWhole(caller: Caller, commandId: number): Promise<{ commandId: number | null; name: string }> {
    const command = this.#mayUndo(caller, commandId);
    const whole = this.#wholes.find((candidate) => candidate.owns(command));
    if (!whole) return this.undo(caller, commandId);
    return { ...(await whole.undo(caller, command)), name: command.name };
  }

  #mayUndo(caller: Caller, commandId: number): CommandRow {
    const original = readCommand(this.#deps.store.reader, commandId);
    if (!original) throw new DomainError('NOT_FOUND', { what: 'command', id: commandId });
    if (original.actor_id !== caller.userId) caller.require('undo_others');
    const { root } = this.#rootOf(original);
    const right = RIGHT_OF_FEATURE[root.name.split('.')[0] ?? ''];
    if (right) caller.require(right);
    else if (caller.role !== 'owner') caller.require('undo_others');
    return original;
  }

  /** The newest commands of people, newest first. */
  recent(beforeId: number | undefined, limit: number): CommandView[] {
    const before = beforeId ?? Number.MAX_SAFE_INTEGER;
    return listCommandsBefore(this.#deps.store.reader, before, limit).map((row) => this.#view(row));
  }

  /** Commands by their numbers, in the order given; unknown ones are left out. */
  describe(commandIds: readonly number[]): CommandView[] {
    return commandIds.flatMap((id) => {
      const row = readCommand(this.#deps.store.reader, id);
      return row ? [this.#view(row)] : [];
    });
  }

  /**
   * Everything that happened to one record, newest first, field by field.
   *
   * @throws DomainError NOT_FOUND, FORBIDDEN
   */
  ofRecord(caller: Caller, entity: Entity, id: number): OfRecord {
    const { store } = this.#deps;
    const { table: tableName, parts, right } = ENTITY[entity];
    caller.require(right);
    const table = store.tablesByName.get(tableName);
    if (!table) throw new Error(`no table ${tableName}`);
    const commands = listCommandsOfRow(store.reader, table.no, id);
    if (commands.length === 0) throw new DomainError('NOT_FOUND', { what: entity, id });
    const tables = [table, ...parts.map((name) => store.tablesByName.get(name)).filter((part) => part !== undefined)];
    const seesPhones = caller.can('see_phones');
    return commands.map((command) => {
      const touched = listTouchedRows(store.reader, command);
      const changes = touched.flatMap(({ table_no: no, row_id: rowId }) => {
        const own = tables.find((candidate) => candidate.no === no);
        if (!own || (own === table && rowId !== id)) return [];
        return rowChanges(store.reader, own, rowId)
          .filter((change) => change.commandId === command.id && belongs(entity, own.name, change, id))
          .map((change) => ({
            table: own.name,
            rowId,
            op: OP_NAMES[change.op],
            fields: own.columns
              .filter((column) => !HIDDEN_FIELDS.has(column))
              .filter((column) => (change.before?.[column] ?? null) !== (change.after?.[column] ?? null))
              .map((column) => ({
                field: column,
                before: shown(column, change.before, seesPhones),
                after: shown(column, change.after, seesPhones),
              })),
          }));
      });
      return { ...this.#view(command), changes };
    });
  }

  /** The command at the bottom of a chain of undos and redos, and how many lie above it. */
  #rootOf(command: CommandRow): { root: CommandRow; depth: number } {
    let current = command;
    let depth = 0;
    while (current.undoes_id !== null) {
      const earlier = readCommand(this.#deps.store.reader, current.undoes_id);
      if (!earlier) break;
      current = earlier;
      depth += 1;
    }
    return { root: current, depth };
  }

  #view(row: CommandRow): CommandView {
    const { depth } = this.#rootOf(row);
    return {
      commandId: row.id as CommandView['commandId'],
      atMs: row.at_ms,
      actorId: row.actor_id,
      actorName: findActorName(this.#deps.store.reader, row.actor_id),
      device: row.device,
      name: row.name,
      summary: row.summary === null ? null : (JSON.parse(row.summary) as CommandView['summary']),
      reason: row.reason,
      undoesId: row.undoes_id,
      effect: depth === 0 ? 'done' : depth % 2 === 1 ? 'undone' : 'redone',
      isUndone: standingUndo(this.#deps.store.reader, row.id) !== null,
    };
  }
}

const OWNER_COLUMN: Readonly<Record<Entity, string>> = {
  visit: 'visit_id',
  client: 'client_id',
  staff: 'staff_id',
  service: 'service_id',
  room: 'room_id',
};

function belongs(
  entity: Entity,
  table: string,
  change: { before: RowValues | null; after: RowValues | null },
  id: number,
): boolean {
  if (table === ENTITY[entity].table) return true;
  const column = OWNER_COLUMN[entity];
  return change.before?.[column] === id || change.after?.[column] === id;
}

/** Ways to reach a client beside the phone; nothing of them is shown without the right see_phones. */
const CONTACT_COLUMNS = new Set(['email', 'messengers_json', 'address']);

function shown(column: string, row: RowValues | null, seesPhones: boolean): string | number | null {
  const value = row?.[column] ?? null;
  if (value instanceof Uint8Array) return null;
  // Erased by law: the screen says so in words.
  if (isErased(value)) return ERASED_VALUE;
  if ((column === 'digits' || column === 'phone_digits') && typeof value === 'string' && !seesPhones) {
    return maskPhone(value);
  }
  if (CONTACT_COLUMNS.has(column) && value !== null && !seesPhones) return '•••';
  return value;
}
