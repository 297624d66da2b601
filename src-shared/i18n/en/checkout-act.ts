/** Texts of the act of a check. */
export const checkoutAct = {
  title: 'Statement of services no. {{number}} of {{date}}',
  performer: 'Provider',
  customer: 'Customer',
  columns: { what: 'Description', quantity: 'Qty', price: 'Price', discount: 'Discount', sum: 'Amount' },
  discount: 'Discount',
  total: 'Total',
  words: 'Total amount: {{words}}.',
  also: 'Also paid: {{what}}.',
  debt: 'Of this not paid yet: {{sum}}.',
  refunded: 'Given back to the customer: {{sum}}.',
  agreed:
    'The services were provided in full and on time, the goods were handed over. The customer has no claims as to their scope, quality or timing.',
  reversed: 'The check was reversed: this statement is void.',
  signature: 'signature',
  page: 'page {n} of {of}',
};
