import type { FilesService } from '../files/files.service.ts';
import type { Ledger } from '../ledger/ledger.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { ServiceDeps } from '../store/service.ts';
import type { RunJob } from '../workers/run-job.ts';
import { BookService } from './book.service.ts';
import { CashPapersService } from './cash-papers.service.ts';
import { MoneyAccountsService } from './money-accounts.service.ts';
import { OperationsService } from './operations.service.ts';
import { ShiftReportsService } from './shift-reports.service.ts';
import { ShiftsService } from './shifts.service.ts';
import { SuppliersService } from './suppliers.service.ts';

/** The services of the cash desk. */
export interface Cash {
  readonly accounts: MoneyAccountsService;
  readonly shifts: ShiftsService;
  readonly shiftReports: ShiftReportsService;
  readonly operations: OperationsService;
  readonly suppliers: SuppliersService;
  readonly book: BookService;
  readonly papers: CashPapersService;
}

interface Neighbours {
  readonly ledger: Ledger;
  readonly settings: SettingsService;
  readonly files: FilesService;
  readonly runJob: RunJob;
  readonly fontsDir: string;
}

/** Builds the services of the cash desk over the ledger. */
export function createCash(deps: ServiceDeps, neighbours: Neighbours): Cash {
  const { settings } = neighbours;
  const accounts = new MoneyAccountsService(deps, neighbours);
  const shiftReports = new ShiftReportsService(deps, { ...neighbours, accounts });
  const shifts = new ShiftsService(deps, { ...neighbours, accounts, reports: shiftReports });
  const operations = new OperationsService(deps, { ...neighbours, accounts, shifts });
  const book = new BookService(deps, { accounts, settings, runJob: neighbours.runJob });
  const papers = new CashPapersService(deps, { ...neighbours, accounts, shifts: shiftReports, book });
  const suppliers = new SuppliersService(deps, settings);
  return { accounts, shifts, shiftReports, operations, suppliers, book, papers };
}
