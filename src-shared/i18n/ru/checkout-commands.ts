/** Sentences of the commands of checkout. */
export const checkoutCommands = {
  pay: 'Проведён чек № {{number}}: {{who}}',
  payDebt: 'Принята оплата долга № {{number}}: {{who}}',
  refund: 'Возврат по чеку № {{number}}: {{who}}',
  reverse: 'Сторно чека № {{number}}: {{who}}',
  takeBack: {
    refund: 'Сторно возврата № {{number}}: {{who}}',
    payment: 'Сторно оплаты долга № {{number}}: {{who}}',
  },
};
