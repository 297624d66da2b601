/** How a day stands in a cell: a date that Excel sorts, filters and counts with. */
export const EXCEL_DATE_FORMAT = 'dd.mm.yyyy';

const DAY = /^\d{4}-\d{2}-\d{2}$/u;

/**
 * A local day as a cell; anything else stays what it is.
 *
 * @example excelDate('2026-03-12') // a Date that Excel shows as 12.03.2026 in every time zone
 */
export function excelDate(value: string | number | null): string | number | Date | null {
  return typeof value === 'string' && DAY.test(value) ? new Date(`${value}T00:00:00Z`) : value;
}
