import { DomainError } from '../../src-shared/kernel/errors.ts';
import { type LoggedTable, OP, type RowValues } from '../store/change-log.ts';
import type { Reader } from '../store/executor.ts';
import { parseOld } from '../store/row-history.ts';
import type { Store } from '../store/store.ts';
import { applyInverse } from '../store/undo.ts';
import type { ActorContext, Tx } from '../store/unit-of-work.ts';
import {
  type StepChange,
  type StepRow,
  UNDO_STEP,
  isMarkUsed,
  listClientReferences,
  listReferences,
  listSteps,
  listTouchedSince,
  readClientOfPart,
  readStepChanges,
} from './import.repository.ts';

/** Why a client stays when an import is taken back. */
export type KeptWhy = 'booked' | 'edited' | 'related';

/** What taking an import back comes to. */
export interface UndoPlan {
  /** The command that ended the import; null for one that did not come to its end. */
  readonly lastId: number | null;
  readonly steps: readonly StepRow[];
  /** Clients that the import made and that go. */
  readonly removed: ReadonlySet<number>;
  /** Clients that the import changed and whose old values come back. */
  readonly restored: ReadonlySet<number>;
  /** Clients with whom something was done since: nothing of theirs is touched. */
  readonly kept: Map<number, KeptWhy>;
}

const PARTS = ['client_phones', 'client_tag_links'] as const;
const MARKS = ['client_tags', 'client_categories'] as const;

function isPart(name: string): name is (typeof PARTS)[number] {
  return (PARTS as readonly string[]).includes(name);
}

function isMark(name: string): name is (typeof MARKS)[number] {
  return (MARKS as readonly string[]).includes(name);
}

/** Whose change it is; null for what belongs to nobody, such as a new tag. */
function clientOf(reader: Reader, table: LoggedTable, change: StepChange): number | null {
  if (table.name === 'clients') return change.row_id;
  if (!isPart(table.name)) return null;
  const old: RowValues = change.op === OP.insert ? {} : parseOld(change.old);
  const { client_id: was } = old;
  return readClientOfPart(reader, table.name, change.row_id) ?? (typeof was === 'number' ? was : null);
}

/** Clients of whom something else has changed a row that a step wrote. */
function* touchedClients(
  reader: Reader,
  tables: Store['tables'],
  step: StepRow,
  lastId: number | null,
): Generator<number> {
  for (const { table_no: no, row_id: rowId } of listTouchedSince(reader, step, lastId)) {
    const table = tables.get(no);
    if (!table || isMark(table.name)) continue;
    const client = clientOf(reader, table, { table_no: no, row_id: rowId, op: OP.insert, old: null });
    if (client !== null) yield client;
  }
}

/**
 * Looks what taking an import back would do; yields now and then, so that the desk goes on meanwhile.
 *
 * A client counts as touched when one of the rows that the import wrote was changed later, or when anything else refers to a
 * client that the import made: a visit, a note, a phone that was added by hand.
 */
export function* planUndo(store: Store, firstId: number, lastId: number | null): Generator<undefined, UndoPlan> {
  const { reader, tables } = store;
  const steps = listSteps(reader, firstId, lastId);
  const created = new Set<number>();
  const changed = new Set<number>();
  const ownParts = new Map<string, Set<number>>(PARTS.map((name) => [name, new Set()]));
  const kept = new Map<number, KeptWhy>();
  for (const step of steps) {
    for (const change of readStepChanges(reader, step)) {
      const table = tables.get(change.table_no);
      if (!table) continue;
      if (table.name === 'clients') (change.op === OP.insert ? created : changed).add(change.row_id);
      else if (isPart(table.name) && change.op === OP.insert) ownParts.get(table.name)!.add(change.row_id);
      const client = isPart(table.name) ? clientOf(reader, table, change) : null;
      if (client !== null) changed.add(client);
    }
    for (const client of touchedClients(reader, tables, step, lastId)) kept.set(client, 'edited');
    yield;
  }
  const ids = [...created];
  const fromId = ids.reduce((least, id) => Math.min(least, id), Number.MAX_SAFE_INTEGER);
  const toId = ids.reduce((most, id) => Math.max(most, id), 0);
  for (const reference of created.size > 0 ? listClientReferences(reader) : []) {
    const own = ownParts.get(reference.table);
    for (const { id, client } of listReferences(reader, reference, fromId, toId)) {
      if (!created.has(client) || own?.has(id)) continue;
      // One whom the import itself made points at another of them only after somebody linked the two.
      kept.set(client, reference.table === 'visits' ? 'booked' : isPart(reference.table) ? 'edited' : 'related');
    }
    yield;
  }
  const removed = new Set(ids.filter((id) => !kept.has(id)));
  const restored = new Set([...changed].filter((id) => !created.has(id) && !kept.has(id)));
  return { lastId, steps, removed, restored, kept };
}

/**
 * Takes the steps of an import back, newest first, each by a command of its own; yields the share done, 0..1.
 *
 * Killed in the middle it goes on at the next start: steps that are taken back already are not listed again.
 *
 * @throws DomainError UNDO_REFUSED (data.reason 'inUse') when a client came into use while the undo ran
 */
export function* undoSteps(store: Store, plan: UndoPlan, context: () => ActorContext): Generator<number, void> {
  const { work, tables } = store;
  for (const [index, step] of plan.steps.entries()) {
    try {
      work.run(context(), UNDO_STEP, (tx) => undoStep(tx, tables, step, plan), { undoesId: step.id, isStep: true });
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (!code.startsWith('SQLITE_CONSTRAINT')) throw error;
      throw new DomainError('UNDO_REFUSED', { reason: 'inUse', commandIds: [] }, { cause: error });
    }
    yield (index + 1) / plan.steps.length;
  }
}

function undoStep(tx: Tx, tables: Store['tables'], step: StepRow, plan: UndoPlan): void {
  tx.runSql('pragma defer_foreign_keys = on', []);
  // The desk went on since the plan was made: who was edited meanwhile stays too.
  for (const client of touchedClients(tx, tables, step, plan.lastId)) plan.kept.set(client, 'edited');
  for (const change of readStepChanges(tx, step)) {
    const table = tables.get(change.table_no);
    if (!table) throw new Error(`unknown logged table ${change.table_no}`);
    if (isMark(table.name)) {
      // A tag that somebody has given since is the salon's own by now.
      if (change.op === OP.insert && !isMarkUsed(tx, table.name, change.row_id)) applyInverse(tx, table, change);
      continue;
    }
    const client = clientOf(tx, table, change);
    if (client !== null && plan.kept.has(client)) continue;
    applyInverse(tx, table, change);
  }
}
