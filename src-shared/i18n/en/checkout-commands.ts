/** Sentences of the commands of checkout. */
export const checkoutCommands = {
  pay: 'Check No. {{number}} posted: {{who}}',
  payDebt: 'Payment of a debt No. {{number}} taken: {{who}}',
  refund: 'Refund of check No. {{number}}: {{who}}',
  reverse: 'Check No. {{number}} reversed: {{who}}',
  takeBack: {
    refund: 'Refund No. {{number}} reversed: {{who}}',
    payment: 'Payment of a debt No. {{number}} reversed: {{who}}',
  },
};
