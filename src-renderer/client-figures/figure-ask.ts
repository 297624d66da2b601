import type { RowKind } from '../../src-shared/client-figures/client-figures.contract.ts';
import type { ServiceId, StaffId } from '../../src-shared/contract-base.ts';

/** Which figure's visits are asked for, and what it is called. */
export interface FigureAsk {
  readonly title: string;
  readonly kind: RowKind;
  readonly serviceId?: ServiceId;
  readonly staffId?: StaffId;
  readonly fromDate?: string;
  readonly toDate?: string;
  readonly isGoods?: boolean;
  /** What the figure says beyond the number of rows and their sum. */
  readonly note?: string;
}
