import { renderCertificate } from '../certificates/certificate.job.ts';
import { copyContents } from '../backup/contents.job.ts';
import { copyDatabase } from '../backup/copy.job.ts';
import { examineDatabase } from '../backup/examine.job.ts';
import { prepareRestore } from '../backup/restore.job.ts';
import { renderAct } from '../checkout/act.job.ts';
import { renderSlip } from '../checkout/slip.job.ts';
import { renderStatement } from '../client-account/statement.job.ts';
import { readBookBeside } from '../cash/book-reading.job.ts';
import { renderBook } from '../cash/book.job.ts';
import { findDuplicates } from '../duplicates/duplicates.job.ts';
import { renderDaySheet } from '../documents/day-sheet.job.ts';
import { renderPriceList } from '../documents/price-list.job.ts';
import { writeTable } from '../documents/table.job.ts';
import { exportClients } from '../segments/export.job.ts';
import { renderPaper } from '../personal-data/paper.job.ts';
import { checkTable } from '../import/check-table.job.ts';
import { readTable } from '../import/read-table.job.ts';
import { writeReport } from '../import/write-report.job.ts';
import { renderVatInvoice } from '../invoices/vat-invoice.job.ts';
import { examineLedger } from '../ledger/check-ledger.job.ts';
import { readBalances } from '../ledger/balances.job.ts';
import { writeEntriesFile } from '../ledger/entries-file.job.ts';
import { renderReport } from '../ledger/report-pdf.job.ts';
import type { JobControl } from './job.ts';

/** Long work that runs beside the journal, on connections of its own. Inputs and outputs cross a thread: plain data. */
export const jobs = {
  'backup.copy': copyDatabase,
  'backup.copyContents': copyContents,
  'backup.examine': examineDatabase,
  'backup.prepareRestore': prepareRestore,
  'checkout.act': renderAct,
  'checkout.slip': renderSlip,
  'clientAccount.statement': renderStatement,
  'cash.book': renderBook,
  'cash.bookReading': readBookBeside,
  'documents.daySheet': renderDaySheet,
  'certificates.paper': renderCertificate,
  'documents.priceList': renderPriceList,
  'documents.table': writeTable,
  'segments.export': exportClients,
  'personalData.paper': renderPaper,
  'import.read': readTable,
  'import.check': checkTable,
  'import.report': writeReport,
  'duplicates.find': findDuplicates,
  'invoices.vat': renderVatInvoice,
  'ledger.check': examineLedger,
  'ledger.balances': readBalances,
  'ledger.entriesFile': writeEntriesFile,
  'ledger.reportPdf': renderReport,
} satisfies Record<string, (input: never, control: JobControl) => unknown>;

type Jobs = typeof jobs;
export type JobName = keyof Jobs;
export type JobInput<Name extends JobName> = Parameters<Jobs[Name]>[0];
type Outputs = { readonly [Name in JobName]: Awaited<ReturnType<Jobs[Name]>> };
export type JobOutput<Name extends JobName> = Outputs[Name];
