/** Texts of payment in the journal and in cards. */
export const checkoutJournal = {
  pay: 'Take payment',
  payAndComplete: 'Complete and take payment',
  completeUnpaid: 'Complete without payment',
  chip: 'unpaid',
  chipHint: 'Completed without payment',
  nothing: 'Choose a booking in the journal to take its payment.',
  cannotPay: 'This visit cannot be paid now: it was cancelled, did not happen, or is paid already.',
  payment: { unpaid: 'Unpaid', partial: 'Partly paid', paid: 'Paid' },
  check: 'Check No. {{number}}, {{sum}}',
  sell: 'Sell',
};
