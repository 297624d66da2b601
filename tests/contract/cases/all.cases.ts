import type { Contract } from '../../../src-shared/contract.ts';
import { accessCases } from './access.cases.ts';
import { availabilityCases } from './availability.cases.ts';
import { backupCases } from './backup.cases.ts';
import { bankCases } from './bank.cases.ts';
import { cashCases } from './cash.cases.ts';
import type { CasesOf, ProcedureCases } from './case.ts';
import { clientAccountCases } from './client-account.cases.ts';
import { certificatesCases } from './certificates.cases.ts';
import { membershipsCases } from './memberships.cases.ts';
import { passesCases } from './passes.cases.ts';
import { clientFiguresCases } from './client-figures.cases.ts';
import { clientFilesCases } from './client-files.cases.ts';
import { codesCases } from './codes.cases.ts';
import { clientsCases } from './clients.cases.ts';
import { documentsCases } from './documents.cases.ts';
import { duplicatesCases } from './duplicates.cases.ts';
import { fiscalCases } from './fiscal.cases.ts';
import { groupsCases } from './groups.cases.ts';
import { historyCases } from './history.cases.ts';
import { importCases } from './import.cases.ts';
import { invoicesCases } from './invoices.cases.ts';
import { journalCases } from './journal.cases.ts';
import { loyaltyCases } from './loyalty.cases.ts';
import { ledgerCases } from './ledger.cases.ts';
import { personalDataCases } from './personal-data.cases.ts';
import { refundsCases } from './refunds.cases.ts';
import { replayCases } from './replay.cases.ts';
import { retentionCases } from './retention.cases.ts';
import { roomsCases } from './rooms.cases.ts';
import { salesCases } from './sales.cases.ts';
import { scheduleCases } from './schedule.cases.ts';
import { searchCases } from './search.cases.ts';
import { segmentsCases } from './segments.cases.ts';
import { seriesCases } from './series.cases.ts';
import { servicesCases } from './services.cases.ts';
import { settingsCases } from './settings.cases.ts';
import { setupCases } from './setup.cases.ts';
import { staffCases } from './staff.cases.ts';
import { substitutionCases } from './substitution.cases.ts';
import { systemCases } from './system.cases.ts';
import { treatmentsCases } from './treatments.cases.ts';
import { productsCases } from './products.cases.ts';
import { ticketCases } from './ticket.cases.ts';
import { tipsCases } from './tips.cases.ts';
import { waitingCases } from './waiting.cases.ts';

/** The cases of every procedure, in the tree of the contract. */
const CASES: CasesOf<Contract> = {
  access: accessCases,
  availability: availabilityCases,
  backup: backupCases,
  clientAccount: clientAccountCases,
  checkout: { ...ticketCases, ...codesCases, ...salesCases, ...refundsCases },
  bank: bankCases,
  cash: cashCases,
  certificates: certificatesCases,
  memberships: membershipsCases,
  passes: passesCases,
  clientFigures: clientFiguresCases,
  clientFiles: clientFilesCases,
  clients: clientsCases,
  documents: documentsCases,
  duplicates: duplicatesCases,
  fiscal: fiscalCases,
  groups: groupsCases,
  history: historyCases,
  import: importCases,
  invoices: invoicesCases,
  journal: journalCases,
  loyalty: loyaltyCases,
  ledger: ledgerCases,
  personalData: personalDataCases,
  products: productsCases,
  replay: replayCases,
  retention: retentionCases,
  rooms: roomsCases,
  schedule: scheduleCases,
  search: searchCases,
  segments: segmentsCases,
  series: seriesCases,
  services: servicesCases,
  settings: settingsCases,
  setup: setupCases,
  staff: staffCases,
  substitution: substitutionCases,
  system: systemCases,
  treatments: treatmentsCases,
  tips: tipsCases,
  waiting: waitingCases,
};

/** The cases of a procedure; undefined when nobody wrote any. */
export function casesAt(path: readonly string[]): ProcedureCases | undefined {
  let node: unknown = CASES;
  for (const key of path) node = (node as Record<string, unknown> | undefined)?.[key];
  return node as ProcedureCases | undefined;
}
