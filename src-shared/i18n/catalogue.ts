import { access as accessEn } from './en/access.ts';
import { availability as availabilityEn } from './en/availability.ts';
import { backup as backupEn } from './en/backup.ts';
import { bank as bankEn } from './en/bank.ts';
import { cash as cashEn } from './en/cash.ts';
import { checkout as checkoutEn } from './en/checkout.ts';
import { cli as cliEn } from './en/cli.ts';
import { clientAccount as clientAccountEn } from './en/client-account.ts';
import { certificates as certificatesEn } from './en/certificates.ts';
import { clientFigures as clientFiguresEn } from './en/client-figures.ts';
import { clientCard as clientCardEn } from './en/client-card.ts';
import { clientFiles as clientFilesEn } from './en/client-files.ts';
import { clients as clientsEn } from './en/clients.ts';
import { common as commonEn } from './en/common.ts';
import { demo as demoEn } from './en/demo.ts';
import { documents as documentsEn } from './en/documents.ts';
import { duplicates as duplicatesEn } from './en/duplicates.ts';
import { errors as errorsEn } from './en/errors.ts';
import { fiscal as fiscalEn } from './en/fiscal.ts';
import { groups as groupsEn } from './en/groups.ts';
import { history as historyEn } from './en/history.ts';
import { importTexts as importEn } from './en/import.ts';
import { invoices as invoicesEn } from './en/invoices.ts';
import { journal as journalEn } from './en/journal.ts';
import { discountCards as discountCardsEn, loyalty as loyaltyEn } from './en/loyalty.ts';
import { ledger as ledgerEn } from './en/ledger.ts';
import { memberships as membershipsEn } from './en/memberships.ts';
import { passes as passesEn } from './en/passes.ts';
import { personalData as personalDataEn } from './en/personal-data.ts';
import { pricing as pricingEn } from './en/pricing.ts';
import { products as productsEn } from './en/products.ts';
import { replay as replayEn } from './en/replay.ts';
import { retention as retentionEn } from './en/retention.ts';
import { rooms as roomsEn } from './en/rooms.ts';
import { schedule as scheduleEn } from './en/schedule.ts';
import { segments as segmentsEn } from './en/segments.ts';
import { search as searchEn } from './en/search.ts';
import { series as seriesEn } from './en/series.ts';
import { server as serverEn } from './en/server.ts';
import { services as servicesEn } from './en/services.ts';
import { settings as settingsEn } from './en/settings.ts';
import { setup as setupEn } from './en/setup.ts';
import { shell as shellEn } from './en/shell.ts';
import { staff as staffEn } from './en/staff.ts';
import { substitution as substitutionEn } from './en/substitution.ts';
import { system as systemEn } from './en/system.ts';
import { treatments as treatmentsEn } from './en/treatments.ts';
import { tips as tipsEn } from './en/tips.ts';
import { waiting as waitingEn } from './en/waiting.ts';
import { access as accessRu } from './ru/access.ts';
import { availability as availabilityRu } from './ru/availability.ts';
import { backup as backupRu } from './ru/backup.ts';
import { bank as bankRu } from './ru/bank.ts';
import { cash as cashRu } from './ru/cash.ts';
import { checkout as checkoutRu } from './ru/checkout.ts';
import { cli as cliRu } from './ru/cli.ts';
import { clientAccount as clientAccountRu } from './ru/client-account.ts';
import { certificates as certificatesRu } from './ru/certificates.ts';
import { clientFigures as clientFiguresRu } from './ru/client-figures.ts';
import { clientCard as clientCardRu } from './ru/client-card.ts';
import { clientFiles as clientFilesRu } from './ru/client-files.ts';
import { clients as clientsRu } from './ru/clients.ts';
import { common as commonRu } from './ru/common.ts';
import { demo as demoRu } from './ru/demo.ts';
import { documents as documentsRu } from './ru/documents.ts';
import { duplicates as duplicatesRu } from './ru/duplicates.ts';
import { errors as errorsRu } from './ru/errors.ts';
import { fiscal as fiscalRu } from './ru/fiscal.ts';
import { groups as groupsRu } from './ru/groups.ts';
import { history as historyRu } from './ru/history.ts';
import { importTexts as importRu } from './ru/import.ts';
import { invoices as invoicesRu } from './ru/invoices.ts';
import { journal as journalRu } from './ru/journal.ts';
import { discountCards as discountCardsRu, loyalty as loyaltyRu } from './ru/loyalty.ts';
import { ledger as ledgerRu } from './ru/ledger.ts';
import { memberships as membershipsRu } from './ru/memberships.ts';
import { passes as passesRu } from './ru/passes.ts';
import { personalData as personalDataRu } from './ru/personal-data.ts';
import { pricing as pricingRu } from './ru/pricing.ts';
import { products as productsRu } from './ru/products.ts';
import { replay as replayRu } from './ru/replay.ts';
import { retention as retentionRu } from './ru/retention.ts';
import { rooms as roomsRu } from './ru/rooms.ts';
import { schedule as scheduleRu } from './ru/schedule.ts';
import { segments as segmentsRu } from './ru/segments.ts';
import { search as searchRu } from './ru/search.ts';
import { series as seriesRu } from './ru/series.ts';
import { server as serverRu } from './ru/server.ts';
import { services as servicesRu } from './ru/services.ts';
import { settings as settingsRu } from './ru/settings.ts';
import { setup as setupRu } from './ru/setup.ts';
import { shell as shellRu } from './ru/shell.ts';
import { staff as staffRu } from './ru/staff.ts';
import { substitution as substitutionRu } from './ru/substitution.ts';
import { system as systemRu } from './ru/system.ts';
import { treatments as treatmentsRu } from './ru/treatments.ts';
import { tips as tipsRu } from './ru/tips.ts';
import { waiting as waitingRu } from './ru/waiting.ts';

/** Texts by feature, the same keys in both languages (a test compares). Russian is written first. */
const ru = {
  access: accessRu,
  availability: availabilityRu,
  backup: backupRu,
  bank: bankRu,
  cash: cashRu,
  checkout: checkoutRu,
  cli: cliRu,
  clientAccount: clientAccountRu,
  certificates: certificatesRu,
  memberships: membershipsRu,
  passes: passesRu,
  clientFigures: clientFiguresRu,
  clientCard: clientCardRu,
  clientFiles: clientFilesRu,
  clients: clientsRu,
  common: commonRu,
  demo: demoRu,
  documents: documentsRu,
  duplicates: duplicatesRu,
  errors: errorsRu,
  fiscal: fiscalRu,
  groups: groupsRu,
  history: historyRu,
  import: importRu,
  invoices: invoicesRu,
  journal: journalRu,
  discountCards: discountCardsRu,
  loyalty: loyaltyRu,
  ledger: ledgerRu,
  personalData: personalDataRu,
  pricing: pricingRu,
  products: productsRu,
  replay: replayRu,
  retention: retentionRu,
  rooms: roomsRu,
  schedule: scheduleRu,
  segments: segmentsRu,
  search: searchRu,
  series: seriesRu,
  server: serverRu,
  services: servicesRu,
  settings: settingsRu,
  setup: setupRu,
  shell: shellRu,
  staff: staffRu,
  substitution: substitutionRu,
  system: systemRu,
  treatments: treatmentsRu,
  tips: tipsRu,
  waiting: waitingRu,
};
const en = {
  access: accessEn,
  availability: availabilityEn,
  backup: backupEn,
  bank: bankEn,
  cash: cashEn,
  checkout: checkoutEn,
  cli: cliEn,
  clientAccount: clientAccountEn,
  certificates: certificatesEn,
  memberships: membershipsEn,
  passes: passesEn,
  clientFigures: clientFiguresEn,
  clientCard: clientCardEn,
  clientFiles: clientFilesEn,
  clients: clientsEn,
  common: commonEn,
  demo: demoEn,
  documents: documentsEn,
  duplicates: duplicatesEn,
  errors: errorsEn,
  fiscal: fiscalEn,
  groups: groupsEn,
  history: historyEn,
  import: importEn,
  invoices: invoicesEn,
  journal: journalEn,
  discountCards: discountCardsEn,
  loyalty: loyaltyEn,
  ledger: ledgerEn,
  personalData: personalDataEn,
  pricing: pricingEn,
  products: productsEn,
  replay: replayEn,
  retention: retentionEn,
  rooms: roomsEn,
  schedule: scheduleEn,
  segments: segmentsEn,
  search: searchEn,
  series: seriesEn,
  server: serverEn,
  services: servicesEn,
  settings: settingsEn,
  setup: setupEn,
  shell: shellEn,
  staff: staffEn,
  substitution: substitutionEn,
  system: systemEn,
  treatments: treatmentsEn,
  tips: tipsEn,
  waiting: waitingEn,
};

/** Everything a person reads, for i18next: language, feature, key. */
export const catalogue = { ru, en };

/** Names of the features that have texts: the namespaces of i18next. */
export const FEATURES: readonly string[] = Object.keys(ru);
