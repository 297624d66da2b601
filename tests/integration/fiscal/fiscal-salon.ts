import { AtolRegister } from '../../../src-main/fiscal/atol-register.ts';
import { FiscalQueue } from '../../../src-main/fiscal/fiscal-queue.ts';
import { FiscalService } from '../../../src-main/fiscal/fiscal.service.ts';
import type { FiscalJob } from '../../../src-shared/fiscal/fiscal.contract.ts';
import type { FiscalReceipt } from '../../../src-shared/fiscal/fiscal.rules.ts';
import type { Caller } from '../../../src-main/store/service.ts';
import { AtolEmulator } from '../../helpers/atol-emulator.ts';
import { type MoneySalon, openMoneySalon } from '../checkout/money-salon.ts';

/** A salon whose receipts are printed by an emulated register. */
export interface FiscalSalon extends MoneySalon {
  readonly fiscal: FiscalService;
  readonly atol: AtolEmulator;
  readonly owner: Caller;
  /** Every receipt, the oldest first. */
  jobs(): FiscalJob[];
  /** Receipts as they were queued. */
  receipts(): FiscalReceipt[];
  /** Some time passes, then the queue looks. */
  later(seconds: number): Promise<void>;
  /** The program stops in the middle of whatever it does and is started again. */
  restart(): void;
  /** Stops the program now, whatever it does. */
  kill(): void;
  stop(): Promise<void>;
}

const PACE = { pollMs: 2, patienceMs: 20 };

/** Opens it with a shift; the register answers. */
export async function openFiscalSalon(): Promise<FiscalSalon> {
  const salon = await openMoneySalon();
  const atol = new AtolEmulator();
  await atol.start();
  const fiscal = new FiscalService(salon.deps, salon.settings, PACE);
  let queue = fiscal.queue;
  salon.set({ fiscalMode: 'atol', fiscalAddress: atol.address, clientDebtLimitMinor: 1_000_000 });
  salon.openShift();
  const jobs = (): FiscalJob[] =>
    fiscal.receipts({ show: 'all', pastId: null, limit: 200 }).jobs.toReversed() as FiscalJob[];
  return {
    ...salon,
    fiscal,
    atol,
    owner: salon.callerOf('owner'),
    jobs,
    receipts: () => jobs().map(({ receipt }) => receipt),
    later: async (seconds) => {
      salon.clock.atMs += seconds * 1000;
      await queue.run();
    },
    kill: () => queue.stop(),
    restart: () => {
      queue.stop();
      queue = new FiscalQueue(salon.deps, {
        settings: salon.settings,
        register: ({ fiscalAddress: address, fiscalDeviceId: deviceId, fiscalLogin: login }, signal) =>
          new AtolRegister({ address, deviceId, login, password: '', signal, ...PACE }),
      });
    },
    stop: async () => {
      queue.stop();
      await atol.stop();
      salon.close();
    },
  };
}
