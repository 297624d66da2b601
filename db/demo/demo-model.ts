import type { Selectable } from 'kysely';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { Database } from '../schema.ts';

/** `salon`: 8 masters, 1,500 clients, 18 months. `ten-years`: 20 masters, 200,000 clients, 1,000,000 visits. */
export type DemoSize = 'salon' | 'ten-years';

export interface DemoOptions {
  readonly size: DemoSize;
  /** A whole number; the same options give the same rows. */
  readonly seed: number;
  readonly today: LocalDate;
  /** Minute of today, 0..1439: what is over, what runs and what is still to come. Moves no visit, only its status. */
  readonly nowMin: number;
  readonly timeZone: string;
  /** Share of clients and visits that is made, for a smaller file of the same shape; 1 unless given. */
  readonly scale?: number | undefined;
}

/** Tables that the generator fills; users and settings are written by the service. */
export type DemoTable =
  | 'rooms'
  | 'levels'
  | 'service_prices'
  | 'service_rooms'
  | 'bundles'
  | 'bundle_items'
  | 'job_positions'
  | 'staff'
  | 'staff_documents'
  | 'staff_trainings'
  | 'staff_notes'
  | 'service_categories'
  | 'services'
  | 'staff_services'
  | 'schedule_templates'
  | 'schedule_assignments'
  | 'schedule_overrides'
  | 'absences'
  | 'salon_days'
  | 'blocks'
  | 'client_categories'
  | 'client_tags'
  | 'families'
  | 'clients'
  | 'client_phones'
  | 'client_tag_links'
  | 'client_notes'
  | 'visits'
  | 'visit_lines'
  | 'group_events'
  | 'waiting_entries'
  | 'product_categories'
  | 'products'
  | 'product_barcodes'
  | 'money_accounts'
  | 'expense_articles'
  | 'suppliers'
  | 'certificate_types'
  | 'membership_types'
  | 'membership_type_pools'
  | 'cash_shifts'
  | 'ledger_documents'
  | 'certificates'
  | 'certificate_movements'
  | 'memberships'
  | 'membership_pools'
  | 'membership_movements'
  | 'sales'
  | 'sale_lines'
  | 'sale_discounts'
  | 'tenders'
  | 'visit_sales'
  | 'ledger_entries'
  | 'money_operations'
  | 'settlement_items';

type Nullable<Row> = { [Name in keyof Row]: null extends Row[Name] ? Name : never }[keyof Row];

/** A whole row; what may be empty may be left out, as long as the rows of one batch agree. */
export type DemoRow<Table extends DemoTable> = Omit<
  Selectable<Database[Table]>,
  Nullable<Selectable<Database[Table]>>
> &
  Partial<Pick<Selectable<Database[Table]>, Nullable<Selectable<Database[Table]>>>>;

/** Whole rows by table, parents before children. */
export type DemoRows = { [Table in DemoTable]?: DemoRow<Table>[] };

/** What one day brought: new clients, blocks and the visits of that day. */
export interface DemoDay {
  readonly localDate: LocalDate;
  /** After today: booked ahead. */
  readonly isAhead: boolean;
  readonly rows: DemoRows;
}

/** A salon: what stands before the first day, then day by day. */
export interface DemoSalon {
  readonly fromDate: LocalDate;
  readonly toDate: LocalDate;
  readonly dayCount: number;
  readonly base: DemoRows;
  /** Every day, oldest first; to be walked once. `createdBy` is the user who books the visits. */
  days(createdBy: number): Iterable<DemoDay>;
}
