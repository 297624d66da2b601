import type { Generated } from 'kysely';
import type {
  ClientCallsTable,
  ClientCategoriesTable,
  ClientExportsTable,
  ClientDistinctionsTable,
  ClientFiguresTable,
  ClientFilesTable,
  ClientFtsTable,
  ClientMergesTable,
  ClientNotesTable,
  ClientPhonesTable,
  ClientPreferredStaffTable,
  ClientSearchTable,
  ClientSegmentsTable,
  ClientServiceLastTable,
  ClientTagLinksTable,
  ClientTagsTable,
  ClientWordsTable,
  ClientsTable,
  ConsentTextsTable,
  ConsentsTable,
  DataRequestsTable,
  DerivedStateTable,
  FamiliesTable,
  FormulasTable,
  ImportMappingsTable,
  ImportsTable,
  PatchTestsTable,
  RecentViewsTable,
  ServiceRecordsTable,
} from './schema-clients.ts';
import type { MoneyDatabase } from './schema-money.ts';
import type { Bit, Versioned } from './schema-parts.ts';

/** Row types of the database, by table. Units are in the names: `_minor`, `_min`, `_bp`, `_milli`, `_at_ms`, `local_date`. */
export interface InstallationTable {
  id: number;
  uid: string;
  log_key: Uint8Array;
  created_at_ms: number;
}

export interface CommandTable {
  id: number;
  at_ms: number;
  actor_id: number | null;
  device: string;
  name: string;
  summary: string | null;
  reason: string | null;
  undoes_id: number | null;
  first_seq: number;
  change_count: number;
  seal: Uint8Array;
}

export interface ChangeTable {
  seq: number;
  command_id: number;
  table_no: number;
  row_id: number;
  op: 0 | 1 | 2;
  old: string | null;
  digest: Uint8Array;
}

export interface LogTableTable {
  no: number;
  name: string;
}

export interface SettingsTable {
  id: Generated<number>;
  key: string;
  valid_from: string;
  value_json: string;
}

export interface UsersTable extends Versioned {
  id: Generated<number>;
  name: string;
  role: string;
  staff_id: number | null;
  locale: Generated<string>;
  preferences_json: Generated<string>;
  is_active: Generated<Bit>;
}

export interface CredentialsTable {
  id: Generated<number>;
  user_id: number;
  kind: 'pin' | 'password';
  salt: string;
  hash: string;
  cost: number;
}

export interface ApiTokensTable {
  id: Generated<number>;
  user_id: number;
  name: string;
  token_hash: string;
  created_at_ms: number;
  revoked_at_ms: number | null;
}

export interface SessionsTable {
  id: Generated<number>;
  token_hash: string;
  user_id: number;
  device: string;
  created_at_ms: number;
  seen_at_ms: number;
  is_locked: Generated<Bit>;
}

export interface SignInAttemptsTable {
  id: Generated<number>;
  user_id: number;
  device: string;
  failures: number;
  locked_until_ms: number;
  last_at_ms: number;
}

export interface RoomsTable extends Versioned {
  id: Generated<number>;
  name: string;
  capacity: number;
  position: Generated<number>;
  is_archived: Generated<Bit>;
  /** Null = room. */
  kind: 'room' | 'equipment' | null;
  /** Seven days from Monday; null = open with the salon. */
  hours_json: string | null;
  note: string | null;
}

export interface StaffTable extends Versioned {
  id: Generated<number>;
  last_name: Generated<string>;
  first_name: string;
  job_title: Generated<string>;
  level: Generated<string>;
  colour: string;
  phone_digits: string | null;
  email: string | null;
  hired_on: string | null;
  left_on: string | null;
  default_room_id: number | null;
  note: Generated<string>;
  position: Generated<number>;
  is_archived: Generated<Bit>;
  middle_name: string | null;
  birthday: string | null;
  address: string | null;
  messenger: string | null;
  job_position_id: number | null;
  level_id: number | null;
  photo_file_id: number | null;
  /** Null = as the setting says. */
  is_gap_bookable: Bit | null;
}

export interface ServiceCategoriesTable extends Versioned {
  id: Generated<number>;
  name: string;
  parent_id: number | null;
  colour: string;
  position: Generated<number>;
  is_archived: Generated<Bit>;
  icon: string | null;
}

export interface ServicesTable extends Versioned {
  id: Generated<number>;
  category_id: number;
  name: string;
  price_minor: number;
  price_max_minor: number | null;
  duration_min: number;
  buffer_before_min: Generated<number>;
  buffer_after_min: Generated<number>;
  segments_json: string | null;
  periodicity_days: number | null;
  is_online: Generated<Bit>;
  position: Generated<number>;
  is_archived: Generated<Bit>;
  icon: string | null;
  /** Places of a group service; null = one client. */
  group_capacity: number | null;
  seats_from_room: Bit | null;
  /** Null = as the setting says. */
  is_gap_bookable: Bit | null;
  fixed_starts_json: string | null;
  booking_rule_json: string | null;
  /** Days that a patch test stays valid; null = none is needed. */
  patch_test_days: number | null;
  /** P7: the net never falls below it. */
  min_price_minor: number | null;
  /** P7: null = the cap of the salon alone. */
  discount_cap_bp: number | null;
  no_discount: Bit | null;
  no_bonus: Bit | null;
  /** M8: null = as the setting says. */
  vat_bp: number | null;
}

export interface StaffServicesTable {
  id: Generated<number>;
  staff_id: number;
  service_id: number;
  price_minor: number | null;
  duration_min: number | null;
  segments_json: string | null;
}

export interface ScheduleTemplatesTable extends Versioned {
  id: Generated<number>;
  name: string;
  kind: 'weekly' | 'cycle';
  days_json: string;
  is_archived: Generated<Bit>;
  skips_holidays: Bit | null;
}

export interface ScheduleAssignmentsTable extends Versioned {
  id: Generated<number>;
  staff_id: number;
  template_id: number;
  valid_from: string;
  valid_to: string | null;
  anchor_date: string;
  room_id: number | null;
}

export interface ScheduleOverridesTable extends Versioned {
  id: Generated<number>;
  staff_id: number;
  local_date: string;
  work_json: string;
  breaks_json: Generated<string>;
  ignores_salon_hours: Generated<Bit>;
  room_id: number | null;
  note: Generated<string>;
}

export interface AbsencesTable extends Versioned {
  id: Generated<number>;
  staff_id: number;
  from_date: string;
  to_date: string;
  start_min: number | null;
  end_min: number | null;
  reason: string;
  is_paid: Generated<Bit>;
  note: Generated<string>;
}

export interface SalonDaysTable extends Versioned {
  id: Generated<number>;
  local_date: string;
  hours_json: string;
  title: Generated<string>;
}

export interface BlocksTable extends Versioned {
  id: Generated<number>;
  staff_id: number | null;
  room_id: number | null;
  local_date: string;
  start_min: number;
  end_min: number;
  reason: Generated<string>;
  service_id: number | null;
}

export interface VisitsTable extends Versioned {
  id: Generated<number>;
  client_id: number | null;
  local_date: string;
  status: string;
  source: Generated<string>;
  comment: Generated<string>;
  wants_this_master: Generated<Bit>;
  is_first_visit: Generated<Bit>;
  cancelled_by: 'client' | 'salon' | null;
  cancel_reason: string | null;
  is_late_cancel: Generated<Bit>;
  reschedule_count: Generated<number>;
  created_at_ms: number;
  created_by: number | null;
  series_id: number | null;
  /** Original date of the occurrence (A14). */
  series_key: string | null;
  group_event_id: number | null;
}

export interface VisitLinesTable {
  id: Generated<number>;
  visit_id: number;
  position: number;
  local_date: string;
  service_id: number;
  staff_id: number;
  room_id: number | null;
  start_min: number;
  duration_min: number;
  buffer_before_min: Generated<number>;
  buffer_after_min: Generated<number>;
  segments_json: string | null;
  price_minor: number;
  /** 1 = processing does not free the master; null = as the setting says. */
  holds_master: Bit | null;
  /** Ids of the equipment held, as JSON; null = none. */
  equipment_json: string | null;
  bundle_id: number | null;
}

export interface LevelsTable extends Versioned {
  id: Generated<number>;
  name: string;
  percent_bp: Generated<number>;
  position: Generated<number>;
  is_archived: Generated<Bit>;
}

export interface JobPositionsTable extends Versioned {
  id: Generated<number>;
  name: string;
  /** Default role of whoever gets the position. */
  role: string | null;
  position: Generated<number>;
  is_archived: Generated<Bit>;
}

export interface PriceListsTable extends Versioned {
  id: Generated<number>;
  name: string;
  position: Generated<number>;
  is_archived: Generated<Bit>;
}

export interface ServicePricesTable {
  id: Generated<number>;
  service_id: number;
  /** Null = the default list. */
  list_id: number | null;
  level_id: number | null;
  staff_id: number | null;
  valid_from: string;
  price_minor: number;
  price_max_minor: number | null;
  /** 1: from this day on the place has no price of its own again; null = a price. */
  is_end: Generated<0 | 1 | null>;
}

export interface ServiceLevelsTable {
  id: Generated<number>;
  service_id: number;
  level_id: number;
  duration_min: number | null;
  segments_json: string | null;
}

export interface ServiceRoomsTable {
  id: Generated<number>;
  service_id: number;
  room_id: number;
}

export interface StaffRoomsTable {
  id: Generated<number>;
  staff_id: number;
  room_id: number;
}

export interface BundlesTable extends Versioned {
  id: Generated<number>;
  category_id: number;
  name: string;
  icon: string | null;
  /** One price for the set (P10); null = the sum of its services. */
  price_minor: number | null;
  is_online: Generated<Bit>;
  position: Generated<number>;
  is_archived: Generated<Bit>;
}

export interface BundleItemsTable {
  id: Generated<number>;
  bundle_id: number;
  position: number;
  service_id: number;
  /** Starts together with the item before it ("four hands"). */
  is_parallel: Generated<Bit>;
}

export interface FilesTable {
  id: Generated<number>;
  name: string;
  media_type: string;
  size_bytes: number;
  sha256: string;
  content: Uint8Array;
  created_at_ms: number;
}

export interface StaffDocumentsTable extends Versioned {
  id: Generated<number>;
  staff_id: number;
  title: string;
  number: Generated<string>;
  issued_on: string | null;
  expires_on: string | null;
  blocks_booking: Generated<Bit>;
  file_id: number | null;
  note: Generated<string>;
  is_archived: Generated<Bit>;
}

export interface StaffTrainingsTable extends Versioned {
  id: Generated<number>;
  staff_id: number;
  title: string;
  provider: Generated<string>;
  held_on: string | null;
  file_id: number | null;
  note: Generated<string>;
}

export interface StaffNotesTable extends Versioned {
  id: Generated<number>;
  staff_id: number;
  body: string;
  created_at_ms: number;
  created_by: number | null;
}

export interface ScheduleTemplateVersionsTable {
  id: Generated<number>;
  template_id: number;
  valid_from: string;
  days_json: string;
}

export interface HolidaysTable extends Versioned {
  id: Generated<number>;
  local_date: string;
  kind: 'holiday' | 'short' | 'workday';
  title: Generated<string>;
}

export interface VisitSeriesTable extends Versioned {
  id: Generated<number>;
  client_id: number | null;
  rule_json: string;
  start_date: string;
  start_min: number;
  lines_json: string;
  comment: Generated<string>;
  source: Generated<string>;
  wants_this_master: Generated<Bit>;
  is_ended: Generated<Bit>;
  created_at_ms: number;
  created_by: number | null;
}

export interface SeriesExceptionsTable {
  id: Generated<number>;
  series_id: number;
  key_date: string;
  kind: 'excluded' | 'skipped' | 'moved';
  reason: Generated<string>;
}

export interface GroupEventsTable extends Versioned {
  id: Generated<number>;
  service_id: number;
  staff_id: number;
  room_id: number | null;
  local_date: string;
  start_min: number;
  duration_min: number;
  buffer_before_min: Generated<number>;
  buffer_after_min: Generated<number>;
  capacity: number;
  seats_from_room: Generated<Bit>;
  price_minor: number;
  title: Generated<string>;
  comment: Generated<string>;
  status: Generated<'planned' | 'cancelled'>;
  cancel_reason: string | null;
  created_at_ms: number;
  created_by: number | null;
}

export interface WaitingEntriesTable extends Versioned {
  id: Generated<number>;
  kind: 'waiting' | 'walk_in' | 'request';
  client_id: number | null;
  name: Generated<string>;
  phone_digits: string | null;
  services_json: Generated<string>;
  staff_json: Generated<string>;
  group_event_id: number | null;
  from_date: string | null;
  to_date: string | null;
  weekdays_json: Generated<string>;
  from_min: number | null;
  to_min: number | null;
  comment: Generated<string>;
  source: Generated<string>;
  status: Generated<'waiting' | 'offered' | 'booked' | 'declined' | 'closed'>;
  owner_id: number | null;
  due_at_ms: number | null;
  offer_json: string | null;
  offered_until_ms: number | null;
  visit_id: number | null;
  closed_reason: string | null;
  created_at_ms: number;
  created_by: number | null;
}

/** The whole database as kysely sees it. */
export interface Database extends MoneyDatabase {
  installation: InstallationTable;
  command: CommandTable;
  change: ChangeTable;
  log_table: LogTableTable;
  settings: SettingsTable;
  users: UsersTable;
  credentials: CredentialsTable;
  api_tokens: ApiTokensTable;
  sessions: SessionsTable;
  recent_views: RecentViewsTable;
  sign_in_attempts: SignInAttemptsTable;
  rooms: RoomsTable;
  staff: StaffTable;
  service_categories: ServiceCategoriesTable;
  services: ServicesTable;
  staff_services: StaffServicesTable;
  schedule_templates: ScheduleTemplatesTable;
  schedule_assignments: ScheduleAssignmentsTable;
  schedule_overrides: ScheduleOverridesTable;
  absences: AbsencesTable;
  salon_days: SalonDaysTable;
  blocks: BlocksTable;
  clients: ClientsTable;
  client_phones: ClientPhonesTable;
  visits: VisitsTable;
  visit_lines: VisitLinesTable;
  levels: LevelsTable;
  job_positions: JobPositionsTable;
  price_lists: PriceListsTable;
  service_prices: ServicePricesTable;
  service_levels: ServiceLevelsTable;
  service_rooms: ServiceRoomsTable;
  staff_rooms: StaffRoomsTable;
  bundles: BundlesTable;
  bundle_items: BundleItemsTable;
  files: FilesTable;
  staff_documents: StaffDocumentsTable;
  staff_trainings: StaffTrainingsTable;
  staff_notes: StaffNotesTable;
  schedule_template_versions: ScheduleTemplateVersionsTable;
  holidays: HolidaysTable;
  visit_series: VisitSeriesTable;
  series_exceptions: SeriesExceptionsTable;
  group_events: GroupEventsTable;
  waiting_entries: WaitingEntriesTable;
  client_categories: ClientCategoriesTable;
  client_tags: ClientTagsTable;
  client_tag_links: ClientTagLinksTable;
  families: FamiliesTable;
  client_preferred_staff: ClientPreferredStaffTable;
  client_notes: ClientNotesTable;
  client_files: ClientFilesTable;
  consent_texts: ConsentTextsTable;
  consents: ConsentsTable;
  service_records: ServiceRecordsTable;
  formulas: FormulasTable;
  patch_tests: PatchTestsTable;
  client_segments: ClientSegmentsTable;
  client_exports: ClientExportsTable;
  client_calls: ClientCallsTable;
  imports: ImportsTable;
  import_mappings: ImportMappingsTable;
  client_merges: ClientMergesTable;
  client_distinctions: ClientDistinctionsTable;
  data_requests: DataRequestsTable;
  client_figures: ClientFiguresTable;
  client_service_last: ClientServiceLastTable;
  derived_state: DerivedStateTable;
  client_search: ClientSearchTable;
  client_fts: ClientFtsTable;
  client_words: ClientWordsTable;
}
