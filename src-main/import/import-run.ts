import { type IncomingClient, mergeClient } from '../../src-shared/clients/client-intake.rules.ts';
import { type ImportCounts, importCounts } from '../../src-shared/import/import.contract.ts';
import { instantOf } from '../../src-shared/kernel/wall-time.ts';
import { ClientIntake, findSamePerson, readKnown } from '../clients/client-intake.ts';
import type { Store } from '../store/store.ts';
import type { ActorContext, Tx } from '../store/unit-of-work.ts';
import type { PlannedRow } from './check-table.job.ts';
import type { Draft, Rehearsed } from './import-drafts.ts';
import { STEP, insertImport, nextCommandId, rememberMapping, updateImport } from './import.repository.ts';
import { readLines } from './table-spool.ts';

interface RunOrder {
  readonly draft: Draft;
  readonly rehearsed: Rehearsed;
  /** The file with what is to be done. */
  readonly plan: string;
  /** Tables that screens read again at the end. */
  readonly touches: readonly string[];
}

/** A step takes about so long: the longest that a booking at the desk waits for the import. */
const STEP_MS = 30;
const FIRST_STEP_ROWS = 50;
const MOST_STEP_ROWS = 1000;

/** One import on its way: a command that begins it, steps, and the command that ends it and stands for the whole. */
export class ImportRun {
  readonly #store: Store;
  readonly #timeZone: string;
  readonly #context: () => ActorContext;
  readonly #order: RunOrder;
  /** The client of each row that later rows of the file may be put together with. */
  readonly #clientOfRow = new Map<number, number>();
  readonly #made = new Set<number>();
  #created = 0;
  #updated = 0;
  #id: number | null = null;

  constructor(store: Store, timeZone: string, context: () => ActorContext, order: RunOrder) {
    this.#store = store;
    this.#timeZone = timeZone;
    this.#context = context;
    this.#order = order;
  }

  get importId(): number | null {
    return this.#id;
  }

  /** What was done so far, in the words of the report. */
  counts(): ImportCounts {
    const planned = importCounts.parse(this.#order.rehearsed.check);
    return {
      ...planned,
      created: this.#created,
      updated: this.#updated,
      skipped: planned.skipped + Math.max(0, planned.created + planned.updated - this.#created - this.#updated),
    };
  }

  /** Writes the record of the import and remembers the mapping. */
  begin(): number {
    const { draft, rehearsed } = this.#order;
    const { mapping, options, check } = rehearsed;
    const { value } = this.#store.work.run(
      this.#context(),
      'import.beginStep',
      (tx) => {
        const mappingJson = JSON.stringify({ mapping, options });
        const id = insertImport(tx, {
          file_name: draft.fileName,
          sha256: draft.facts.sha256,
          mapping_json: mappingJson,
          options_json: JSON.stringify(options),
          report_json: JSON.stringify(importCounts.parse(check)),
        });
        updateImport(tx, id, { first_command_id: nextCommandId(tx) });
        rememberMapping(tx, draft.facts.signature, mappingJson);
        return id;
      },
      { isStep: true },
    );
    this.#id = value;
    return value;
  }

  /** Does the work, a step at each turn; yields the share done, 0..1. */
  *steps(): Generator<number> {
    let share = 0;
    let size = FIRST_STEP_ROWS;
    let rows: PlannedRow[] = [];
    for (const row of readLines<PlannedRow>(this.#order.plan, (read) => {
      share = read;
    })) {
      rows.push(row);
      if (rows.length < size) continue;
      size = this.#step(rows);
      rows = [];
      yield share * 0.99;
    }
    if (rows.length > 0) this.#step(rows);
    yield 0.99;
  }

  /** The command that ends the import; to take it back is to take back the whole. */
  finish(): number | null {
    const counts = this.counts();
    const { commandId } = this.#store.work.run(
      this.#context(),
      'import.run',
      (tx) => {
        updateImport(tx, this.#id!, {
          status: 'done',
          report_json: JSON.stringify(counts),
          last_command_id: nextCommandId(tx),
        });
        const { created, updated } = counts;
        tx.summary = { key: 'import.run', values: { file: this.#order.draft.fileName, created, updated } };
      },
      { alsoTouched: this.#order.touches },
    );
    return commandId;
  }

  /** Writes some rows as one command; returns how many the next step should have. */
  #step(rows: readonly PlannedRow[]): number {
    const begun = performance.now();
    this.#store.work.run(
      this.#context(),
      STEP,
      (tx) => {
        const intake = new ClientIntake(tx);
        for (const row of rows) this.#write(tx, intake, row);
        tx.summary = { key: 'import.step', values: { file: this.#order.draft.fileName } };
      },
      { isStep: true },
    );
    const took = performance.now() - begun;
    const wanted = Math.round(rows.length * Math.min(2, STEP_MS / Math.max(1, took)));
    return Math.min(MOST_STEP_ROWS, Math.max(10, wanted));
  }

  #write(tx: Tx, intake: ClientIntake, row: PlannedRow): void {
    const { client } = row;
    switch (row.act) {
      case 'create': {
        // Somebody may have entered this very client at the desk since the rehearsal.
        const met = row.isOwn ? null : findSamePerson(tx, client, this.#made);
        const id = met ?? intake.create(client, this.#createdAt(tx, client));
        if (met === null) {
          this.#made.add(id);
          this.#created++;
        } else this.#merge(tx, intake, id, client, true);
        this.#clientOfRow.set(row.row, id);
        return;
      }
      case 'update':
        this.#clientOfRow.set(row.row, row.clientId!);
        this.#merge(tx, intake, row.clientId!, client, true);
        return;
      case 'fold': {
        const id = this.#clientOfRow.get(row.into!);
        if (id !== undefined) {
          this.#clientOfRow.set(row.row, id);
          this.#merge(tx, intake, id, client, false);
        }
      }
    }
  }

  /** Rows of the same file fill each other's gaps; only clients who were there before follow the person's rule. */
  #merge(tx: Tx, intake: ClientIntake, clientId: number, client: IncomingClient, isKnown: boolean): void {
    const known = readKnown(tx, clientId);
    if (!known) return;
    const { existing } = this.#order.rehearsed.options;
    const isOfBase = !this.#made.has(clientId);
    const changes = mergeClient(known, client, isOfBase ? existing : 'fill');
    if (!changes) return;
    intake.change(clientId, known, changes);
    if (isKnown) this.#updated++;
  }

  #createdAt(tx: Tx, { createdOn }: IncomingClient): number {
    return createdOn === null ? tx.context.nowMs : instantOf(createdOn, 12 * 60, this.#timeZone).atMs;
  }
}
