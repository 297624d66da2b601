import type { Locale } from '../../src-shared/i18n/format.ts';
import type { Connection } from '../access/procedure.ts';
import { createAccessRouter } from '../access/access.router.ts';
import { createAvailabilityRouter } from '../availability/availability.router.ts';
import { createBackupRouter } from '../backup/backup.router.ts';
import { createClientAccountRouter } from '../client-account/client-account.router.ts';
import { createCheckoutRouter } from '../checkout/checkout.router.ts';
import { createBankRouter } from '../bank/bank.router.ts';
import { createCashRouter } from '../cash/cash.router.ts';
import { createCertificatesRouter } from '../certificates/certificates.router.ts';
import { createClientFiguresRouter } from '../client-figures/client-figures.router.ts';
import { createClientFilesRouter } from '../client-files/client-files.router.ts';
import { createClientsRouter } from '../clients/clients.router.ts';
import { createDocumentsRouter } from '../documents/documents.router.ts';
import { createInvoicesRouter } from '../invoices/invoices.router.ts';
import { createImportRouter } from '../import/import.router.ts';
import { createDuplicatesRouter } from '../duplicates/duplicates.router.ts';
import { createJournalRouter } from '../journal/journal.router.ts';
import { createLoyaltyRouter } from '../loyalty/loyalty.router.ts';
import { createLedgerRouter } from '../ledger/ledger.router.ts';
import { createMembershipsRouter } from '../memberships/memberships.router.ts';
import { createPassesRouter } from '../passes/passes.router.ts';
import { createPersonalDataRouter } from '../personal-data/personal-data.router.ts';
import { createProductsRouter } from '../products/products.router.ts';
import { createReplayRouter } from '../replay/replay.router.ts';
import { createRetentionRouter } from '../retention/retention.router.ts';
import { createRoomsRouter } from '../rooms/rooms.router.ts';
import { createScheduleRouter } from '../schedule/schedule.router.ts';
import { createSearchRouter } from '../search/search.router.ts';
import { createSegmentsRouter } from '../segments/segments.router.ts';
import { createSeriesRouter } from '../series/series.router.ts';
import { createServicesRouter } from '../services/services.router.ts';
import { createStaffRouter } from '../staff/staff.router.ts';
import { createFiscalRouter } from '../fiscal/fiscal.router.ts';
import { createGroupsRouter } from '../groups/groups.router.ts';
import { createHistoryRouter } from '../history/history.router.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { createSettingsRouter } from '../settings/settings.router.ts';
import { createSetupRouter } from '../setup/setup.router.ts';
import type { LiveHub } from '../system/live-hub.ts';
import { createSubstitutionRouter } from '../substitution/substitution.router.ts';
import { createSystemRouter } from '../system/system.router.ts';
import { createTreatmentsRouter } from '../treatments/treatments.router.ts';
import { createTipsRouter } from '../tips/tips.router.ts';
import { createWaitingRouter } from '../waiting/waiting.router.ts';
import type { Core } from './create-core.ts';
import { fillWithDemo } from './demo.ts';
import type { CorePorts } from './ports.ts';
import type { Salon } from './salon.ts';

/** What the router needs of the core. */
export interface RouterPort {
  readonly core: Core;
  readonly ports: CorePorts;
  readonly live: LiveHub;
  errorNumber(): string;
  acceptLostWrites(): Promise<void>;
  reopen(): Promise<void>;
}

/** Every router by its feature; written out, because the whole tree is too long to be inferred for a declaration. */
export type AppRouter = {
  readonly access: ReturnType<typeof createAccessRouter>;
  readonly availability: ReturnType<typeof createAvailabilityRouter>;
  readonly backup: ReturnType<typeof createBackupRouter>;
  readonly checkout: ReturnType<typeof createCheckoutRouter>;
  readonly bank: ReturnType<typeof createBankRouter>;
  readonly cash: ReturnType<typeof createCashRouter>;
  readonly clients: ReturnType<typeof createClientsRouter>;
  readonly clientAccount: ReturnType<typeof createClientAccountRouter>;
  readonly certificates: ReturnType<typeof createCertificatesRouter>;
  readonly memberships: ReturnType<typeof createMembershipsRouter>;
  readonly passes: ReturnType<typeof createPassesRouter>;
  readonly clientFigures: ReturnType<typeof createClientFiguresRouter>;
  readonly clientFiles: ReturnType<typeof createClientFilesRouter>;
  readonly documents: ReturnType<typeof createDocumentsRouter>;
  readonly duplicates: ReturnType<typeof createDuplicatesRouter>;
  readonly fiscal: ReturnType<typeof createFiscalRouter>;
  readonly groups: ReturnType<typeof createGroupsRouter>;
  readonly history: ReturnType<typeof createHistoryRouter>;
  readonly import: ReturnType<typeof createImportRouter>;
  readonly invoices: ReturnType<typeof createInvoicesRouter>;
  readonly journal: ReturnType<typeof createJournalRouter>;
  readonly loyalty: ReturnType<typeof createLoyaltyRouter>;
  readonly ledger: ReturnType<typeof createLedgerRouter>;
  readonly personalData: ReturnType<typeof createPersonalDataRouter>;
  readonly products: ReturnType<typeof createProductsRouter>;
  readonly replay: ReturnType<typeof createReplayRouter>;
  readonly retention: ReturnType<typeof createRetentionRouter>;
  readonly rooms: ReturnType<typeof createRoomsRouter>;
  readonly schedule: ReturnType<typeof createScheduleRouter>;
  readonly search: ReturnType<typeof createSearchRouter>;
  readonly segments: ReturnType<typeof createSegmentsRouter>;
  readonly series: ReturnType<typeof createSeriesRouter>;
  readonly services: ReturnType<typeof createServicesRouter>;
  readonly settings: ReturnType<typeof createSettingsRouter>;
  readonly setup: ReturnType<typeof createSetupRouter>;
  readonly staff: ReturnType<typeof createStaffRouter>;
  readonly substitution: ReturnType<typeof createSubstitutionRouter>;
  readonly system: ReturnType<typeof createSystemRouter>;
  readonly treatments: ReturnType<typeof createTreatmentsRouter>;
  readonly tips: ReturnType<typeof createTipsRouter>;
  readonly waiting: ReturnType<typeof createWaitingRouter>;
};

/** Binds every procedure of the contract. The services are asked for at each call: a restore replaces them all. */
export function createRouter(port: RouterPort): AppRouter {
  const { core, ports, live } = port;
  const salon = (): Salon => {
    if (!core.salon) throw new DomainError('SETUP_REQUIRED', {});
    return core.salon;
  };
  const localeOf = (connection: Connection): Locale =>
    core.salon?.sessions.describe(connection.token())?.user.locale ?? ports.locale;
  return {
    access: createAccessRouter(
      () => salon().access,
      () => core.salon?.sessions ?? null,
    ),
    availability: createAvailabilityRouter(() => salon().availability),
    backup: createBackupRouter(() => core.backup),
    checkout: createCheckoutRouter(() => salon(), localeOf),
    bank: createBankRouter(() => salon().bank),
    cash: createCashRouter(() => salon().cash, localeOf),
    clients: createClientsRouter(() => {
      const { clients, clientMarks: marks, clientNotes: notes, families } = salon();
      return { clients, marks, notes, families };
    }),
    clientAccount: createClientAccountRouter(
      () => salon().clientAccount,
      () => salon().statements,
      localeOf,
    ),
    certificates: createCertificatesRouter(
      () => salon().certificates,
      () => salon().certificatePapers,
      localeOf,
    ),
    memberships: createMembershipsRouter(() => salon().memberships),
    passes: createPassesRouter(() => salon().passLiabilities, localeOf),
    clientFigures: createClientFiguresRouter(
      () => salon().clientFigures,
      () => salon().timeline,
    ),
    clientFiles: createClientFilesRouter(() => salon().clientFiles),
    documents: createDocumentsRouter(
      () => salon().documents,
      () => core.sheets,
      localeOf,
    ),
    duplicates: createDuplicatesRouter(() => salon().duplicates),
    fiscal: createFiscalRouter(() => salon().fiscal),
    groups: createGroupsRouter(() => salon().groups),
    history: createHistoryRouter(() => salon().history),
    import: createImportRouter(
      () => salon().imports,
      (connection) => core.salon?.sessions.describe(connection.token())?.user.locale ?? ports.locale,
    ),
    invoices: createInvoicesRouter(() => {
      const { invoices, invoicePapers: papers, invoiceRegister: register } = salon();
      return { invoices, papers, register };
    }, localeOf),
    journal: createJournalRouter(() => salon().journal),
    loyalty: createLoyaltyRouter(() => {
      const { bonusBook: book, discountCards: cards, promotions, liabilityFiles: files } = salon();
      return { book, cards, promotions, files };
    }, localeOf),
    ledger: createLedgerRouter(() => {
      const { finance, ledgerEntries: entries, financeFiles: files, ledgerCheck: check } = salon();
      return { finance, entries, files, check };
    }, localeOf),
    personalData: createPersonalDataRouter(
      () => salon().personalData,
      (connection) => core.salon?.sessions.describe(connection.token())?.user.locale ?? ports.locale,
    ),
    products: createProductsRouter(() => salon().products),
    replay: createReplayRouter(() => salon().replay),
    retention: createRetentionRouter(
      () => salon().retention,
      () => salon().clientFlow,
    ),
    rooms: createRoomsRouter(() => salon().rooms),
    schedule: createScheduleRouter(() => salon().schedule),
    search: createSearchRouter(() => salon().search),
    segments: createSegmentsRouter(() => {
      const { segments, bulk, exports } = salon();
      return { segments, bulk, exports };
    }, localeOf),
    series: createSeriesRouter(() => salon().series),
    services: createServicesRouter(() => salon().services),
    settings: createSettingsRouter(() => salon().settings),
    setup: createSetupRouter({
      host: ports.host,
      version: ports.version,
      locale: ports.locale,
      problem: () => core.problem,
      salon: () => core.salon,
      fillWithDemo: (ownerId) => {
        fillWithDemo(salon(), ownerId);
      },
      acceptLostWrites: () => port.acceptLostWrites(),
      reopen: () => port.reopen(),
    }),
    staff: createStaffRouter(() => {
      const { staff, staffPapers: papers, staffPositions: positions } = salon();
      return { staff, papers, positions };
    }),
    substitution: createSubstitutionRouter(() => salon().substitution),
    system: createSystemRouter({
      host: ports.host,
      version: ports.version,
      clock: ports.clock,
      logger: ports.logger,
      live,
      databaseFile: core.paths.database,
      dataFolder: core.paths.dir,
      errorNumber: () => port.errorNumber(),
      settings: () => salon().settings,
      lastBackupAtMs: () => core.backup.lastProvedAtMs(),
    }),
    treatments: createTreatmentsRouter(
      () => salon().treatments,
      () => salon().patchTests,
    ),
    tips: createTipsRouter(() => salon().tips),
    waiting: createWaitingRouter(() => salon().waiting),
  };
}
