import type { Generated } from 'kysely';
import type { Bit, Versioned } from './schema-parts.ts';

/** Row types of the client base: who they are, what was done, what they agreed to, and what is derived of them. */

export interface ClientsTable extends Versioned {
  id: Generated<number>;
  last_name: Generated<string>;
  first_name: string;
  middle_name: Generated<string>;
  sex: 'female' | 'male' | null;
  birthday: string | null;
  email: string | null;
  source: string | null;
  allergy: Generated<string>;
  note: Generated<string>;
  created_at_ms: number;
  is_archived: Generated<Bit>;
  price_list_id: number | null;
  category_id: number | null;
  responsible_staff_id: number | null;
  address: string | null;
  messengers_json: string | null;
  contraindication: string | null;
  learned_from: string | null;
  decided_by: string | null;
  recommended_by_id: number | null;
  /** Set by a person over the computed one; null = computed. */
  manual_status: 'active' | 'sleeping' | 'lost' | null;
  family_id: number | null;
  family_role: string | null;
  personal_discount_bp: number | null;
  card_number: string | null;
  merged_into_id: number | null;
  erased_at_ms: number | null;
  /** Last day on which the client is not called. */
  no_calls_until: string | null;
  /** T3: null = as the setting says. */
  debt_limit_minor: number | null;
}

export interface ClientPhonesTable {
  id: Generated<number>;
  client_id: number;
  digits: string;
  label: Generated<string>;
  position: Generated<number>;
}

export interface ClientCategoriesTable extends Versioned {
  id: Generated<number>;
  name: string;
  colour: string;
  price_list_id: number | null;
  discount_bp: Generated<number>;
  position: Generated<number>;
  is_archived: Generated<Bit>;
}

export interface ClientTagsTable extends Versioned {
  id: Generated<number>;
  name: string;
  colour: string;
  position: Generated<number>;
  is_archived: Generated<Bit>;
}

export interface ClientTagLinksTable {
  id: Generated<number>;
  client_id: number;
  tag_id: number;
}

export interface FamiliesTable extends Versioned {
  id: Generated<number>;
  name: string;
}

export interface ClientPreferredStaffTable {
  id: Generated<number>;
  client_id: number;
  staff_id: number;
  position: Generated<number>;
}

export interface ClientNotesTable extends Versioned {
  id: Generated<number>;
  client_id: number;
  body: string;
  is_pinned: Generated<Bit>;
  created_at_ms: number;
  created_by: number | null;
}

export interface ClientFilesTable extends Versioned {
  id: Generated<number>;
  client_id: number;
  visit_id: number | null;
  kind: 'file' | 'before' | 'after';
  pair_no: number | null;
  title: Generated<string>;
  media_type: string;
  size_bytes: number;
  sha256: string;
  thumb_sha256: string | null;
  created_at_ms: number;
  created_by: number | null;
}

export interface ConsentTextsTable {
  id: Generated<number>;
  purpose: 'processing' | 'marketing' | 'photo' | 'health';
  number: number;
  body: string;
  sha256: string;
  valid_from: string;
}

export interface ConsentsTable extends Versioned {
  id: Generated<number>;
  client_id: number;
  purpose: 'processing' | 'marketing' | 'photo' | 'health';
  text_id: number;
  channel: string;
  given_at_ms: number;
  given_to: number | null;
  withdrawn_at_ms: number | null;
  withdrawn_to: number | null;
  note: Generated<string>;
}

export interface ServiceRecordsTable extends Versioned {
  id: Generated<number>;
  /** Null once the line was taken off the visit: what was done stays. */
  visit_line_id: number | null;
  visit_id: number;
  client_id: number | null;
  service_id: number;
  staff_id: number;
  outcome: Generated<string>;
  score: number | null;
  would_return: Bit | null;
  would_recommend: Bit | null;
  created_at_ms: number;
  created_by: number | null;
}

export interface FormulasTable {
  id: Generated<number>;
  record_id: number;
  number: number;
  bowls_json: string;
  note: Generated<string>;
  created_at_ms: number;
  created_by: number | null;
}

export interface PatchTestsTable extends Versioned {
  id: Generated<number>;
  client_id: number;
  tested_on: string;
  valid_until: string;
  result: 'ok' | 'reaction';
  product: Generated<string>;
  note: Generated<string>;
  created_at_ms: number;
  created_by: number | null;
}

export interface ClientSegmentsTable extends Versioned {
  id: Generated<number>;
  name: string;
  filter_json: string;
  owner_id: number | null;
  position: Generated<number>;
}

export interface ClientExportsTable {
  id: Generated<number>;
  exported_at_ms: number;
  exported_by: number | null;
  rows: number;
  format: 'xlsx' | 'csv';
  filter_json: string;
  columns_json: string;
  with_phones: Bit;
}

export interface ClientCallsTable extends Versioned {
  id: Generated<number>;
  client_id: number;
  service_id: number | null;
  reason: 'due' | 'lost' | 'reminder' | 'other';
  outcome: 'booked' | 'later' | 'refused' | 'no_answer';
  next_on: string | null;
  note: Generated<string>;
  visit_id: number | null;
  called_at_ms: number;
  called_by: number | null;
}

export interface ImportsTable extends Versioned {
  id: Generated<number>;
  file_name: string;
  sha256: string;
  status: 'running' | 'done' | 'undone';
  mapping_json: string;
  options_json: string;
  report_json: Generated<string>;
  first_command_id: number | null;
  last_command_id: number | null;
  started_at_ms: number;
  started_by: number | null;
}

export interface ImportMappingsTable {
  id: Generated<number>;
  signature: string;
  mapping_json: string;
  used_at_ms: number;
}

export interface ClientMergesTable {
  id: Generated<number>;
  kept_id: number;
  merged_id: number;
  choices_json: string;
  merged_at_ms: number;
  merged_by: number | null;
}

/** Two clients who are not the same person, the smaller id first. */
export interface ClientDistinctionsTable {
  id: Generated<number>;
  one_id: number;
  other_id: number;
  decided_at_ms: number;
  decided_by: number | null;
}

/** What a person looked at last; belongs to the device. */
export interface RecentViewsTable {
  user_id: number;
  kind: string;
  object_id: number;
  seen_at_ms: number;
}

export interface DataRequestsTable extends Versioned {
  id: Generated<number>;
  client_id: number;
  kind: 'copy' | 'stop_marketing' | 'erasure';
  requested_on: string;
  due_on: string;
  done_at_ms: number | null;
  done_by: number | null;
  act_json: string | null;
  note: Generated<string>;
}

export interface ClientFiguresTable {
  client_id: number;
  first_on: string;
  last_on: string;
  next_on: string;
  visits: number;
  no_shows: number;
  late_cancels: number;
  spent_minor: number;
  cadence_days: number | null;
  checks: number;
}

export interface ClientServiceLastTable {
  client_id: number;
  service_id: number;
  last_on: string;
  times: number;
  staff_id: number;
  interval_days: number | null;
}

export interface ClientSearchTable {
  client_id: number;
  words: string;
  first_name: string;
  phones: string;
  is_archived: Bit;
  came_on: string;
  visits: number;
  no_shows: number;
}

export interface ClientFtsTable {
  rowid: number;
  text: string;
}

export interface ClientWordsTable {
  id: Generated<number>;
  word: string;
  latin: string;
  uses: number;
}

export interface DerivedStateTable {
  name: string;
  version: number;
  /** The last row that is built; null = whole. */
  built_to: number | null;
}
