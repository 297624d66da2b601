import type { Generated } from 'kysely';

/** Row types of the database, by table. Units are in the names: `_minor`, `_min`, `_bp`, `_milli`, `_at_ms`, `local_date`. */
type Bit = 0 | 1;

interface Versioned {
  version: Generated<number>;
}

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
}

export interface ServiceCategoriesTable extends Versioned {
  id: Generated<number>;
  name: string;
  parent_id: number | null;
  colour: string;
  position: Generated<number>;
  is_archived: Generated<Bit>;
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
}

export interface StaffServicesTable {
  id: Generated<number>;
  staff_id: number;
  service_id: number;
  price_minor: number | null;
  duration_min: number | null;
}

export interface ScheduleTemplatesTable extends Versioned {
  id: Generated<number>;
  name: string;
  kind: 'weekly' | 'cycle';
  days_json: string;
  is_archived: Generated<Bit>;
}

export interface ScheduleAssignmentsTable extends Versioned {
  id: Generated<number>;
  staff_id: number;
  template_id: number;
  valid_from: string;
  valid_to: string | null;
  anchor_date: string;
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
}

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
}

export interface ClientPhonesTable {
  id: Generated<number>;
  client_id: number;
  digits: string;
  label: Generated<string>;
  position: Generated<number>;
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

/** The whole database as kysely sees it. */
export interface Database {
  installation: InstallationTable;
  command: CommandTable;
  change: ChangeTable;
  log_table: LogTableTable;
  settings: SettingsTable;
  users: UsersTable;
  credentials: CredentialsTable;
  api_tokens: ApiTokensTable;
  sessions: SessionsTable;
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
  client_search: ClientSearchTable;
  client_fts: ClientFtsTable;
  client_words: ClientWordsTable;
}
