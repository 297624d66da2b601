import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import { nameOf } from './sales-reading.ts';
import { type SaleHeadRow, readSaleHead } from './sales.repository.ts';

/** A sale that no storno took back. @throws DomainError NOT_FOUND, CONFLICT (reversed) */
export function requireLiveSale(reader: Reader, saleId: number): SaleHeadRow {
  const sale = readSaleHead(reader, saleId);
  if (!sale) throw new DomainError('NOT_FOUND', { what: 'sale', id: saleId });
  if (sale.is_reversed === 1) throw new DomainError('CONFLICT', { reason: 'reversed', number: sale.number });
  return sale;
}

/** The client of a sale by name; empty for nobody. */
export function whoOf(settings: SettingsService, { first_name: first, last_name: last }: SaleHeadRow): string {
  return nameOf(settings, first, last) ?? '';
}
