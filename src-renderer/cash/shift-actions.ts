import type { Action } from '../app/actions.ts';

type ShiftAction = Pick<Action, 'id' | 'title'> & { readonly permission: 'take_payment' | 'cash_out' | 'close_shift' };

/** What is done with the money of an open shift from anywhere: the palette opens the shift and begins it there. */
export const SHIFT_ACTIONS = [
  { id: 'cash.expense', title: 'cash:actions.expense', permission: 'cash_out', start: 'expense' },
  { id: 'cash.in', title: 'cash:actions.in', permission: 'take_payment', start: 'in' },
  { id: 'cash.out', title: 'cash:actions.out', permission: 'cash_out', start: 'out' },
  { id: 'cash.encash', title: 'cash:actions.encash', permission: 'cash_out', start: 'encash' },
  { id: 'cash.tips', title: 'cash:actions.tips', permission: 'cash_out', start: 'tips' },
] as const satisfies readonly (ShiftAction & { readonly start: string })[];

/** Closing the shift, from anywhere. */
export const CLOSE_ACTION = {
  id: 'cash.closeShift',
  title: 'cash:actions.close',
  permission: 'close_shift',
} as const satisfies ShiftAction;
