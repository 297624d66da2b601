import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { isLocalAddress } from '../../src-shared/fiscal/fiscal-queue.rules.ts';
import type {
  FiscalJob,
  FiscalPrinted,
  FiscalTroubleNote,
  fiscalContract,
} from '../../src-shared/fiscal/fiscal.contract.ts';
import {
  type FiscalReceipt,
  type FiscalTotals,
  differencesOf,
  totalsOf,
} from '../../src-shared/fiscal/fiscal.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { Settings } from '../../src-shared/settings/settings.contract.ts';
import { personName } from '../../src-shared/staff/staff.rules.ts';
import type { ShiftPaperPart } from '../cash/cash-papers.service.ts';
import type { PaperBlock } from '../personal-data/paper.job.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { AtolRegister } from './atol-register.ts';
import { DeviceSecret } from './device-secret.ts';
import { FiscalQueue } from './fiscal-queue.ts';
import { type FiscalRegister, RegisterTroubleError } from './fiscal-register.ts';
import * as rows from './fiscal.repository.ts';
import { receiptOfDocument } from './receipts.ts';

type Contract = typeof fiscalContract;
type InputOf<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
type OutputOf<Name extends keyof Contract> = z.input<NonNullable<Contract[Name]['~orpc']['outputSchema']> & z.ZodType>;

/** How fast the register is asked; tests hurry. */
export interface RegisterPace {
  readonly pollMs?: number;
  readonly patienceMs?: number;
}

/**
 * Receipts of a fiscal register (T5, T18, K5).
 *
 * Every document that settles something with a client puts its receipt into the queue in its own unit of work, whoever posted
 * it; nothing about a receipt ever keeps a document from being posted. Printing is the queue's.
 */
export class FiscalService {
  readonly queue: FiscalQueue;
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;
  readonly #secret: DeviceSecret;
  readonly #pace: RegisterPace;

  constructor(deps: ServiceDeps, settings: SettingsService, pace: RegisterPace = {}) {
    this.#deps = deps;
    this.#settings = settings;
    this.#pace = pace;
    this.#secret = new DeviceSecret(deps.store.paths.dir);
    this.queue = new FiscalQueue(deps, {
      settings,
      register: (now, signal) => (now.fiscalMode === 'atol' ? this.#register(now, signal) : null),
    });
    deps.store.work.attend('ledger_documents', (tx, ids) => {
      if (settings.now().fiscalMode === 'none') return;
      for (const id of ids) this.#enqueue(tx, id);
    });
  }

  status(): OutputOf<'status'> {
    const { reader } = this.#deps.store;
    const { waiting, failed, oldest_at_ms: oldestAtMs } = rows.readQueue(reader);
    const next = waiting > 0 ? rows.readNextJob(reader) : undefined;
    return {
      mode: this.#settings.now().fiscalMode,
      waiting,
      failed,
      oldestAtMs,
      trouble: next ? troubleOfRow(next) : null,
      nextAttemptAtMs: next?.next_attempt_ms ?? null,
    };
  }

  receipts({ show, pastId, limit }: InputOf<'receipts'>): OutputOf<'receipts'> {
    const found = rows.readJobs(this.#deps.store.reader, show, pastId, limit + 1);
    return { jobs: found.slice(0, limit).map((row) => this.#view(row)), hasMore: found.length > limit };
  }

  ofSale({ saleId }: InputOf<'ofSale'>): OutputOf<'ofSale'> {
    return rows.readJobsOfSale(this.#deps.store.reader, saleId).map((row) => this.#view(row));
  }

  /** What of a shift a person may see: no sums of an open one while it is counted blind. @throws DomainError NOT_FOUND */
  ofShift(caller: Caller, { shiftId }: InputOf<'ofShift'>): OutputOf<'ofShift'> {
    const match = this.#match(shiftId);
    const { isBlindCount } = this.#settings.now();
    if (match.isClosed || !isBlindCount || caller.can('see_finance')) return match;
    return { ...match, all: null, printed: null, register: null, differences: [] };
  }

  /** @throws DomainError NOT_FOUND */
  #match(shiftId: number) {
    const { reader } = this.#deps.store;
    const shift = rows.findCashShift(reader, shiftId);
    if (!shift) throw new DomainError('NOT_FOUND', { what: 'shift', id: shiftId });
    const mode = this.#settings.now().fiscalMode;
    const jobs = rows.readJobsOfShift(reader, shiftId).map((row) => this.#view(row));
    const of = (states: readonly string[]): FiscalTotals =>
      totalsOf(jobs.filter(({ state }) => states.includes(state)).map(({ receipt }) => receipt));
    const printed = of(['printed']);
    const counted = rows.findFiscalShift(reader, shiftId);
    const register = counted
      ? {
          shiftNumber: counted.shift_number,
          documentNumber: counted.document_number,
          totals: JSON.parse(counted.totals_json) as FiscalTotals,
        }
      : null;
    return {
      isClosed: shift.closed_at_ms !== null,
      mode,
      all: totalsOf(jobs.map(({ receipt }) => receipt)),
      printed: mode === 'manual' ? of(['printed', 'manual']) : printed,
      register,
      differences: register ? differencesOf(printed, register.totals) : [],
      open: jobs.filter(({ state }) => state !== 'printed' && state !== 'manual'),
    };
  }

  /** Receipts on the report of a shift: what is printed, what the register counted, which receipts are not printed. */
  shiftPaper(shiftId: number, { t, money, isHidden }: Parameters<ShiftPaperPart>[1]): PaperBlock[] {
    const { all, register, differences, open } = this.#match(shiftId);
    const hasRows = isHidden ? open.length > 0 : all.income.count + all.incomeReturn.count > 0;
    if (!hasRows) return [];
    const row = (key: string, { income, incomeReturn }: FiscalTotals): readonly [string, string] => [
      t(`fiscal:shift.${key}`),
      t('fiscal:shift.paperRow', {
        count: income.count,
        cash: money(income.cashMinor),
        electronic: money(income.electronicMinor),
        back: money(incomeReturn.cashMinor + incomeReturn.electronicMinor),
      }),
    ];
    const verdict = (list: OutputOf<'ofShift'>['differences']): string => {
      if (list.length === 0) return t('fiscal:shift.same');
      const told = list.map(({ sign, name, minor }) => {
        const sum = minor > 0 ? `+${money(minor)}` : money(minor);
        return `${t(`fiscal:signs.${sign}`)}, ${t(`fiscal:payments.${name}`)} ${sum}`;
      });
      return t('fiscal:shift.differs', { list: told.join('; ') });
    };
    const names = open.map(({ documentKind, number }) => t(`clientAccount:kinds.${documentKind}`, { number }));
    return [
      { kind: 'heading', text: t('fiscal:shift.title') },
      ...(isHidden
        ? []
        : [
            {
              kind: 'pairs',
              rows: [row('ours', all), ...(register ? [row('register', register.totals)] : [])],
            } as const,
          ]),
      ...(register && !isHidden ? [{ kind: 'text', text: verdict(differences) } as const] : []),
      ...(open.length > 0
        ? [{ kind: 'text', text: t('fiscal:shift.open', { count: open.length, list: names.join(', ') }) } as const]
        : []),
    ];
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, CONFLICT (data.reason: receiptPrinted, receiptWaits) */
  markByHand(caller: Caller, input: InputOf<'markByHand'>): OutputOf<'markByHand'> {
    const { store, clock } = this.#deps;
    const { value, commandId } = store.work.run(caller.actor(clock), 'fiscal.markByHand', (tx) => {
      const job = this.#requireJob(tx, input.jobId);
      assertVersion(input.version, job.version, 'fiscalJob');
      const isManual = job.status === 'manual';
      if (input.isPrinted && (isManual || job.status === 'printed')) {
        throw new DomainError('CONFLICT', { reason: 'receiptPrinted', number: job.number });
      }
      if (!input.isPrinted && !isManual)
        throw new DomainError('CONFLICT', { reason: 'receiptWaits', number: job.number });
      rows.updateJob(tx, job, {
        status: input.isPrinted ? 'manual' : 'queued',
        done_at_ms: input.isPrinted ? tx.context.nowMs : null,
        note: input.isPrinted ? input.note : '',
        last_error: null,
        next_attempt_ms: null,
      });
      const key = input.isPrinted ? 'fiscal.markByHand' : 'fiscal.unmarkByHand';
      tx.summary = { key, values: { number: job.number } };
      return job.version + 1;
    });
    return { commandId, version: value };
  }

  /** @throws DomainError NOT_FOUND, CONFLICT (data.reason: receiptPrinted) */
  retry(caller: Caller, { jobId }: InputOf<'retry'>): OutputOf<'retry'> {
    const { store, clock } = this.#deps;
    const { commandId } = store.work.run(caller.actor(clock), 'fiscal.retry', (tx) => {
      const next = rows.readNextJob(tx);
      const job = jobId === null ? next : this.#requireJob(tx, jobId);
      if (!job) return;
      if (job.status === 'printed' || job.status === 'manual') {
        throw new DomainError('CONFLICT', { reason: 'receiptPrinted', number: job.number });
      }
      // The order stays: one further back is tried when those before it are printed, so they are tried at once, too.
      if (next && next.id !== job.id) rows.updateJob(tx, next, { next_attempt_ms: null });
      rows.updateJob(tx, job, {
        status: 'queued',
        next_attempt_ms: null,
        ...(job.status === 'failed' ? { attempts: 0 } : {}),
      });
      tx.summary = { key: 'fiscal.retry', values: { number: job.number } };
    });
    void this.queue.run();
    return { commandId };
  }

  /** @throws DomainError INVALID_INPUT (an address outside the salon's network) */
  async check({ address, deviceId, login }: InputOf<'check'>): Promise<OutputOf<'check'>> {
    if (!isLocalAddress(address)) throw new DomainError('INVALID_INPUT', { field: 'address', fault: 'NOT_LOCAL' });
    const register = this.#register({ fiscalAddress: address, fiscalDeviceId: deviceId, fiscalLogin: login });
    try {
      const { model, serialNumber, shift, hasPaper } = await register.facts();
      return { trouble: null, model, serialNumber, shift: shift.state, shiftNumber: shift.number, hasPaper };
    } catch (error) {
      if (!(error instanceof RegisterTroubleError)) throw error;
      const nothing = { model: '', serialNumber: '', shift: null, shiftNumber: null, hasPaper: null };
      return { trouble: error.trouble, ...nothing };
    }
  }

  password(): OutputOf<'password'> {
    return { isSet: this.#secret.read() !== '' };
  }

  setPassword({ password }: InputOf<'setPassword'>): OutputOf<'setPassword'> {
    this.#secret.write(password);
    return { isSet: password !== '' };
  }

  #register(
    settings: Pick<Settings, 'fiscalAddress' | 'fiscalDeviceId' | 'fiscalLogin'>,
    signal?: AbortSignal,
  ): FiscalRegister {
    return new AtolRegister({
      address: settings.fiscalAddress,
      deviceId: settings.fiscalDeviceId,
      login: settings.fiscalLogin,
      password: this.#secret.read(),
      ...this.#pace,
      ...(signal ? { signal } : {}),
    });
  }

  /** Puts the receipt of a document into the queue. Whatever goes wrong, the document is posted (T18). */
  #enqueue(tx: Tx, documentId: number): void {
    const job = { document_id: documentId, uuid: randomUUID(), created_at_ms: tx.context.nowMs };
    let receipt: FiscalReceipt | null;
    try {
      const { bonusOnReceipt, vatBp } = this.#settings.now();
      receipt = receiptOfDocument(tx, documentId, { bonusOnReceipt, vatBp });
    } catch (error) {
      this.#deps.logger.error({ documentId, error: String(error) }, 'a receipt could not be made');
      const trouble: FiscalTroubleNote = { kind: 'refused', text: '', deviceCode: null };
      const payload_json = JSON.stringify(NO_RECEIPT);
      rows.insertJob(tx, { ...job, payload_json, status: 'failed', last_error: JSON.stringify(trouble) });
      return;
    }
    if (receipt) rows.insertJob(tx, { ...job, payload_json: JSON.stringify(receipt), status: 'queued' });
  }

  #requireJob(tx: Tx, jobId: number): rows.JobRow {
    const job = rows.findJob(tx, jobId);
    if (!job) throw new DomainError('NOT_FOUND', { what: 'fiscalJob', id: jobId });
    return job;
  }

  #view(row: rows.JobRow): FiscalJob {
    const { nameOrder } = this.#settings.now();
    const isSending = row.status === 'queued' && row.sent_at_ms !== null;
    return {
      jobId: row.id as FiscalJob['jobId'],
      version: row.version,
      state: isSending ? 'sending' : row.status === 'queued' ? 'waiting' : row.status,
      attempts: row.attempts,
      nextAttemptAtMs: row.next_attempt_ms,
      trouble: troubleOfRow(row),
      createdAtMs: row.created_at_ms,
      doneAtMs: row.done_at_ms,
      printed: row.answer_json === null ? null : (JSON.parse(row.answer_json) as FiscalPrinted),
      note: row.note ?? '',
      documentId: row.document_id as FiscalJob['documentId'],
      documentKind: row.kind,
      number: row.number,
      localDate: row.local_date,
      saleId: row.sale_id as FiscalJob['saleId'],
      clientId: row.client_id as FiscalJob['clientId'],
      clientName:
        row.first_name === null
          ? null
          : personName({ firstName: row.first_name, lastName: row.last_name ?? '' }, nameOrder),
      cashierName: row.cashier,
      receipt: JSON.parse(row.payload_json) as FiscalJob['receipt'],
    };
  }
}

/** Of a document whose receipt could not be made: it is printed by hand. */
const NO_RECEIPT: FiscalReceipt = {
  sign: 'income',
  lines: [],
  payment: { cashMinor: 0, electronicMinor: 0, advanceMinor: 0, creditMinor: 0, counterMinor: 0 },
  totalMinor: 0,
};

function troubleOfRow({ last_error: error }: Pick<rows.JobRow, 'last_error'>): FiscalTroubleNote | null {
  return error === null ? null : (JSON.parse(error) as FiscalTroubleNote);
}
