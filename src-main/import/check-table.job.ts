import {
  type IncomingClient,
  isSameName,
  mergeClient,
  personKey,
} from '../../src-shared/clients/client-intake.rules.ts';
import { displayName, type NameOrder } from '../../src-shared/clients/clients.rules.ts';
import type { ColumnMapping, ImportField } from '../../src-shared/import/import-fields.rules.ts';
import { type RowIssue, readRow as readClientRow } from '../../src-shared/import/import-row.rules.ts';
import type { ImportCheck, ImportOptions, ReportLine } from '../../src-shared/import/import.contract.ts';
import { type BaseClient, readBase, readKnown } from '../clients/client-intake.ts';
import { Reader } from '../store/executor.ts';
import { openReadOnly } from '../store/open.ts';
import type { JobControl } from '../workers/job.ts';
import { LineWriter, readRows } from './table-spool.ts';
import type { Merge } from './xlsx-reader.ts';

export interface CheckTableInput {
  readonly database: string;
  readonly spool: string;
  readonly headerRow: number;
  readonly merges: readonly Merge[];
  readonly rows: number;
  /** Where what is to be done is put: `PlannedRow`, one JSON a line. */
  readonly plan: string;
  /** Where every line of the report is put. */
  readonly report: string;
  readonly mapping: ColumnMapping;
  readonly options: ImportOptions;
  readonly labels: Readonly<Partial<Record<ImportField, string>>>;
  readonly nameless: string;
  readonly today: string;
  /** How the salon shows names. */
  readonly nameOrder: NameOrder;
}

/** What is to be done with one row of the file. */
export interface PlannedRow {
  readonly row: number;
  readonly act: 'create' | 'update' | 'fold';
  readonly client: IncomingClient;
  /** The client of the base, for `update`. */
  readonly clientId: number | null;
  /** The earlier row whose client this is, for `fold`. */
  readonly into: number | null;
  /** A card of its own whatever stands in the base: a relative, or by the person's choice. */
  readonly isOwn: boolean;
}

/** Lines of each kind that the screen shows. */
const SHOWN_OF_KIND = 200;

/** Rehearses an import: reads every row, looks for the person in the file and in the base, and writes down what to do. */
export function checkTable(input: CheckTableInput, control: JobControl): ImportCheck {
  const connection = openReadOnly(input.database);
  const plan = new LineWriter(input.plan);
  const report = new LineWriter(input.report);
  try {
    const reader = new Reader(connection);
    const rehearsal = new Rehearsal(reader, input, plan, report);
    control.progress(0.02);
    for (const row of readRows(input.spool, input.headerRow, input.merges, (share) => control.progress(share))) {
      rehearsal.take(row);
    }
    return rehearsal.result();
  } finally {
    plan.close();
    report.close();
    connection.close();
  }
}

interface Person {
  readonly firstName: string;
  readonly lastName: string;
  readonly middleName: string;
}

type By = NonNullable<ReportLine['by']>;

/** Who can be met: by phone, by card, by name and birthday, by name alone when there is nothing else. */
class PeopleIndex<Id> {
  readonly #byPhone = new Map<string, Id[]>();
  readonly #byCard = new Map<string, Id>();
  readonly #byKey = new Map<string, Id>();
  readonly #people = new Map<Id, Person>();

  add(id: Id, person: Person, phones: readonly string[], card: string | null, birthday: string | null): void {
    this.#people.set(id, person);
    for (const digits of phones) {
      const list = this.#byPhone.get(digits);
      if (list) list.push(id);
      else this.#byPhone.set(digits, [id]);
    }
    if (card) this.#byCard.set(card, id);
    // A name alone tells nobody from a namesake who has a phone or a birthday.
    if (birthday !== null || phones.length === 0) {
      const key = personKey(person, birthday ?? '');
      if (!this.#byKey.has(key)) this.#byKey.set(key, id);
    }
  }

  person(id: Id): Person | undefined {
    return this.#people.get(id);
  }

  /** The same person; `shared` is somebody else who has one of the phones. */
  find(client: IncomingClient): { same: Id | null; by: By | null; shared: Id | null } {
    let shared: Id | null = null;
    for (const digits of client.phones) {
      for (const id of this.#byPhone.get(digits) ?? []) {
        if (isSameName(this.#people.get(id)!, client)) return { same: id, by: 'phone', shared: null };
        shared ??= id;
      }
    }
    const card = client.card === null ? undefined : this.#byCard.get(client.card);
    if (card !== undefined && isSameName(this.#people.get(card)!, client))
      return { same: card, by: 'card', shared: null };
    if (client.birthday !== null) {
      const id = this.#byKey.get(personKey(client, client.birthday));
      if (id !== undefined) return { same: id, by: 'person', shared: null };
    } else if (client.phones.length === 0) {
      const id = this.#byKey.get(personKey(client, ''));
      if (id !== undefined) return { same: id, by: 'name', shared: null };
    }
    return { same: null, by: null, shared };
  }
}

class Rehearsal {
  readonly #reader: Reader;
  readonly #input: CheckTableInput;
  readonly #plan: LineWriter;
  readonly #report: LineWriter;
  readonly #base = new PeopleIndex<number>();
  readonly #file = new PeopleIndex<number>();
  /** Rows that are not taken over: a later row of the same person is judged like them. */
  readonly #left = new Set<number>();
  readonly #counts = { rows: 0, created: 0, updated: 0, skipped: 0, duplicates: 0, errors: 0, warnings: 0 };
  readonly #lines: ReportLine[] = [];
  readonly #shownOfKind = new Map<string, number>();
  #lineCount = 0;

  constructor(reader: Reader, input: CheckTableInput, plan: LineWriter, report: LineWriter) {
    this.#reader = reader;
    this.#input = input;
    this.#plan = plan;
    this.#report = report;
    for (const row of readBase(reader)) {
      this.#base.add(row.id, personOf(row), phonesOf(row), row.card_number, row.birthday);
    }
  }

  take(tableRow: Parameters<typeof readClientRow>[0]): void {
    const { mapping, options, labels, nameless, today } = this.#input;
    const { keepsUnread, nameOrder } = options;
    const read = readClientRow(tableRow, { mapping, nameOrder, nameless, keepsUnread, labels, today });
    if (read.isEmpty) return;
    const row = tableRow.number;
    this.#counts.rows++;
    const { client } = read;
    const name = client ? this.#nameOf(client) : '';
    for (const issue of read.issues) this.#tellIssue(issue, name, client === null);
    if (!client) {
      this.#counts.errors++;
      return;
    }
    if (!this.#meetsInFile(row, client, name)) this.#meetsInBase(row, client, name);
  }

  result(): ImportCheck {
    return { ...this.#counts, lines: this.#lines.toSorted((a, b) => a.row - b.row), lineCount: this.#lineCount };
  }

  /** True when an earlier row of the file is this person and the row is settled by that. */
  #meetsInFile(row: number, client: IncomingClient, name: string): boolean {
    const { inFile, otherName } = this.#input.options;
    const { same, by, shared } = this.#file.find(client);
    const into = same ?? (otherName === 'same' ? shared : null);
    if (into !== null && inFile !== 'all') {
      this.#counts.duplicates++;
      this.#tell({ row, kind: 'duplicate', name, by: by ?? 'phone', otherRow: into });
      if (inFile === 'merge' && !this.#left.has(into)) this.#write({ row, act: 'fold', client, into });
      return true;
    }
    if (shared !== null && otherName === 'skip') {
      this.#counts.skipped++;
      this.#tell({ row, kind: 'sharedPhone', name, by: 'phone', otherRow: shared });
      return true;
    }
    if (shared !== null) this.#tell({ row, kind: 'sharedPhone', name, by: 'phone', otherRow: shared });
    this.#file.add(row, client, client.phones, client.card, client.birthday);
    return false;
  }

  #meetsInBase(row: number, client: IncomingClient, name: string): void {
    const { existing, otherName } = this.#input.options;
    const { same, by, shared } = this.#base.find(client);
    const clientId = same ?? (otherName === 'same' ? shared : null);
    if (clientId !== null) {
      const line = { row, name, by: by ?? ('phone' as const), clientId, clientName: this.#baseName(clientId) };
      const known = existing === 'skip' ? undefined : readKnown(this.#reader, clientId);
      if (known && mergeClient(known, client, existing)) {
        this.#counts.updated++;
        this.#tell({ ...line, kind: 'updated' });
        this.#write({ row, act: 'update', client, clientId });
      } else {
        this.#counts.skipped++;
        this.#left.add(row);
        this.#tell({ ...line, kind: 'skipped' });
      }
      return;
    }
    if (shared !== null) {
      this.#tell({ row, kind: 'sharedPhone', name, by: 'phone', clientId: shared, clientName: this.#baseName(shared) });
      if (otherName === 'skip') {
        this.#counts.skipped++;
        this.#left.add(row);
        return;
      }
    }
    this.#counts.created++;
    this.#write({ row, act: 'create', client, isOwn: shared !== null || this.#input.options.inFile === 'all' });
  }

  #write(planned: Partial<PlannedRow> & Pick<PlannedRow, 'row' | 'act' | 'client'>): void {
    this.#plan.write({ clientId: null, into: null, isOwn: false, ...planned } satisfies PlannedRow);
  }

  #tellIssue({ row, column, field, fault, value }: RowIssue, name: string, isLost: boolean): void {
    if (!isLost) this.#counts.warnings++;
    this.#tell({ row, kind: isLost ? 'error' : 'warning', column, field, fault, value, name });
  }

  #tell(line: Partial<ReportLine> & Pick<ReportLine, 'row' | 'kind'>): void {
    const full: ReportLine = {
      column: null,
      field: null,
      fault: null,
      value: '',
      name: '',
      clientId: null,
      clientName: '',
      by: null,
      otherRow: null,
      ...line,
    };
    this.#lineCount++;
    this.#report.write(full);
    const shown = this.#shownOfKind.get(line.kind) ?? 0;
    this.#shownOfKind.set(line.kind, shown + 1);
    if (shown < SHOWN_OF_KIND) this.#lines.push(full);
  }

  #nameOf(person: Person): string {
    return displayName(person, this.#input.nameOrder);
  }

  #baseName(id: number): string {
    const person = this.#base.person(id);
    return person ? this.#nameOf(person) : '';
  }
}

function personOf(row: BaseClient): Person {
  return { firstName: row.first_name, lastName: row.last_name, middleName: row.middle_name };
}

function phonesOf(row: BaseClient): string[] {
  return row.phones === '' ? [] : row.phones.split(' ');
}
