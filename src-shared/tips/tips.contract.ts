import { z } from 'zod';
import {
  documentId,
  localDate,
  moneyMinor,
  paragraph,
  procedure,
  requestKey,
  staffId,
  written,
} from '../contract-base.ts';

const MAX_PEOPLE = 100;
/** Ten hours of work, in minutes, is a usual weight; nobody needs more than this. */
const MAX_WEIGHT = 100_000;

const tipsOfOne = z.object({
  staffId,
  name: z.string(),
  /** Tips that are kept for the person (2510). */
  owedMinor: z.int(),
  /** Minutes that the person was to work in the period. */
  workedMin: z.int(),
});
export type TipsOfOne = z.infer<typeof tipsOfOne>;

/** The tips pool (T14): tips that are kept for one are shared among several before they are paid out. */
export const tipsContract = {
  /** Everybody who has tips or worked in the period, with the hours that a share by hours counts. At most 92 days. */
  pool: procedure('see_cash', ['INVALID_INPUT'])
    .route({ method: 'GET', path: '/tips' })
    .input(z.object({ from: localDate, to: localDate }))
    .output(z.array(tipsOfOne)),
  /**
   * Shares the pool: takes `parts` off the balances of 2510 and gives them to `shares` by weight (M5); one document, event E51.
   *
   * INVALID_INPUT: nothing is put in, nobody takes, nothing would move (`fault: 'NOTHING_MOVES'`), or more is put in than is
   * kept for the person (`fault: 'MORE_THAN_TIPS'`, `owedMinor`). CONFLICT `reason: 'keyUsed'`: the key is another document's. A storno takes it back like any operation of the cash desk.
   */
  share: procedure('manage_money', ['NOT_FOUND', 'INVALID_INPUT', 'CONFLICT', 'PERIOD_LOCKED'])
    .route({ method: 'POST', path: '/tips/share' })
    .input(
      z.object({
        requestKey,
        parts: z
          .array(z.object({ staffId, amountMinor: moneyMinor.min(1) }))
          .min(1)
          .max(MAX_PEOPLE),
        shares: z
          .array(z.object({ staffId, weight: z.int().min(1).max(MAX_WEIGHT) }))
          .min(1)
          .max(MAX_PEOPLE),
        comment: paragraph(400).default(''),
      }),
    )
    .output(written.extend({ documentId, number: z.int() })),
};
