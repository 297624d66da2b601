import type { BackupInfo } from '../../src-shared/backup/backup.contract.ts';
import { AccessService } from '../access/access.service.ts';
import { BankService } from '../bank/bank.service.ts';
import { type Cash, createCash } from '../cash/cash.service.ts';
import { AvailabilityService } from '../availability/availability.service.ts';
import { SessionService } from '../access/session.service.ts';
import { FiscalService } from '../fiscal/fiscal.service.ts';
import { GroupsService } from '../groups/groups.service.ts';
import { HistoryService, type UndoCheck } from '../history/history.service.ts';
import { ScheduleService } from '../schedule/schedule.service.ts';
import { ClientAccountService } from '../client-account/client-account.service.ts';
import { StatementService } from '../client-account/statement.service.ts';
import { Ledger, keepDayTotals } from '../ledger/ledger.service.ts';
import { PostedUndo } from '../ledger/posted-undo.ts';
import { CertificatePaperService } from '../certificates/certificate-paper.service.ts';
import { CertificatesService } from '../certificates/certificates.service.ts';
import { MembershipsService } from '../memberships/memberships.service.ts';
import { MissedVisits } from '../memberships/missed-visits.ts';
import { PassLiabilitiesService } from '../passes/liabilities.service.ts';
import { ClientFiguresService } from '../client-figures/client-figures.service.ts';
import { ClientMarksService } from '../clients/client-marks.service.ts';
import { ClientNotesService } from '../clients/client-notes.service.ts';
import { TimelineService } from '../client-figures/timeline.service.ts';
import { ClientsService } from '../clients/clients.service.ts';
import { FamiliesService } from '../clients/families.service.ts';
import { DuplicatesService } from '../duplicates/duplicates.service.ts';
import { DocumentsService } from '../documents/documents.service.ts';
import { ActService } from '../checkout/act.service.ts';
import { CodesService } from '../checkout/codes.service.ts';
import { RefundsService } from '../checkout/refunds.service.ts';
import { SalesService } from '../checkout/sales.service.ts';
import { SlipService } from '../checkout/slip.service.ts';
import { visitSales } from '../checkout/visit-sales.ts';
import type { RunJob } from '../workers/run-job.ts';
import { ImportService, type ImportJob } from '../import/import.service.ts';
import { BonusBookService } from '../loyalty/bonus-book.service.ts';
import { BonusesService } from '../loyalty/bonuses.service.ts';
import { DiscountCardsService } from '../loyalty/discount-cards.service.ts';
import { DiscountsService } from '../loyalty/discounts.service.ts';
import { TicketService } from '../checkout/ticket.service.ts';
import { LiabilityFilesService } from '../loyalty/liability-files.service.ts';
import { PromotionsService } from '../loyalty/promotions.service.ts';
import { EntriesService } from '../ledger/entries.service.ts';
import { FinanceFilesService } from '../ledger/finance-files.service.ts';
import { FinanceService } from '../ledger/finance.service.ts';
import { LedgerCheckService, type LedgerJob } from '../ledger/ledger-check.service.ts';
import { InvoicePapersService } from '../invoices/invoice-papers.service.ts';
import { InvoiceRegisterService } from '../invoices/invoice-register.service.ts';
import { InvoiceUndo } from '../invoices/invoice-undo.ts';
import { InvoicesService } from '../invoices/invoices.service.ts';
import { JournalService } from '../journal/journal.service.ts';
import { ProductSource } from '../products/product.source.ts';
import { ProductsService } from '../products/products.service.ts';
import { ReplayService } from '../replay/replay.service.ts';
import { FlowService } from '../retention/flow.service.ts';
import { RetentionService } from '../retention/retention.service.ts';
import { PersonalDataService } from '../personal-data/personal-data.service.ts';
import { RoomsService } from '../rooms/rooms.service.ts';
import { NumberSource } from '../search/number.source.ts';
import { SearchService } from '../search/search.service.ts';
import { BulkService } from '../segments/bulk.service.ts';
import { ExportService } from '../segments/export.service.ts';
import { SegmentsService } from '../segments/segments.service.ts';
import { SeriesService } from '../series/series.service.ts';
import { ServicesService } from '../services/services.service.ts';
import { FilesService } from '../files/files.service.ts';
import { StaffPapersService } from '../staff/staff-papers.service.ts';
import { StaffPositionsService } from '../staff/staff-positions.service.ts';
import { StaffService } from '../staff/staff.service.ts';
import { SubstitutionService } from '../substitution/substitution.service.ts';
import { SettingsService } from '../settings/settings.service.ts';
import { SetupService } from '../setup/setup.service.ts';
import type { ServiceDeps } from '../store/service.ts';
import { ClientFilesService } from '../client-files/client-files.service.ts';
import { PatchTestsService } from '../treatments/patch-tests.service.ts';
import { TreatmentsService, journalTreatments } from '../treatments/treatments.service.ts';
import { TipsService } from '../tips/tips.service.ts';
import { WaitingService } from '../waiting/waiting.service.ts';
import type { Store } from '../store/store.ts';
import type { CorePorts } from './ports.ts';

/** Commands after whose undo something could lie in the archive with money on it. */
const MAY_MOVE_ARCHIVE = /^(?:cash\.(?:un)?archive|history\.undo$)/u;

/** The services over one open file. */
export interface Salon {
  readonly store: Store;
  readonly deps: ServiceDeps;
  readonly settings: SettingsService;
  readonly sessions: SessionService;
  readonly access: AccessService;
  readonly setup: SetupService;
  readonly history: HistoryService;
  readonly schedule: ScheduleService;
  readonly services: ServicesService;
  readonly staff: StaffService;
  readonly staffPapers: StaffPapersService;
  readonly staffPositions: StaffPositionsService;
  readonly rooms: RoomsService;
  readonly clients: ClientsService;
  readonly clientAccount: ClientAccountService;
  readonly statements: StatementService;
  readonly clientFigures: ClientFiguresService;
  readonly clientMarks: ClientMarksService;
  readonly clientNotes: ClientNotesService;
  readonly families: FamiliesService;
  readonly timeline: TimelineService;
  readonly imports: ImportService;
  readonly journal: JournalService;
  readonly finance: FinanceService;
  readonly ledgerEntries: EntriesService;
  readonly financeFiles: FinanceFilesService;
  readonly ledgerCheck: LedgerCheckService;
  readonly availability: AvailabilityService;
  readonly duplicates: DuplicatesService;
  readonly search: SearchService;
  readonly series: SeriesService;
  readonly documents: DocumentsService;
  readonly substitution: SubstitutionService;
  readonly groups: GroupsService;
  readonly clientFiles: ClientFilesService;
  readonly treatments: TreatmentsService;
  readonly patchTests: PatchTestsService;
  readonly tips: TipsService;
  readonly waiting: WaitingService;
  readonly segments: SegmentsService;
  readonly bulk: BulkService;
  readonly exports: ExportService;
  readonly bonuses: BonusesService;
  readonly discounts: DiscountsService;
  readonly bonusBook: BonusBookService;
  readonly discountCards: DiscountCardsService;
  readonly promotions: PromotionsService;
  readonly liabilityFiles: LiabilityFilesService;
  readonly replay: ReplayService;
  readonly retention: RetentionService;
  readonly clientFlow: FlowService;
  readonly personalData: PersonalDataService;
  readonly certificates: CertificatesService;
  readonly certificatePapers: CertificatePaperService;
  readonly memberships: MembershipsService;
  readonly passLiabilities: PassLiabilitiesService;
  readonly ledger: Ledger;
  readonly bank: BankService;
  readonly cash: Cash;
  readonly products: ProductsService;
  readonly tickets: TicketService;
  readonly sales: SalesService;
  readonly refunds: RefundsService;
  readonly slips: SlipService;
  readonly codes: CodesService;
  readonly acts: ActService;
  readonly invoices: InvoicesService;
  readonly invoicePapers: InvoicePapersService;
  readonly invoiceRegister: InvoiceRegisterService;
  readonly fiscal: FiscalService;
}

/** Builds every service over an open store. */
export function createSalon(
  store: Store,
  ports: CorePorts,
  runJob: RunJob,
  copies: () => readonly BackupInfo[] = () => [],
  onJob: (job: ImportJob | LedgerJob) => void = () => undefined,
): Salon {
  const deps: ServiceDeps = { store, clock: ports.clock, logger: ports.logger };
  keepDayTotals(store);
  const settings = new SettingsService(deps);
  const sessions = new SessionService(deps);
  const access = new AccessService(deps, sessions, ports.scryptCost);
  const ledger = new Ledger();
  const files = new FilesService(deps);
  const cash = createCash(deps, { ledger, settings, files, runJob, fontsDir: ports.fontsDir });
  const bank = new BankService(deps, { cash, ledger, settings });
  const setup = new SetupService(deps, settings, access, cash.accounts);
  const schedule = new ScheduleService(deps, settings);
  const services = new ServicesService(deps);
  const staff = new StaffService(deps, schedule, services);
  const staffPapers = new StaffPapersService(deps, files, settings);
  const staffPositions = new StaffPositionsService(deps);
  const rooms = new RoomsService(deps, schedule, staff);
  const families = new FamiliesService(deps, settings);
  const clients = new ClientsService(deps, settings, families);
  const clientMarks = new ClientMarksService(deps);
  const clientNotes = new ClientNotesService(deps, settings);
  const clientFigures = new ClientFiguresService(deps, settings);
  const clientFiles = new ClientFilesService(deps, settings);
  const treatments = new TreatmentsService(deps, settings);
  const patchTests = new PatchTestsService(deps, settings);
  const memberships = new MembershipsService(deps, { settings, ledger, shifts: cash.shifts });
  const missedVisits = new MissedVisits({ settings, ledger, book: memberships.book });
  const journal = new JournalService(deps, {
    settings,
    schedule,
    clients,
    papers: staffPapers,
    treatments: journalTreatments(treatments, patchTests),
    sales: visitSales,
    memberships: missedVisits,
  });
  const search = new SearchService(deps, { settings, clients });
  const duplicates = new DuplicatesService(deps, { settings, clients, runJob });
  const groups = new GroupsService(deps, { settings, journal });
  const series = new SeriesService(deps, { settings, journal, clients });
  const tips = new TipsService(deps, { ledger, settings, schedule, shifts: cash.shiftReports, staff });
  const waiting = new WaitingService(deps, { settings, journal, groups, clients });
  const availability = new AvailabilityService(deps, { settings, schedule, journal });
  const substitution = new SubstitutionService(deps, { journal, schedule, settings, waiting });
  const documents = new DocumentsService(deps, { settings, journal, services, runJob, fontsDir: ports.fontsDir });
  const segments = new SegmentsService(deps, settings);
  const bonuses = new BonusesService(settings);
  const discounts = new DiscountsService(settings, segments);
  const bonusBook = new BonusBookService(deps, { settings, ledger, bonuses, discounts });
  const discountCards = new DiscountCardsService(deps, { settings, clients });
  const promotions = new PromotionsService(deps, settings);
  const liabilityFiles = new LiabilityFilesService(deps, {
    settings,
    book: bonusBook,
    runJob,
    fontsDir: ports.fontsDir,
  });
  const bulk = new BulkService(deps, { settings, segments });
  const exports = new ExportService(deps, { settings, segments, runJob });
  const finance = new FinanceService(deps, { settings, runJob });
  const ledgerEntries = new EntriesService(deps, { settings, files });
  const financeFiles = new FinanceFilesService(deps, { settings, finance, runJob, fontsDir: ports.fontsDir });
  const ledgerCheck = new LedgerCheckService(deps, { settings, runJob, onJob });
  const imports = new ImportService(deps, { settings, runJob, onJob });
  const clientAccount = new ClientAccountService(deps, {
    settings,
    ledger,
    shifts: cash.shifts,
    clients,
  });
  const statements = new StatementService(deps, { account: clientAccount, settings, runJob, fontsDir: ports.fontsDir });
  const certificates = new CertificatesService(deps, { settings, ledger, shifts: cash.shifts });
  const certificatePapers = new CertificatePaperService({ settings, runJob, fontsDir: ports.fontsDir });
  const passLiabilities = new PassLiabilitiesService(deps, {
    settings,
    sources: { certificate: certificates.owed, membership: memberships.owed },
    runJob,
    fontsDir: ports.fontsDir,
  });
  const products = new ProductsService(deps);
  search.addSource(new ProductSource(products));
  search.addSource(new NumberSource('certificate', settings, certificates.numbers));
  search.addSource(new NumberSource('membership', settings, memberships.numbers));
  const codes = new CodesService(deps, {
    products,
    certificates,
    cards: discountCards,
    clients,
    memberships,
    discounts,
  });
  const tickets = new TicketService(deps, {
    settings,
    ledger,
    journal,
    products,
    discounts,
    bonuses,
    certificates: certificates.book,
    memberships: memberships.book,
    shifts: cash.shifts,
  });
  const posting = {
    settings,
    ledger,
    shifts: cash.shifts,
    discounts,
    bonuses,
    certificates: certificates.book,
    memberships: memberships.book,
    acts: journal.acts,
    participants: [],
  };
  const sales = new SalesService(deps, {
    ...posting,
    pricing: tickets.pricing,
    dropDraft: (tx, visitId) => tickets.dropDraftInside(tx, visitId),
  });
  const refunds = new RefundsService(deps, posting);
  const papers = { sale: (saleId: number) => sales.sale(saleId), settings, runJob, fontsDir: ports.fontsDir };
  const slips = new SlipService(papers);
  const acts = new ActService(papers);
  const invoices = new InvoicesService(deps, { settings, sales, pricing: tickets.pricing, products });
  const invoicePapers = new InvoicePapersService({
    invoices,
    salonName: () => settings.now().salonName,
    runJob,
    fontsDir: ports.fontsDir,
  });
  const invoiceRegister = new InvoiceRegisterService(deps, { invoices, settings, runJob });
  const fiscal = new FiscalService(deps, settings, ports.registerPace);
  cash.papers.addPart((shiftId, words) => fiscal.shiftPaper(shiftId, words));
  const undoChecks: UndoCheck[] = [
    (tx, command) => journal.assertNoConflictsAfterUndo(tx, command),
    (tx, command) => invoices.assertOneInForceAfterUndo(tx, command.name),
    (tx, command) => {
      if (!MAY_MOVE_ARCHIVE.test(command.name)) return;
      cash.accounts.assertArchiveEmptyAfterUndo(tx);
      cash.suppliers.assertArchiveEvenAfterUndo(tx);
    },
  ];
  const reversals = [
    clientAccount.reversal,
    refunds.reversal,
    missedVisits.reversal,
    cash.operations.reversal,
    ...certificates.storno.reversals,
    ...memberships.storno.reversals,
    bonusBook.reversal,
  ];
  const postedUndo = new PostedUndo(deps, reversals, undoChecks);
  const invoiceUndo = new InvoiceUndo(deps, invoices);
  const history = new HistoryService(deps, undoChecks, [imports.whole, postedUndo, invoiceUndo]);
  const timeline = new TimelineService(deps, settings, history);
  const replay = new ReplayService(deps, { journal, history });
  const personalData = new PersonalDataService(deps, {
    settings,
    schedule,
    runJob,
    fontsDir: ports.fontsDir,
    copies,
    contentOf: (digest) => clientFiles.contentOf(digest),
    removeContents: (digests) => clientFiles.removeContents(digests),
  });
  personalData.erasure.addLapse((tx, clientId) => {
    bonusBook.lapseInside(tx, clientId);
    discountCards.lapseInside(tx, clientId);
  });
  const { consents } = personalData;
  personalData.erasure.addCheck((reader, ids) => certificates.obstacles(reader, ids));
  personalData.erasure.addCheck((reader, ids) => memberships.obstacles(reader, ids));
  const clientFlow = new FlowService(deps, { settings, journal });
  const retention = new RetentionService(deps, { settings, journal, clients, consents });
  personalData.erasure.addCheck((reader, ids) => sales.obstacles(reader, ids));
  return {
    store,
    deps,
    settings,
    sessions,
    access,
    setup,
    history,
    schedule,
    services,
    staff,
    staffPapers,
    staffPositions,
    rooms,
    clients,
    clientAccount,
    statements,
    clientFigures,
    clientMarks,
    clientNotes,
    families,
    timeline,
    imports,
    journal,
    finance,
    ledgerEntries,
    financeFiles,
    ledgerCheck,
    availability,
    clientFiles,
    treatments,
    patchTests,
    tips,
    waiting,
    search,
    duplicates,
    segments,
    bulk,
    exports,
    bonuses,
    discounts,
    bonusBook,
    discountCards,
    promotions,
    liabilityFiles,
    series,
    documents,
    substitution,
    groups,
    replay,
    retention,
    clientFlow,
    personalData,
    certificates,
    certificatePapers,
    memberships,
    passLiabilities,
    ledger,
    bank,
    cash,
    products,
    tickets,
    sales,
    refunds,
    slips,
    codes,
    acts,
    invoices,
    invoicePapers,
    invoiceRegister,
    fiscal,
  };
}
