import type { BusinessTable } from '../../db/tables.ts';
import type { DataCategory } from '../../src-shared/personal-data/personal-data.rules.ts';

/** A column that leads from a row to the record it belongs to. */
interface Owner {
  readonly column: string;
  /** The table of the record; it stands before this one in the list. */
  readonly of: BusinessTable;
}

/** How the rows of a table belong to a client, and what an erasure leaves of them. */
export interface PersonalTable {
  readonly table: BusinessTable;
  readonly category: DataCategory;
  readonly owners: readonly Owner[];
  /**
   * 'delete': the row says nothing without its person. Otherwise SQL by column: what stays in its place; `:label` is
   * «Клиент #12», `:now` the instant, `:reasons` the salon's list of reasons. Empty: the row is a fact without a person (visits, lines).
   */
  readonly erase: 'delete' | Readonly<Record<string, string>>;
  /** Columns whose old values leave the log; those that `erase` names, unless given. */
  readonly logged?: readonly string[];
}

const byClient: readonly Owner[] = [{ column: 'client_id', of: 'clients' }];

/** A value that others share says nothing of one person; one that nobody else has may be a name. */
const sharedOrNull = (column: string): string =>
  `case when exists (select 1 from clients as other where other.${column} = clients.${column} and other.id <> clients.id)
   then ${column} end`;

/**
 * Every table that holds something of a client, and what becomes of it (D2, D5).
 *
 * The copy, the erasure and the log follow this one list; a test reads the schema and fails when a table that belongs to a
 * client is missing here.
 */
export const PERSONAL_TABLES: readonly PersonalTable[] = [
  {
    table: 'clients',
    category: 'identity',
    owners: [{ column: 'merged_into_id', of: 'clients' }],
    erase: {
      first_name: ':label',
      last_name: "''",
      middle_name: "''",
      sex: 'null',
      birthday: 'null',
      email: 'null',
      address: 'null',
      messengers_json: 'null',
      allergy: "''",
      contraindication: 'null',
      note: "''",
      source: sharedOrNull('source'),
      learned_from: sharedOrNull('learned_from'),
      decided_by: sharedOrNull('decided_by'),
      recommended_by_id: 'null',
      family_id: 'null',
      family_role: 'null',
      card_number: 'null',
      no_calls_until: 'null',
      is_archived: '1',
      erased_at_ms: ':now',
    },
    logged: [
      'first_name',
      'last_name',
      'middle_name',
      'sex',
      'birthday',
      'email',
      'address',
      'messengers_json',
      'allergy',
      'contraindication',
      'note',
      'source',
      'learned_from',
      'decided_by',
      'family_role',
      'card_number',
    ],
  },
  { table: 'client_phones', category: 'contacts', owners: byClient, erase: 'delete', logged: ['digits', 'label'] },
  { table: 'client_tag_links', category: 'notes', owners: byClient, erase: 'delete', logged: [] },
  { table: 'client_preferred_staff', category: 'notes', owners: byClient, erase: 'delete', logged: [] },
  { table: 'client_notes', category: 'notes', owners: byClient, erase: 'delete', logged: ['body'] },
  { table: 'client_files', category: 'files', owners: byClient, erase: 'delete', logged: ['title'] },
  { table: 'consents', category: 'consents', owners: byClient, erase: { note: "''" } },
  {
    table: 'patch_tests',
    category: 'health',
    owners: byClient,
    erase: 'delete',
    logged: ['product', 'note', 'result'],
  },
  {
    table: 'visits',
    category: 'visits',
    owners: byClient,
    erase: {
      comment: "''",
      cancel_reason: 'case when cancel_reason in (select value from json_each(:reasons)) then cancel_reason end',
    },
  },
  { table: 'visit_lines', category: 'visits', owners: [{ column: 'visit_id', of: 'visits' }], erase: {} },
  {
    table: 'service_records',
    category: 'visits',
    owners: [
      { column: 'client_id', of: 'clients' },
      { column: 'visit_id', of: 'visits' },
    ],
    erase: { outcome: "''" },
  },
  {
    table: 'formulas',
    category: 'visits',
    owners: [{ column: 'record_id', of: 'service_records' }],
    erase: { note: "''" },
  },
  { table: 'visit_series', category: 'visits', owners: byClient, erase: { comment: "''" } },
  {
    table: 'series_exceptions',
    category: 'visits',
    owners: [{ column: 'series_id', of: 'visit_series' }],
    erase: { reason: "''" },
  },
  {
    table: 'waiting_entries',
    category: 'contacts',
    owners: [
      { column: 'client_id', of: 'clients' },
      { column: 'visit_id', of: 'visits' },
    ],
    erase: {
      name: "case when client_id is null then :label else '' end",
      phone_digits: 'null',
      comment: "''",
      closed_reason: 'null',
    },
  },
  {
    table: 'client_calls',
    category: 'calls',
    owners: [
      { column: 'client_id', of: 'clients' },
      { column: 'visit_id', of: 'visits' },
    ],
    erase: { note: "''" },
  },
  {
    table: 'client_merges',
    category: 'identity',
    owners: [
      { column: 'kept_id', of: 'clients' },
      { column: 'merged_id', of: 'clients' },
    ],
    erase: { choices_json: "'{}'" },
  },
  {
    table: 'client_distinctions',
    category: 'identity',
    owners: [
      { column: 'one_id', of: 'clients' },
      { column: 'other_id', of: 'clients' },
    ],
    erase: 'delete',
    logged: [],
  },
  { table: 'data_requests', category: 'requests', owners: byClient, erase: { note: "''" } },
  // Accounting papers are kept by law (D3), nameless; only what somebody wrote into them goes.
  { table: 'ledger_documents', category: 'purchases', owners: byClient, erase: { reason: "''", comment: "''" } },
  {
    table: 'sales',
    category: 'purchases',
    owners: [...byClient, { column: 'visit_id', of: 'visits' }],
    erase: { comment: "''", rebook_skip: 'null' },
  },
  { table: 'sale_lines', category: 'purchases', owners: [{ column: 'sale_id', of: 'sales' }], erase: {} },
  {
    table: 'tenders',
    category: 'purchases',
    owners: [{ column: 'document_id', of: 'ledger_documents' }],
    erase: { reference: "''" },
  },
  { table: 'certificates', category: 'purchases', owners: byClient, erase: { recipient: "''", note: "''" } },
  { table: 'memberships', category: 'purchases', owners: byClient, erase: { note: "''" } },
  {
    table: 'membership_members',
    category: 'purchases',
    owners: [...byClient, { column: 'membership_id', of: 'memberships' }],
    erase: {},
  },
  {
    table: 'membership_freezes',
    category: 'purchases',
    owners: [{ column: 'membership_id', of: 'memberships' }],
    erase: { reason: "''" },
  },
  { table: 'bonus_lots', category: 'purchases', owners: byClient, erase: { note: "''" } },
  {
    table: 'payers',
    category: 'purchases',
    owners: byClient,
    erase: 'delete',
    logged: ['name', 'tax_number', 'reason_code', 'address'],
  },
  {
    table: 'invoices',
    category: 'purchases',
    owners: byClient,
    // A company that paid is no person.
    erase: { payer_json: 'case when payer_json like \'%"kind":"company"%\' then payer_json else \'\' end' },
  },
  {
    table: 'discount_cards',
    category: 'purchases',
    owners: byClient,
    erase: { number: "'erased-' || id", is_blocked: '1', note: "''" },
    logged: ['number', 'note'],
  },
];

/** Tables that point at a client's rows and hold nothing of a person; why. */
export const IMPERSONAL_TABLES: Readonly<Partial<Record<BusinessTable, string>>> = {
  families: 'the name of a family goes with its last member (erasure.repository)',
  ledger_entries: 'amounts of a document, which is in the list',
  cash_shifts: 'what a register held',
  sale_discounts: 'what came off a line of a sale; its reason is one of the salon',
  refund_lines: 'amounts of lines of a sale',
  visit_sales: 'which sale a visit has',
  settlement_items: 'which cards the bank has paid',
  money_operations: 'accounts and articles of a document',
  document_files: 'receipts of expenses',
  fiscal_jobs: 'receipts, which the law keeps',
  fiscal_shifts: 'totals of the register',
  certificate_movements: 'amounts of a certificate, which is in the list',
  membership_pools: 'what a membership covers',
  membership_movements: 'units of a membership, which is in the list',
  bonus_movements: 'amounts of a lot, which is in the list',
  coupon_uses: 'that a sale used a coupon',
  invoice_voids: 'which papers are out of force',
};

/** Columns of a table whose old values leave the log. */
export function loggedColumns(table: PersonalTable): readonly string[] {
  return table.logged ?? (table.erase === 'delete' ? [] : Object.keys(table.erase));
}
