import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import type { FileOutput } from '../../src-shared/contract-base.ts';
import { type Locale, formatInstant } from '../../src-shared/i18n/format.ts';
import { createI18n } from '../../src-shared/i18n/i18n.ts';
import { IMPORT_FIELDS, type ImportField } from '../../src-shared/import/import-fields.rules.ts';
import { VALUE_FAULTS } from '../../src-shared/import/import-values.rules.ts';
import {
  type ImportCheck,
  type ImportDraft,
  type ImportOptions,
  type importContract,
  importCounts,
  importOptions,
} from '../../src-shared/import/import.contract.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { WholeUndo } from '../history/history.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { CommandRow } from '../store/undo.ts';
import { JobCancelled } from '../workers/job.ts';
import type { JobOptions, RunJob } from '../workers/run-job.ts';
import { type Draft, ImportDrafts, partsOf } from './import-drafts.ts';
import { ImportRun } from './import-run.ts';
import { type UndoPlan, planUndo, undoSteps } from './import-undo.ts';
import {
  type ImportRow,
  listImports,
  listRunning,
  readImport,
  readImportOfCommand,
  readImportedAt,
  readMapping,
  readNames,
  updateImport,
} from './import.repository.ts';
import type { ReadTableInput, TableFacts } from './read-table.job.ts';
import { faultOf } from './table-problem.ts';
import { FILE_LIMIT_BYTES } from './table-limits.ts';

type Output<Name extends keyof typeof importContract> = z.input<
  (typeof importContract)[Name]['~orpc']['outputSchema'] & z.ZodType
>;

/** Long work as open screens hear of it. */
export interface ImportJob {
  readonly id: string;
  readonly title: 'import.read' | 'import.check' | 'import.run' | 'import.undo';
  /** 0..1 */
  readonly share: number;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
}

interface Neighbours {
  readonly settings: SettingsService;
  readonly runJob: RunJob;
  readonly onJob: (job: ImportJob) => void;
}

/** Heap of the thread that reads a file from outside (reliability.md S5). */
const READER_HEAP_MB = 256;
const KEPT_SHOWN = 50;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** What the steps of an import write: read again by every screen when it ends. */
const WRITTEN_TABLES = ['clients', 'client_phones', 'client_tags', 'client_tag_links', 'client_categories'] as const;

/** Clients out of tables (features.md B22). */
export class ImportService {
  readonly #deps: ServiceDeps;
  readonly #neighbours: Neighbours;
  readonly #drafts: ImportDrafts;
  readonly #running = new Map<string, AbortController>();
  /** One import or undo at a time. */
  #isBusy = false;
  /** The store is about to be closed: what runs ends where it is, and the next start takes it back. */
  #isStopped = false;

  constructor(deps: ServiceDeps, neighbours: Neighbours) {
    this.#deps = deps;
    this.#neighbours = neighbours;
    this.#drafts = new ImportDrafts(deps.store.paths.dir);
    this.#recover();
  }

  /** Taking back an import by its last command, as Ctrl+Z and the history do. */
  readonly whole: WholeUndo = {
    owns: (command: CommandRow) => command.name === 'import.run' && command.undoes_id === null,
    undo: async (caller, command) => {
      const row = readImportOfCommand(this.#deps.store.reader, command.id);
      if (!row) throw new DomainError('NOT_FOUND', { what: 'import' });
      return await this.undo(caller, { importId: row.id, keepsTouched: false });
    },
  };

  /**
   * Takes a part of a file; the last one answers with what was read.
   *
   * @throws DomainError NOT_FOUND, INVALID_INPUT (data.fault: IMPORT_ and a `FileFault`, data.detail)
   */
  async upload(
    caller: Caller,
    input: { uploadId: string | null; base64: string; isLast: boolean; fileName: string },
  ): Promise<{ uploadId: string; draft: ImportDraft | null }> {
    caller.require('see_phones');
    const uploadId = this.#addPart(input.uploadId, Buffer.from(input.base64, 'base64'));
    if (!input.isLast) return { uploadId, draft: null };
    const file = this.#drafts.uploads.finish(uploadId);
    try {
      const facts = await this.#read(file, { sheet: null, encoding: null, delimiter: null, headerRow: null });
      const draft: Draft = {
        id: randomUUID(),
        userId: caller.userId,
        file,
        fileName: input.fileName,
        facts,
        rehearsed: null,
      };
      this.#drafts.add(draft);
      return { uploadId, draft: this.#view(draft) };
    } catch (error) {
      this.#drafts.discard(file);
      throw error;
    }
  }

  /** Reads a file again with other choices. @throws DomainError NOT_FOUND, INVALID_INPUT */
  async read(
    caller: Caller,
    input: { draftId: string } & Partial<Pick<ReadTableInput, 'sheet' | 'encoding' | 'delimiter' | 'headerRow'>>,
  ): Promise<ImportDraft> {
    const draft = this.#drafts.get(input.draftId, caller.userId);
    const { facts } = draft;
    draft.rehearsed = null;
    const isSheetNew = input.sheet !== undefined && input.sheet !== facts.sheet;
    draft.facts = await this.#read(draft.file, {
      sheet: input.sheet ?? facts.sheet,
      encoding: input.encoding ?? facts.encoding,
      delimiter: input.delimiter ?? (input.encoding === undefined ? facts.delimiter : null),
      headerRow: input.headerRow ?? (isSheetNew || input.encoding !== undefined ? null : facts.headerRow),
    });
    return this.#view(draft);
  }

  /**
   * Rehearses; nothing is written to the salon.
   *
   * @throws DomainError NOT_FOUND, INVALID_INPUT (fault IMPORT_NO_NAME: neither name nor phone is mapped; IMPORT_TWICE)
   */
  async check(
    caller: Caller,
    input: { draftId: string; mapping: readonly (ImportField | null)[]; options: ImportOptions },
    locale: Locale,
  ): Promise<ImportCheck> {
    const draft = this.#drafts.get(input.draftId, caller.userId);
    const { settings, runJob } = this.#neighbours;
    refuseMapping(input.mapping);
    const { t } = createI18n(locale);
    const { facts, file } = draft;
    draft.rehearsed = null;
    const check = await this.#job('import.check', (options) =>
      runJob(
        'import.check',
        {
          database: this.#deps.store.paths.database,
          ...partsOf(file),
          headerRow: facts.headerRow,
          merges: facts.merges,
          rows: facts.rows,
          mapping: input.mapping,
          options: input.options,
          labels: Object.fromEntries(IMPORT_FIELDS.map((field) => [field, t(`import:noteLabels.${field}`)])),
          nameless: t('import:nameless'),
          today: settings.today().localDate,
          nameOrder: settings.now().nameOrder,
        },
        { ...options, heapMb: READER_HEAP_MB },
      ),
    );
    draft.rehearsed = { mapping: input.mapping, options: input.options, check };
    return check;
  }

  /** The report of the last rehearsal as a workbook. @throws DomainError NOT_FOUND without one */
  async report(caller: Caller, input: { draftId: string }, locale: Locale): Promise<FileOutput> {
    const draft = this.#drafts.get(input.draftId, caller.userId);
    if (!draft.rehearsed) throw new DomainError('NOT_FOUND', { what: 'report' });
    const { t } = createI18n(locale);
    const { timeZone } = this.#neighbours.settings.now();
    const when = formatInstant(this.#deps.clock.nowMs(), timeZone, locale);
    const textsOf = <Key extends string>(keys: readonly Key[], at: string): Record<Key, string> =>
      Object.fromEntries(keys.map((key) => [key, t(`import:${at}.${key}`)])) as Record<Key, string>;
    const bytes = await this.#neighbours.runJob('import.report', {
      report: partsOf(draft.file).report,
      headers: draft.facts.headers,
      sheetName: t('import:report.sheet'),
      author: t('documents:savedBy', { who: caller.name, when }),
      titles: ['row', 'column', 'kind', 'value', 'meaning', 'name', 'inBase', 'otherRow'].map((key) =>
        t(`import:report.columns.${key}`),
      ),
      kinds: textsOf(['updated', 'skipped', 'duplicate', 'sharedPhone', 'error', 'warning'], 'report.kinds'),
      faults: textsOf(VALUE_FAULTS, 'faults'),
      matchedBy: textsOf(['phone', 'person', 'card', 'name'], 'report.by'),
    });
    return {
      fileName: `${t('import:report.file')} ${draft.fileName.replace(/\.\w+$/u, '')}.xlsx`,
      mediaType: XLSX,
      base64: Buffer.from(bytes).toString('base64'),
    };
  }

  /**
   * Does what was rehearsed, a little at a time, so that the desk goes on meanwhile.
   *
   * Stopped or failed, everything that was done is taken back before it answers; killed, at the next start.
   *
   * @throws DomainError NOT_FOUND (no rehearsal), CONFLICT (another import or undo is running)
   */
  async run(caller: Caller, input: { draftId: string }): Promise<Output<'run'>> {
    const draft = this.#drafts.get(input.draftId, caller.userId);
    const { rehearsed } = draft;
    if (!rehearsed) throw new DomainError('NOT_FOUND', { what: 'check' });
    const { store, clock } = this.#deps;
    return await this.#exclusively(() =>
      this.#job('import.run', async (job) => {
        const run = new ImportRun(store, this.#neighbours.settings.now().timeZone, () => caller.actor(clock), {
          draft,
          rehearsed,
          plan: partsOf(draft.file).plan,
          touches: WRITTEN_TABLES,
        });
        try {
          const importId = run.begin();
          for (const share of run.steps()) {
            job.onProgress?.(share);
            await this.#nextTurn(job.signal);
          }
          const commandId = run.finish();
          this.#drafts.drop(draft.id);
          return { importId, commandId, outcome: 'done' as const, counts: run.counts() };
        } catch (error) {
          if (this.#isStopped) throw error;
          const row = run.importId === null ? undefined : readImport(store.reader, run.importId);
          if (row) await this.#takeBack(row, () => caller.actor(clock), job);
          if (error instanceof JobCancelled && row) {
            return { importId: row.id, commandId: null, outcome: 'stopped' as const, counts: run.counts() };
          }
          throw error;
        }
      }),
    );
  }

  /** Forgets a file. */
  drop(caller: Caller, input: { draftId: string }): { done: true } {
    try {
      this.#drafts.get(input.draftId, caller.userId);
      this.#drafts.drop(input.draftId);
    } catch (error) {
      // It is forgotten already.
      if (!(error instanceof DomainError)) throw error;
    }
    return { done: true };
  }

  /** Stops running work. @throws DomainError NOT_FOUND */
  cancel(jobId: string): { done: true } {
    const controller = this.#running.get(jobId);
    if (!controller) throw new DomainError('NOT_FOUND', { what: 'job' });
    controller.abort();
    return { done: true };
  }

  /** All imports, newest first. */
  list(): Output<'list'> {
    return listImports(this.#deps.store.reader).map((row) => ({
      importId: row.id,
      fileName: row.file_name,
      status: row.status,
      wasStopped: row.status === 'undone' && row.last_command_id === null,
      startedAtMs: row.started_at_ms,
      startedBy: row.started_name,
      counts: importCounts.parse(JSON.parse(row.report_json)),
    }));
  }

  /** What taking an import back would do. @throws DomainError NOT_FOUND, UNDO_REFUSED */
  async undoPlan(importId: number): Promise<Output<'undoPlan'>> {
    const plan = await this.#plan(this.#standing(importId));
    return {
      removed: plan.removed.size,
      restored: plan.restored.size,
      keptCount: plan.kept.size,
      kept: this.#keptClients(plan),
    };
  }

  /**
   * Takes a whole import back.
   *
   * @throws DomainError NOT_FOUND, UNDO_REFUSED (data.reason 'undone'; 'importTouched' with data.count and data.names when
   *   clients were touched since and `keepsTouched` is not said), CONFLICT
   */
  async undo(
    caller: Caller,
    input: { importId: number; keepsTouched: boolean },
  ): Promise<{ commandId: number | null }> {
    const row = this.#standing(input.importId);
    if (row.started_by !== caller.userId) caller.require('undo_others');
    const { clock } = this.#deps;
    return await this.#exclusively(async () => {
      const plan = await this.#plan(row);
      if (plan.kept.size > 0 && !input.keepsTouched) {
        const names = this.#keptClients(plan)
          .slice(0, 5)
          .map(({ name }) => name);
        throw new DomainError('UNDO_REFUSED', {
          reason: 'importTouched',
          importId: row.id,
          count: plan.kept.size,
          names: names.join(', '),
          commandIds: [],
        });
      }
      return await this.#job('import.undo', async (job) => {
        // Cut off from here on, the next start goes on with it: never half an import.
        this.#deps.store.work.run(
          caller.actor(clock),
          'import.undoBeginStep',
          (tx) => updateImport(tx, row.id, { status: 'running' }),
          { isStep: true },
        );
        return { commandId: await this.#takeBack(row, () => caller.actor(clock), job, plan) };
      });
    });
  }

  /** Ends what runs where it is: the file is about to be closed. */
  stop(): void {
    this.#isStopped = true;
    for (const controller of this.#running.values()) controller.abort();
    this.#drafts.clear();
  }

  /** Imports that the end of the program cut off are taken back before anybody sees them. */
  #recover(): void {
    const { store, clock, logger } = this.#deps;
    for (const row of listRunning(store.reader)) {
      const context = () => ({ actorId: null, device: 'program', nowMs: clock.nowMs() });
      const plan = drained(planUndo(store, row.first_command_id ?? 0, null));
      drained(undoSteps(store, plan, context));
      this.#writeUndone(row, context(), plan);
      logger.warn(
        { importId: row.id, steps: plan.steps.length, kept: plan.kept.size },
        'a cut-off import was taken back',
      );
    }
  }

  async #takeBack(
    row: ImportRow,
    context: () => ReturnType<Caller['actor']>,
    job: JobOptions,
    planned?: UndoPlan,
  ): Promise<number | null> {
    const first = planned ?? (await this.#plan(row));
    let plan = first;
    for (let tries = 0; ; tries++) {
      try {
        for (const share of undoSteps(this.#deps.store, plan, context)) {
          job.onProgress?.(share);
          await this.#nextTurn();
        }
        break;
      } catch (error) {
        // Somebody was booked while the undo ran: they stay, the rest goes.
        if (!(error instanceof DomainError) || tries >= 5) throw error;
        plan = await this.#plan(row);
      }
    }
    for (const [client, why] of plan.kept) first.kept.set(client, why);
    const removed = new Set([...first.removed].filter((id) => !first.kept.has(id)));
    return this.#writeUndone(row, context(), { ...first, removed });
  }

  /** The command that ends the undo: the only one that a person sees of it. */
  #writeUndone(row: ImportRow, context: ReturnType<Caller['actor']>, plan: UndoPlan): number | null {
    const wasStopped = row.last_command_id === null;
    const { commandId } = this.#deps.store.work.run(
      context,
      wasStopped ? 'import.stop' : 'import.undo',
      (tx) => {
        updateImport(tx, row.id, { status: 'undone' });
        const values = { file: row.file_name, removed: plan.removed.size, kept: plan.kept.size };
        tx.summary = {
          key: wasStopped ? 'import.stop' : plan.kept.size > 0 ? 'import.undoPart' : 'import.undo',
          values,
        };
      },
      { alsoTouched: WRITTEN_TABLES, ...(row.last_command_id === null ? {} : { undoesId: row.last_command_id }) },
    );
    return commandId;
  }

  #standing(importId: number): ImportRow {
    const row = readImport(this.#deps.store.reader, importId);
    if (!row) throw new DomainError('NOT_FOUND', { what: 'import', id: importId });
    if (row.status !== 'done') throw new DomainError('UNDO_REFUSED', { reason: 'undone', commandIds: [] });
    return row;
  }

  async #plan(row: ImportRow): Promise<UndoPlan> {
    const planning = planUndo(this.#deps.store, row.first_command_id ?? 0, row.last_command_id);
    for (;;) {
      const step = planning.next();
      if (step.done) return step.value;
      await this.#nextTurn();
    }
  }

  #keptClients({ kept }: UndoPlan): { clientId: number; name: string; why: 'booked' | 'edited' | 'related' }[] {
    const { nameOrder } = this.#neighbours.settings.now();
    const ids = [...kept.keys()].slice(0, KEPT_SHOWN);
    return readNames(this.#deps.store.reader, ids).map((row) => ({
      clientId: row.id,
      name: displayName({ firstName: row.first_name, lastName: row.last_name }, nameOrder),
      why: kept.get(row.id) ?? 'edited',
    }));
  }

  /** Lets everything else that waits go first. @throws JobCancelled */
  async #nextTurn(signal?: AbortSignal): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#isStopped || signal?.aborted) throw new JobCancelled();
  }

  #addPart(uploadId: string | null, part: Uint8Array): string {
    try {
      return this.#drafts.uploads.add(uploadId, part);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'LIMIT_EXCEEDED') throw error;
      throw new DomainError('INVALID_INPUT', {
        field: 'file',
        fault: 'IMPORT_TOO_LARGE',
        detail: String(FILE_LIMIT_BYTES / 1024 ** 2),
      });
    }
  }

  async #read(file: string, choices: Omit<ReadTableInput, 'file' | 'spool'>): Promise<TableFacts> {
    try {
      return await this.#job('import.read', (options) =>
        this.#neighbours.runJob(
          'import.read',
          { file, spool: partsOf(file).spool, ...choices },
          { ...options, heapMb: READER_HEAP_MB },
        ),
      );
    } catch (error) {
      const known = faultOf(error);
      if (!known) throw error;
      throw new DomainError('INVALID_INPUT', { field: 'file', fault: `IMPORT_${known.fault}`, detail: known.detail });
    }
  }

  #view(draft: Draft): ImportDraft {
    const { facts } = draft;
    const { reader } = this.#deps.store;
    const remembered = readMapping(reader, facts.signature);
    const chosen = remembered === undefined ? null : readRemembered(remembered, facts.headers.length);
    const nameOrder = facts.nameOrder ?? this.#neighbours.settings.now().nameOrder;
    return {
      draftId: draft.id,
      fileName: draft.fileName,
      kind: facts.kind,
      sheets: [...facts.sheets],
      sheet: facts.sheet,
      encoding: facts.encoding,
      delimiter: facts.delimiter,
      headerRow: facts.headerRow,
      headers: [...facts.headers],
      rows: facts.rows,
      preview: facts.preview,
      shape: facts.shape,
      mapping: chosen?.mapping ?? facts.mapping,
      options: chosen?.options ?? importOptions.parse({ nameOrder }),
      isRemembered: chosen !== null,
      merged: facts.merges.length,
      formulas: facts.formulas,
      errorCells: facts.errorCells,
      importedAtMs: readImportedAt(reader, facts.sha256),
    };
  }

  async #exclusively<T>(body: () => Promise<T>): Promise<T> {
    if (this.#isBusy) throw new DomainError('CONFLICT', { what: 'import', reason: 'importRuns' });
    this.#isBusy = true;
    try {
      return await body();
    } finally {
      this.#isBusy = false;
    }
  }

  async #job<T>(title: ImportJob['title'], body: (options: JobOptions) => Promise<T>): Promise<T> {
    const id = randomUUID();
    const controller = new AbortController();
    this.#running.set(id, controller);
    let toldAt = 0;
    const tell = (share: number, state: ImportJob['state']): void => {
      const now = performance.now();
      if (state === 'running' && share > 0 && now - toldAt < 100) return;
      toldAt = now;
      this.#neighbours.onJob({ id, title, share, state });
    };
    tell(0, 'running');
    try {
      const value = await body({ signal: controller.signal, onProgress: (share) => tell(share, 'running') });
      tell(1, controller.signal.aborted ? 'cancelled' : 'done');
      return value;
    } catch (error) {
      tell(1, error instanceof JobCancelled ? 'cancelled' : 'failed');
      if (error instanceof JobCancelled) {
        throw new DomainError('INVALID_INPUT', { field: 'file', fault: 'IMPORT_CANCELLED' });
      }
      throw error;
    } finally {
      this.#running.delete(id);
    }
  }
}

/** Runs something to its end at once. */
function drained<Result>(steps: Generator<unknown, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** A mapping of an older program, or of a table of another width, is not taken. */
function readRemembered(
  json: string,
  width: number,
): { mapping: ImportDraft['mapping']; options: ImportOptions } | null {
  const { mapping, options } = JSON.parse(json) as { mapping?: unknown; options?: unknown };
  const read = importOptions.safeParse(options);
  if (!Array.isArray(mapping) || mapping.length !== width || !read.success) return null;
  const known = new Set<unknown>([...IMPORT_FIELDS, null]);
  return mapping.every((field) => known.has(field))
    ? { mapping: mapping as ImportDraft['mapping'], options: read.data }
    : null;
}

function refuseMapping(mapping: readonly (ImportField | null)[]): void {
  const who: readonly ImportField[] = ['fullName', 'firstName', 'lastName', 'phone'];
  if (!mapping.some((field) => field !== null && who.includes(field))) {
    throw new DomainError('INVALID_INPUT', { field: 'mapping', fault: 'IMPORT_NO_NAME' });
  }
}
