import type { CheckoutProblem } from '../../src-shared/checkout/checkout.contract.ts';

/** Whether a problem is about the coupon; it stands beside the coupon's field. */
export function isCouponProblem({ code, data }: CheckoutProblem): boolean {
  const { reason, what } = data;
  if (code === 'NOT_FOUND') return what === 'coupon';
  return typeof reason === 'string' && reason.startsWith('coupon');
}
