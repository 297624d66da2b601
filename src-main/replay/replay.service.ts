import type { CommandId } from '../../src-shared/history/history.contract.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { Moment, PastDay } from '../../src-shared/replay/replay.contract.ts';
import type { HistoryService } from '../history/history.service.ts';
import type { JournalService } from '../journal/journal.service.ts';
import type { RowValues } from '../store/change-log.ts';
import { type RowChange, readRow, rowChanges } from '../store/row-history.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import { DAY_TABLES, type DayTable, readCommandSteps, readRowsNow, readRowsOnceHere } from './replay.repository.ts';

/** A row that stands or stood on the day, with all that happened to it, newest first. */
interface TracedRow {
  readonly table: DayTable;
  readonly id: number;
  readonly now: RowValues | null;
  readonly changes: readonly RowChange[];
}

/** Commands that filled the salon in bulk: nobody did this at the desk, so it is no moment of the day. */
const IS_FILLING = /^(demo|import)\./u;

/**
 * The journal as it looked at any past minute, rebuilt from the change log alone.
 *
 * Only rows that stand on the day, or once stood there, are walked back: the cost depends on what happened to that day and
 * not on the length of the history.
 */
export class ReplayService {
  readonly #deps: ServiceDeps;
  readonly #journal: JournalService;
  readonly #history: HistoryService;

  constructor(deps: ServiceDeps, neighbours: { readonly journal: JournalService; readonly history: HistoryService }) {
    this.#deps = deps;
    this.#journal = neighbours.journal;
    this.#history = neighbours.history;
  }

  /** Every command that changed the day, oldest first, with who, when, what in words, and which visits. */
  moments(localDate: LocalDate): Moment[] {
    const touched = new Map<number, Record<'visitIds' | 'blockIds' | 'groupEventIds', Set<number>>>();
    for (const row of this.#rowsOf(localDate)) {
      for (const change of row.changes) {
        const states = [change.before, change.after].filter((state) => state?.['local_date'] === localDate);
        if (states.length === 0) continue;
        const of = touched.get(change.commandId) ?? {
          visitIds: new Set(),
          blockIds: new Set(),
          groupEventIds: new Set(),
        };
        touched.set(change.commandId, of);
        if (row.table === 'blocks') of.blockIds.add(row.id);
        else if (row.table === 'group_events') of.groupEventIds.add(row.id);
        else if (row.table === 'visits') of.visitIds.add(row.id);
        else for (const state of states) of.visitIds.add(Number(state?.['visit_id']));
      }
    }
    const commands = readCommandSteps(this.#deps.store.reader, [...touched.keys()]).filter(
      ({ name }) => !IS_FILLING.test(name),
    );
    return this.#history.describe(commands.map(({ id }) => id)).map((command) => {
      const of = touched.get(command.commandId);
      return {
        ...command,
        visitIds: [...(of?.visitIds ?? [])] as Moment['visitIds'],
        blockIds: [...(of?.blockIds ?? [])] as Moment['blockIds'],
        groupEventIds: [...(of?.groupEventIds ?? [])] as Moment['groupEventIds'],
      };
    });
  }

  /**
   * The day as it looked at an instant, or right after a command.
   *
   * @throws DomainError NOT_FOUND for an unknown command
   */
  dayAt(caller: Caller, localDate: LocalDate, atMs: number, commandId?: number): PastDay {
    const { reader } = this.#deps.store;
    const traced = this.#rowsOf(localDate);
    const ids = new Set(traced.flatMap(({ changes }) => changes.map((change) => change.commandId)));
    const steps = readCommandSteps(reader, [...ids]);
    let lastSeq = 0;
    if (commandId === undefined) lastSeq = steps.findLast((step) => step.at_ms <= atMs)?.last_seq ?? 0;
    else {
      const [exact] = readCommandSteps(reader, [commandId]);
      if (!exact) throw new DomainError('NOT_FOUND', { what: 'command', id: commandId });
      lastSeq = exact.last_seq;
    }
    const rows = Object.fromEntries(DAY_TABLES.map((table) => [table, [] as PastRow[]])) as Record<DayTable, PastRow[]>;
    const seen = new Set<number>();
    for (const row of traced) {
      for (const change of row.changes) {
        if (change.seq > lastSeq) continue;
        if (change.before?.['local_date'] === localDate || change.after?.['local_date'] === localDate) {
          seen.add(change.commandId);
        }
      }
      const state = stateAt(row, lastSeq);
      if (state?.['local_date'] === localDate) rows[row.table].push({ ...legible(state), id: row.id });
    }
    const last = steps.findLast((step) => seen.has(step.id) && !IS_FILLING.test(step.name));
    return {
      commandId: (last?.id ?? null) as CommandId | null,
      day: this.#journal.dayOfRows(caller, localDate, rows),
    };
  }

  #rowsOf(localDate: LocalDate): TracedRow[] {
    const { store } = this.#deps;
    const once = Map.groupBy(readRowsOnceHere(store.reader, localDate), (row) => row.table_no);
    return DAY_TABLES.flatMap((name) => {
      const table = store.tablesByName.get(name);
      if (!table) throw new Error(`no table ${name}`);
      const ids = new Set(readRowsNow(store.reader, name, localDate));
      for (const { row_id: id } of once.get(table.no) ?? []) ids.add(id);
      return [...ids]
        .sort((a, b) => a - b)
        .map((id): TracedRow => {
          const changes = rowChanges(store.reader, table, id);
          const newest = changes[0];
          return { table: name, id, now: newest ? newest.after : readRow(store.reader, table, id), changes };
        });
    });
  }
}

/** A row as it was, by column. */
export type PastRow = RowValues & { readonly id: number };

function stateAt({ now, changes }: TracedRow, lastSeq: number): RowValues | null {
  const latest = changes.find(({ seq }) => seq <= lastSeq);
  if (latest) return latest.after;
  const oldest = changes.at(-1);
  return oldest ? oldest.before : now;
}

/** What was erased by law stays erased: an empty text stands for it. */
function legible(state: RowValues): RowValues {
  return Object.fromEntries(
    Object.entries(state).map(([column, value]) => [
      column,
      typeof value === 'object' && value !== null && !(value instanceof Uint8Array) ? '' : value,
    ]),
  );
}
