import type { Sentence, TimelineEventValue } from '../../src-shared/client-figures/client-figures.contract.ts';
import { commandTextKey } from '../../src-shared/i18n/i18n.ts';
import { formatPhone, maskPhone } from '../../src-shared/kernel/fold.ts';
import type { HistoryService } from '../history/history.service.ts';
import { OP, type LoggedTable, type RowValues, type SqlValue } from '../store/change-log.ts';
import { type RowChange, rowChanges } from '../store/row-history.ts';
import type { Store } from '../store/store.ts';
import { type TimelineAsk, type TimelineSource, sentence } from './timeline-source.ts';
import { readCommandsOfRows, readNameOf, readOwnRows, readPersonName, readTouchedRows } from './timeline.repository.ts';

type CommandView = ReturnType<HistoryService['describe']>[number];

/** Tables whose rows are a part of the card, beside the client's own row. */
const PARTS = ['client_phones', 'client_tag_links'] as const;
/** Bookkeeping that says nothing to a person. */
const HIDDEN = new Set(['version', 'created_at_ms', 'created_by', 'erased_at_ms', 'merged_into_id']);
/** What nobody without see_phones may read, old values too. */
const CONTACTS = new Set(['email', 'messengers_json', 'address']);
/** Merging tells its own event. */
const OTHER_EVENTS = /merge/iu;

/** The sentence of a command. */
export function commandTitle({ summary, name }: Pick<CommandView, 'summary' | 'name'>): Sentence {
  return summary
    ? { key: commandTextKey(summary.key), values: summary.values ?? {} }
    : sentence('history:unknown', { name });
}

/** Changes of the card from the log, field by field in words. */
export function cardSource(store: Store, history: HistoryService): TimelineSource {
  return { type: 'card', read: (ask) => new CardReading(store, history, ask).events() };
}

/** One reading of what happened to a card. */
class CardReading {
  readonly #store: Store;
  readonly #history: HistoryService;
  readonly #ask: TimelineAsk;

  constructor(store: Store, history: HistoryService, ask: TimelineAsk) {
    this.#store = store;
    this.#history = history;
    this.#ask = ask;
  }

  events(): TimelineEventValue[] {
    const clients = this.#store.tablesByName.get('clients');
    if (!clients) return [];
    const { reader, clientId, beforeMs, limit } = this.#ask;
    const lines = new Map<number, Sentence[]>();
    const add = (commandId: number, sentences: readonly Sentence[]): void => {
      lines.set(commandId, [...(lines.get(commandId) ?? []), ...sentences]);
    };
    for (const change of rowChanges(reader, clients, clientId)) add(change.commandId, this.#fields(clients, change));
    const own = readCommandsOfRows(reader, clients.no, [clientId]).map((row) => row.command_id);
    const parts = PARTS.flatMap((name) => this.#store.tablesByName.get(name) ?? []);
    for (const { table, rowId } of this.#partRows(own, parts)) {
      for (const change of rowChanges(reader, table, rowId)) {
        if (change.before?.['client_id'] !== clientId && change.after?.['client_id'] !== clientId) continue;
        add(change.commandId, this.#part(table, change));
      }
    }
    return this.#history
      .describe([...lines.keys()].toSorted((a, b) => b - a))
      .filter((view) => view.atMs <= beforeMs && !view.name.startsWith('demo.') && !OTHER_EVENTS.test(view.name))
      .slice(0, limit)
      .map((view) => ({
        id: `card-${view.commandId}`,
        type: 'card',
        atMs: view.atMs,
        actorName: view.actorName,
        title: commandTitle(view),
        lines: lines.get(view.commandId) ?? [],
        effect: view.effect,
        isUndone: view.isUndone,
        visit: null,
      }));
  }

  /** Rows of the parts that the client has now, and those that commands on the card took away. */
  #partRows(commandIds: readonly number[], parts: readonly LoggedTable[]): { table: LoggedTable; rowId: number }[] {
    const { reader, clientId } = this.#ask;
    const rows = new Map<string, { table: LoggedTable; rowId: number }>();
    const add = (table: LoggedTable | undefined, rowId: number): void => {
      if (table) rows.set(`${table.no}/${rowId}`, { table, rowId });
    };
    for (const table of parts) for (const id of readOwnRows(reader, table.name, clientId)) add(table, id);
    const touched = readTouchedRows(
      reader,
      commandIds,
      parts.map((table) => table.no),
    );
    for (const row of touched) {
      add(
        parts.find((table) => table.no === row.table_no),
        row.row_id,
      );
    }
    return [...rows.values()];
  }

  #part(table: LoggedTable, change: RowChange): Sentence[] {
    const row = change.op === OP.delete ? change.before : change.after;
    if (change.op === OP.update || !row) return [];
    const isAdded = change.op === OP.insert;
    if (table.name === 'client_phones') {
      const phone = this.#phone(row['digits'] ?? null);
      return [sentence(isAdded ? 'clients:history.addedPhone' : 'clients:history.removedPhone', { phone })];
    }
    const tag = readNameOf(this.#ask.reader, 'client_tags', Number(row['tag_id'])) ?? '';
    return [sentence(isAdded ? 'addedTag' : 'removedTag', { tag })];
  }

  #phone(digits: SqlValue): string {
    if (typeof digits !== 'string') return '…';
    return this.#ask.seesPhones ? formatPhone(digits) : maskPhone(digits);
  }

  #fields(table: LoggedTable, { op, before, after }: RowChange): Sentence[] {
    if (op === OP.delete || !after) return [];
    return table.columns
      .filter((column) => !HIDDEN.has(column))
      .filter((column) => (before?.[column] ?? null) !== (after[column] ?? null))
      .filter((column) => op !== OP.insert || !isBlank(column, after))
      .map((column) => {
        const fieldKey = `clients:history.fields.${column} clientCard:history.fields.${column}`;
        const now = this.#value(column, after, 'after');
        if (op === OP.insert) return sentence('field', { fieldKey, ...now });
        return sentence('clients:history.change', { fieldKey, ...this.#value(column, before, 'before'), ...now });
      });
  }

  /** A value as a person reads it, under `name`, or under `nameKey` when the catalogue has the word. */
  #value(column: string, row: RowValues | null, name: 'before' | 'after'): Record<string, string | number> {
    const value = row?.[column] ?? null;
    const word = wordKey(column, value);
    if (word !== null) return { [`${name}Key`]: word };
    if (CONTACTS.has(column) && !this.#ask.seesPhones) return { [name]: '•••' };
    return { [name]: this.#nameOf(column, value) };
  }

  #nameOf(column: string, value: SqlValue): string | number {
    const { reader, personName } = this.#ask;
    // A value that was erased by law comes as an object.
    if (value === null || typeof value === 'object') return '…';
    if (column === 'messengers_json') return messengersText(String(value));
    if (column.endsWith('_bp') && typeof value === 'number') return `${value / 100} %`;
    if (typeof value !== 'number') return value;
    const person = (table: 'staff' | 'clients'): string | null => {
      const found = readPersonName(reader, table, value);
      return found ? personName(found.first_name, found.last_name) : null;
    };
    switch (column) {
      case 'responsible_staff_id':
        return person('staff') ?? value;
      case 'recommended_by_id':
        return person('clients') ?? value;
      case 'category_id':
        return readNameOf(reader, 'client_categories', value) ?? value;
      case 'family_id':
        return readNameOf(reader, 'families', value) ?? value;
      case 'price_list_id':
        return readNameOf(reader, 'price_lists', value) ?? value;
      default:
        return value;
    }
  }
}

function isBlank(column: string, row: RowValues): boolean {
  const value = row[column] ?? null;
  return value === null || value === '' || (column === 'is_archived' && value === 0);
}

function wordKey(column: string, value: SqlValue): string | null {
  if (value === null || value === '') return 'clients:history.blank';
  if (column === 'is_archived') return value === 1 ? 'common:yes' : 'common:no';
  if (column === 'sex') return `clients:sexes.${String(value)}`;
  if (column === 'manual_status') return `clientFigures:statuses.${String(value)}`;
  return null;
}

function messengersText(json: string): string {
  try {
    const list = JSON.parse(json) as { kind?: string; handle?: string }[];
    return list.map(({ kind = '', handle = '' }) => `${kind} ${handle}`.trim()).join(', ');
  } catch {
    return '…';
  }
}
