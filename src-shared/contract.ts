import { accessContract } from './access/access.contract.ts';
import { availabilityContract } from './availability/availability.contract.ts';
import { backupContract } from './backup/backup.contract.ts';
import { clientAccountContract } from './client-account/client-account.contract.ts';
import { codesContract } from './checkout/codes.contract.ts';
import { ticketContract } from './checkout/checkout.contract.ts';
import { refundsContract } from './checkout/refunds.contract.ts';
import { salesContract } from './checkout/sales.contract.ts';
import { bankContract } from './bank/bank.contract.ts';
import { cashContract } from './cash/cash.contract.ts';
import { certificatesContract } from './certificates/certificates.contract.ts';
import { clientFiguresContract } from './client-figures/client-figures.contract.ts';
import { clientFilesContract } from './client-files/client-files.contract.ts';
import { clientsContract } from './clients/clients.contract.ts';
import { documentsContract } from './documents/documents.contract.ts';
import { duplicatesContract } from './duplicates/duplicates.contract.ts';
import { fiscalContract } from './fiscal/fiscal.contract.ts';
import { groupsContract } from './groups/groups.contract.ts';
import { historyContract } from './history/history.contract.ts';
import { invoicesContract } from './invoices/invoices.contract.ts';
import { importContract } from './import/import.contract.ts';
import { journalContract } from './journal/journal.contract.ts';
import { loyaltyContract } from './loyalty/loyalty.contract.ts';
import { ledgerContract } from './ledger/ledger.contract.ts';
import { membershipsContract } from './memberships/memberships.contract.ts';
import { passesContract } from './passes/passes.contract.ts';
import { personalDataContract } from './personal-data/personal-data.contract.ts';
import { productsContract } from './products/products.contract.ts';
import { replayContract } from './replay/replay.contract.ts';
import { retentionContract } from './retention/retention.contract.ts';
import { roomsContract } from './rooms/rooms.contract.ts';
import { scheduleContract } from './schedule/schedule.contract.ts';
import { searchContract } from './search/search.contract.ts';
import { segmentsContract } from './segments/segments.contract.ts';
import { seriesContract } from './series/series.contract.ts';
import { servicesContract } from './services/services.contract.ts';
import { settingsContract } from './settings/settings.contract.ts';
import { setupContract } from './setup/setup.contract.ts';
import { staffContract } from './staff/staff.contract.ts';
import { substitutionContract } from './substitution/substitution.contract.ts';
import { systemContract } from './system/system.contract.ts';
import { treatmentsContract } from './treatments/treatments.contract.ts';
import { tipsContract } from './tips/tips.contract.ts';
import { waitingContract } from './waiting/waiting.contract.ts';

/** All procedures of the application as one tree: the only language between screens, hosts and the core. */
export const contract = {
  access: accessContract,
  availability: availabilityContract,
  backup: backupContract,
  clientAccount: clientAccountContract,
  checkout: { ...ticketContract, ...codesContract, ...salesContract, ...refundsContract },
  bank: bankContract,
  cash: cashContract,
  certificates: certificatesContract,
  clientFigures: clientFiguresContract,
  clientFiles: clientFilesContract,
  clients: clientsContract,
  documents: documentsContract,
  duplicates: duplicatesContract,
  fiscal: fiscalContract,
  groups: groupsContract,
  history: historyContract,
  import: importContract,
  invoices: invoicesContract,
  journal: journalContract,
  loyalty: loyaltyContract,
  ledger: ledgerContract,
  memberships: membershipsContract,
  passes: passesContract,
  personalData: personalDataContract,
  products: productsContract,
  replay: replayContract,
  retention: retentionContract,
  rooms: roomsContract,
  schedule: scheduleContract,
  search: searchContract,
  segments: segmentsContract,
  series: seriesContract,
  services: servicesContract,
  settings: settingsContract,
  setup: setupContract,
  staff: staffContract,
  substitution: substitutionContract,
  system: systemContract,
  treatments: treatmentsContract,
  tips: tipsContract,
  waiting: waitingContract,
};
export type Contract = typeof contract;
