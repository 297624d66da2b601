import { randomUUID } from 'node:crypto';
import { isGivenUp, isLate, retryAtMs } from '../../src-shared/fiscal/fiscal-queue.rules.ts';
import type { FiscalPrinted, FiscalTroubleNote } from '../../src-shared/fiscal/fiscal.contract.ts';
import type { FiscalReceipt } from '../../src-shared/fiscal/fiscal.rules.ts';
import { localOf } from '../../src-shared/kernel/wall-time.ts';
import type { Settings } from '../../src-shared/settings/settings.contract.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { ServiceDeps } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import {
  type FiscalRegister,
  type ReceiptOutcome,
  type ReceiptTask,
  type RegisterOperator,
  RegisterTroubleError,
} from './fiscal-register.ts';
import * as rows from './fiscal.repository.ts';

interface Neighbours {
  readonly settings: SettingsService;
  /** The register as the settings say now; null when receipts are not printed by the program. */
  readonly register: (settings: Settings, signal: AbortSignal) => FiscalRegister | null;
}

const DEVICE = 'fiscal';

/**
 * Prints what waits, one after the other, while people work (T5, T18).
 *
 * The queue is the table itself, so it survives whatever the checks survive. A receipt is noted as sent before it is sent;
 * one that was sent is asked for before anything is sent again, under the same number: so none is printed twice and none is
 * lost, whatever breaks in between. Only a register that surely did not print it gets it again, under a new number. One that
 * cannot be printed holds the others, so that their order stays; one that the register refuses three times steps aside.
 */
export class FiscalQueue {
  readonly #deps: ServiceDeps;
  readonly #near: Neighbours;
  readonly #stop = new AbortController();
  #running: Promise<void> | null = null;
  #isAskedAgain = false;
  /** The shift whose end could not be seen to, and when it is tried again. */
  #shiftTrouble = { cashShiftId: 0, failures: 0, againAtMs: 0 };

  constructor(deps: ServiceDeps, neighbours: Neighbours) {
    this.#deps = deps;
    this.#near = neighbours;
  }

  /** Prints what is due; a call while it is at work makes it look once more. Never fails. */
  run(): Promise<void> {
    if (this.#running) {
      this.#isAskedAgain = true;
      return this.#running;
    }
    this.#running = this.#loop().finally(() => (this.#running = null));
    return this.#running;
  }

  /** Ends with the salon: nothing is sent or written any more. */
  stop(): void {
    this.#stop.abort();
  }

  get #isStopped(): boolean {
    return this.#stop.signal.aborted;
  }

  async #loop(): Promise<void> {
    do {
      this.#isAskedAgain = false;
      try {
        await this.#printAll();
      } catch (error) {
        if (!this.#isStopped) this.#deps.logger.error({ error: String(error) }, 'receipts could not be printed');
      }
    } while (this.#isAskedAgain && !this.#isStopped);
  }

  async #printAll(): Promise<void> {
    const { store, clock } = this.#deps;
    let isShiftReady = false;
    while (!this.#isStopped) {
      const settings = this.#near.settings.now();
      const register = this.#near.register(settings, this.#stop.signal);
      if (!register) return;
      const job = rows.readNextJob(store.reader);
      if (!job) return this.#closeShift(register, settings);
      if (job.next_attempt_ms !== null && job.next_attempt_ms > clock.nowMs()) return;
      try {
        // Asked once in a row of receipts: a shift that ends meanwhile refuses the next receipt, and is looked at again.
        if (!isShiftReady) await this.#readyShift(register, operatorOf(settings, job.cashier));
        isShiftReady = true;
        const outcome = await this.#print(register, settings, job);
        if (this.#isStopped) return;
        if (outcome === null) continue;
        if (!this.#note(job.id, outcome)) return;
        if (outcome.state !== 'printed') isShiftReady = false;
      } catch (error) {
        if (this.#isStopped) return;
        const trouble: FiscalTroubleNote =
          error instanceof RegisterTroubleError
            ? error.trouble
            : { kind: 'protocol', text: String(error).slice(0, 300), deviceCode: null };
        this.#postpone(job.id, trouble);
        return;
      }
    }
  }

  /** Opens the register's shift; one that is older than a day is closed first, or nothing could be printed. */
  async #readyShift(register: FiscalRegister, operator: RegisterOperator): Promise<void> {
    const { state } = await register.shift();
    if (state === 'open') return;
    if (state === 'expired') await register.closeShift(operator);
    if (this.#isStopped) return;
    await register.openShift(operator);
  }

  /** Null = nobody wants it printed any more. */
  async #print(register: FiscalRegister, settings: Settings, job: rows.JobRow): Promise<ReceiptOutcome | null> {
    const { clock } = this.#deps;
    const wasSent = job.sent_at_ms !== null;
    const uuid = job.uuid ?? randomUUID();
    if (wasSent) {
      const known = await register.outcome(uuid);
      if (known.state !== 'unknown' || this.#isStopped) return known;
    }
    const isCorrection = settings.lateReceipt === 'correction' && isLate(job.created_at_ms, clock.nowMs());
    const task: ReceiptTask = {
      receipt: JSON.parse(job.payload_json) as FiscalReceipt,
      operator: operatorOf(settings, job.cashier),
      taxation: settings.fiscalTaxation,
      corrects: isCorrection
        ? { date: localOf(job.created_at_ms, settings.timeZone).localDate, number: String(job.number) }
        : null,
    };
    if (this.#isStopped) return { state: 'pending' };
    // Before it leaves: after a crash from here on the register is asked first.
    let isWanted = false;
    this.#write('fiscal.send', (tx) => {
      const now = rows.findJob(tx, job.id);
      // While the register was asked, a person may have noted that it was printed by hand.
      isWanted = now?.status === 'queued';
      if (!now || !isWanted) return;
      rows.updateJob(tx, now, { uuid, sent_at_ms: tx.context.nowMs, attempts: now.attempts + 1 });
    });
    if (!isWanted) return null;
    await register.submit(uuid, task);
    const outcome = await register.outcome(uuid);
    return outcome.state === 'printed' ? { ...outcome, printed: { ...outcome.printed, isCorrection } } : outcome;
  }

  /** Writes down what became of a receipt; false when the others have to wait. */
  #note(jobId: number, outcome: ReceiptOutcome): boolean {
    switch (outcome.state) {
      case 'printed':
        this.#printed(jobId, outcome.printed);
        return true;
      case 'pending':
      case 'unknown':
        this.#postpone(jobId, { kind: 'slow', text: '', deviceCode: null });
        return false;
      case 'unclear':
        this.#postpone(jobId, outcome.trouble);
        return false;
      case 'refused':
        return this.#refused(jobId, outcome.trouble);
      default:
        return outcome satisfies never;
    }
  }

  #printed(jobId: number, printed: FiscalPrinted): void {
    this.#write('fiscal.printed', (tx) => {
      const job = rows.findJob(tx, jobId);
      if (!job) return;
      const twice: FiscalTroubleNote = { kind: 'twice', text: job.note ?? '', deviceCode: null };
      rows.updateJob(tx, job, {
        status: 'printed',
        done_at_ms: tx.context.nowMs,
        answer_json: JSON.stringify(printed),
        last_error: job.status === 'manual' ? JSON.stringify(twice) : null,
        next_attempt_ms: null,
      });
    });
  }

  /** It was not printed for sure: it goes again under a new number, or waits for a person. Answers whether others may go. */
  #refused(jobId: number, trouble: FiscalTroubleNote): boolean {
    let mayGoOn = false;
    this.#write('fiscal.refused', (tx) => {
      const job = rows.findJob(tx, jobId);
      if (job?.status !== 'queued') return;
      mayGoOn = isGivenUp(trouble.kind, job.attempts);
      rows.updateJob(tx, job, {
        uuid: randomUUID(),
        sent_at_ms: null,
        status: mayGoOn ? 'failed' : 'queued',
        last_error: JSON.stringify(trouble),
        next_attempt_ms: mayGoOn ? null : retryAtMs(tx.context.nowMs, job.attempts),
      });
    });
    return mayGoOn;
  }

  /** The register could not be asked, or does not know yet. Whether it was sent stays as it is noted. */
  #postpone(jobId: number, trouble: FiscalTroubleNote): void {
    this.#write('fiscal.postpone', (tx) => {
      const job = rows.findJob(tx, jobId);
      if (job?.status !== 'queued') return;
      const attempts = job.sent_at_ms === null ? job.attempts + 1 : Math.max(1, job.attempts);
      rows.updateJob(tx, job, {
        attempts,
        last_error: JSON.stringify(trouble),
        next_attempt_ms: retryAtMs(tx.context.nowMs, attempts),
      });
    });
  }

  /** Nothing waits any more: the register's shift ends with the shift of the cash desk, its totals are kept for the match. */
  async #closeShift(register: FiscalRegister, settings: Settings): Promise<void> {
    const { store } = this.#deps;
    const cashShift = settings.closesFiscalShift ? rows.findShiftToClose(store.reader) : undefined;
    if (!cashShift || this.#isShiftPutOff(cashShift.id)) return;
    try {
      const { state, number } = await register.shift();
      if (state === 'closed') {
        if (this.#isStopped) return;
        // Closed by us before a crash, or by somebody at the register: then its totals are not known.
        if (rows.findFiscalShift(store.reader, cashShift.id)) this.#noteShift(cashShift.id, null);
        else this.#shiftTrouble = { cashShiftId: cashShift.id, failures: 1, againAtMs: Number.MAX_SAFE_INTEGER };
        return;
      }
      const totals = await register.totals();
      if (this.#isStopped) return;
      this.#write('fiscal.shift', (tx) => {
        const known = rows.findFiscalShift(tx, cashShift.id);
        const counted = { shift_number: number, totals_json: JSON.stringify(totals) };
        if (known) rows.updateFiscalShift(tx, known, counted);
        else rows.insertFiscalShift(tx, { cash_shift_id: cashShift.id, ...counted });
      });
      const { documentNumber } = await register.closeShift(operatorOf(settings, null));
      if (!this.#isStopped) this.#noteShift(cashShift.id, documentNumber);
    } catch (error) {
      if (this.#isStopped) return;
      const failures = this.#shiftTrouble.cashShiftId === cashShift.id ? this.#shiftTrouble.failures + 1 : 1;
      const againAtMs = retryAtMs(this.#deps.clock.nowMs(), failures);
      this.#shiftTrouble = { cashShiftId: cashShift.id, failures, againAtMs };
      if (failures > 1) return;
      const text = error instanceof RegisterTroubleError ? error.message : String(error);
      this.#deps.logger.warn({ error: text }, 'the shift of the register could not be closed');
    }
  }

  #isShiftPutOff(cashShiftId: number): boolean {
    const { cashShiftId: known, againAtMs } = this.#shiftTrouble;
    return known === cashShiftId && againAtMs > this.#deps.clock.nowMs();
  }

  #noteShift(cashShiftId: number, documentNumber: number | null): void {
    this.#write('fiscal.shift', (tx) => {
      const known = rows.findFiscalShift(tx, cashShiftId);
      if (!known) return;
      rows.updateFiscalShift(tx, known, { document_number: documentNumber, closed_at_ms: tx.context.nowMs });
    });
  }

  #write(name: string, body: (tx: Tx) => void): void {
    const { store, clock } = this.#deps;
    store.work.run({ actorId: null, device: DEVICE, nowMs: clock.nowMs() }, name, body);
  }
}

function operatorOf(settings: Settings, cashier: string | null): RegisterOperator {
  const { fiscalOperatorBy: by, fiscalOperatorName: fixed, fiscalOperatorInn: inn, salonName } = settings;
  if (by === 'fixed') return { name: fixed || salonName, inn };
  return { name: cashier ?? (fixed || salonName), inn: '' };
}
