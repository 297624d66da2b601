/**
 * What kind of table each table is (architecture.md section 4). A test asserts that each table of the file is in one list.
 */

/** Facts of the salon: every row change is logged, sealed and can be undone. The order never changes; add at the end. */
export const BUSINESS_TABLES = [
  'settings',
  'users',
  'credentials',
  'api_tokens',
  'rooms',
  'staff',
  'service_categories',
  'services',
  'staff_services',
  'schedule_templates',
  'schedule_assignments',
  'schedule_overrides',
  'absences',
  'salon_days',
  'blocks',
  'clients',
  'client_phones',
  'visits',
  'visit_lines',
  'levels',
  'job_positions',
  'price_lists',
  'service_prices',
  'service_levels',
  'service_rooms',
  'staff_rooms',
  'bundles',
  'bundle_items',
  'files',
  'staff_documents',
  'staff_trainings',
  'staff_notes',
  'schedule_template_versions',
  'holidays',
  'visit_series',
  'series_exceptions',
  'group_events',
  'waiting_entries',
  'client_categories',
  'client_tags',
  'client_tag_links',
  'families',
  'client_preferred_staff',
  'client_notes',
  'client_files',
  'consent_texts',
  'consents',
  'service_records',
  'formulas',
  'patch_tests',
  'client_segments',
  'client_calls',
  'imports',
  'import_mappings',
  'client_merges',
  'data_requests',
  'client_exports',
  'client_distinctions',
] as const;

/** Can be rebuilt from business tables; written in the same unit of work, never logged. */
export const DERIVED_TABLES = [
  'client_search',
  'client_fts',
  'client_words',
  'client_figures',
  'client_service_last',
  'derived_state',
] as const;

/** Belong to this device, not to the salon: written only inside a unit of work, never logged. */
export const LOCAL_TABLES = ['sessions', 'sign_in_attempts', 'recent_views'] as const;

/** The log itself and what identifies the file. */
export const LOG_TABLES = ['installation', 'command', 'change', 'log_table'] as const;

export type BusinessTable = (typeof BUSINESS_TABLES)[number];
