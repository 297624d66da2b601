import type { LiveEvent } from '../../src-shared/system/system.contract.ts';

/** A part of the contract whose cached answers a change makes old; with `dates`, only those days of `journal.day`. */
export interface Touched {
  readonly path: readonly string[];
  readonly dates?: readonly string[];
}

const JOURNAL_DAY = ['journal', 'day'];
/** Answers of the journal other than a single day: each may span several days. */
const JOURNAL_REST = ['staffDays', 'roomDays', 'counts', 'visit', 'freeWindows', 'blocks'].map((name) => [
  'journal',
  name,
]);
/** Features that show or search the journal's days. */
const AROUND_THE_DAY = [['availability'], ['groups'], ['replay'], ['series'], ['substitution'], ['waiting']];
const JOURNAL = [['journal'], ...AROUND_THE_DAY];

type Scope = 'dated' | readonly (readonly string[])[];

const SCHEDULE: Scope = [['schedule'], ...JOURNAL];

/** What money screens say of visits: the check of one, those without a check, those that were missed. */
const MONEY_OF_VISITS = [
  ['checkout', 'begin'],
  ['checkout', 'quote'],
  ['checkout', 'unpaid'],
  ['clientAccount', 'account'],
];
const PRICES: Scope = [['services'], ['checkout'], ...JOURNAL];
const STAFF_CARD: Scope = [['staff'], ...JOURNAL];
/** Features that show clients. */
const CLIENTS: Scope = [
  ...[
    'clients',
    'clientFigures',
    'clientFiles',
    'duplicates',
    'personalData',
    'retention',
    'search',
    'segments',
    'treatments',
  ].map((name) => [name]),
  ...JOURNAL,
];
/** The card of a client and its category say what a check costs, what may be owed and whose it is. */
const CLIENT_CARD: Scope = [['checkout'], ['clientAccount'], ['loyalty'], ...CLIENTS];
/** Features that show money. */
const MONEY_PARTS = [
  'checkout',
  'bank',
  'cash',
  'ledger',
  'clientAccount',
  'loyalty',
  'certificates',
  'memberships',
  'passes',
  'products',
  'fiscal',
  'invoices',
];
/** Receipts change by themselves, while people work: nothing else is read again for them. */
const FISCAL: Scope = [['fiscal']];
/** A paper for a payer moves no money. */
const INVOICES: Scope = [['invoices']];
const MONEY: Scope = MONEY_PARTS.map((name) => [name]);
/** A check changes what the journal and the cards say, too. */
const SALES: Scope = [...MONEY, ...CLIENTS];
const WAITING: Scope = [['waiting']];

/** What a change of a table makes old. Every business table stands here (a test compares); an unknown one is everything. */
const BY_TABLE: Readonly<Record<string, Scope>> = {
  visits: 'dated',
  visit_lines: 'dated',
  blocks: 'dated',
  clients: CLIENT_CARD,
  client_phones: CLIENTS,
  services: [['services'], ['staff'], ['retention'], ['checkout'], ...JOURNAL],
  service_categories: [['services'], ...JOURNAL],
  staff: [['staff'], ['services'], ['schedule'], ...JOURNAL],
  staff_services: [['staff'], ['services'], ['checkout'], ...JOURNAL],
  rooms: [['rooms'], ['staff'], ...JOURNAL],
  settings: [['settings'], ['system'], ['retention'], ['setup'], ['schedule'], ...MONEY, ...JOURNAL],
  schedule_templates: SCHEDULE,
  schedule_assignments: SCHEDULE,
  schedule_overrides: SCHEDULE,
  absences: SCHEDULE,
  salon_days: SCHEDULE,
  levels: [['services'], ['staff'], ['checkout'], ...JOURNAL],
  job_positions: STAFF_CARD,
  price_lists: PRICES,
  service_prices: PRICES,
  service_levels: PRICES,
  service_rooms: [['services'], ['rooms'], ...JOURNAL],
  staff_rooms: [['staff'], ['rooms'], ...JOURNAL],
  bundles: PRICES,
  bundle_items: PRICES,
  files: STAFF_CARD,
  staff_documents: STAFF_CARD,
  staff_trainings: STAFF_CARD,
  staff_notes: STAFF_CARD,
  schedule_template_versions: SCHEDULE,
  holidays: SCHEDULE,
  visit_series: 'dated',
  series_exceptions: 'dated',
  group_events: 'dated',
  waiting_entries: WAITING,
  client_categories: CLIENT_CARD,
  client_tags: CLIENTS,
  client_tag_links: CLIENTS,
  families: CLIENTS,
  client_preferred_staff: CLIENTS,
  client_notes: CLIENTS,
  client_files: CLIENTS,
  consent_texts: CLIENTS,
  consents: CLIENTS,
  service_records: CLIENTS,
  formulas: CLIENTS,
  patch_tests: CLIENTS,
  client_segments: CLIENTS,
  client_calls: CLIENTS,
  client_merges: CLIENTS,
  client_distinctions: [['duplicates']],
  data_requests: CLIENTS,
  client_exports: [['segments', 'exports']],
  imports: [['import']],
  import_mappings: [['import']],
  users: [['access']],
  credentials: [['access']],
  api_tokens: [['access', 'tokens']],
  product_categories: MONEY,
  products: MONEY,
  product_barcodes: MONEY,
  money_accounts: MONEY,
  cash_shifts: MONEY,
  expense_articles: MONEY,
  suppliers: MONEY,
  ledger_documents: MONEY,
  ledger_entries: MONEY,
  ledger_locks: MONEY,
  money_operations: MONEY,
  document_files: MONEY,
  fiscal_jobs: FISCAL,
  fiscal_shifts: FISCAL,
  sales: SALES,
  sale_lines: MONEY,
  sale_discounts: MONEY,
  tenders: MONEY,
  settlement_items: MONEY,
  refund_lines: MONEY,
  visit_sales: SALES,
  certificate_types: MONEY,
  certificates: MONEY,
  certificate_movements: MONEY,
  membership_types: MONEY,
  membership_type_pools: MONEY,
  memberships: MONEY,
  membership_pools: MONEY,
  membership_members: MONEY,
  membership_freezes: MONEY,
  membership_movements: MONEY,
  bonus_lots: MONEY,
  bonus_movements: MONEY,
  discount_cards: MONEY,
  promotions: MONEY,
  coupons: MONEY,
  coupon_uses: MONEY,
  payers: INVOICES,
  invoices: INVOICES,
  invoice_voids: INVOICES,
};

/**
 * What a live event makes old, by contract path.
 *
 * Visits and blocks touch only their own days of `journal.day`, so that booking on one day does not re-read another. The
 * log (`history`) changes with every command. `null` means everything.
 */
export function touchedBy(event: LiveEvent): readonly Touched[] | null {
  if (event.kind === 'reload') return null;
  if (event.kind === 'job') {
    if (event.job?.title === 'ledger.check')
      return event.job.state === 'running' ? [] : [{ path: ['ledger', 'check'] }];
    return [{ path: ['backup'] }, { path: ['system'] }];
  }
  const paths = new Map<string, Touched>([['history', { path: ['history'] }]]);
  const add = (path: readonly string[], dates?: readonly string[]): void => {
    const key = path.join('.');
    if (!paths.get(key) || !dates) paths.set(key, dates ? { path, dates } : { path });
  };
  for (const table of Object.keys(event.rows)) {
    const scope = BY_TABLE[table];
    if (!scope) return null;
    if (scope === 'dated') {
      add(JOURNAL_DAY, event.dates.length > 0 ? event.dates : undefined);
      for (const path of JOURNAL_REST) add(path);
      for (const path of AROUND_THE_DAY) add(path);
      // Lists of clients tell the last and the next visit of each.
      if (table !== 'blocks') {
        for (const path of ['clients', 'clientFigures', 'retention', 'segments']) add([path]);
        for (const path of MONEY_OF_VISITS) add(path);
      }
      add(['schedule', 'month']);
    } else {
      for (const path of scope) add(path);
    }
  }
  return [...paths.values()];
}

/** Tells whether a cached answer, known by its query key, is made old. Keys are `[path, { input, type }]`. */
export function isTouched(queryKey: readonly unknown[], touched: readonly Touched[]): boolean {
  const [path, options] = queryKey as [readonly string[], { input?: { localDate?: unknown } } | undefined];
  if (!Array.isArray(path)) return false;
  return touched.some((item) => {
    if (!item.path.every((part, index) => path[index] === part)) return false;
    const shown = options?.input?.localDate;
    return !item.dates || typeof shown !== 'string' || item.dates.includes(shown);
  });
}
