/** Texts of payment in the journal and in cards. */
export const checkoutJournal = {
  pay: 'Оплатить',
  payAndComplete: 'Завершить и оплатить',
  completeUnpaid: 'Завершить без оплаты',
  chip: 'без оплаты',
  chipHint: 'Завершены без оплаты',
  nothing: 'Выберите запись в журнале, чтобы принять оплату.',
  cannotPay: 'Этот визит оплачивать рано или незачем: он отменён, не состоялся или уже оплачен.',
  payment: { unpaid: 'Не оплачен', partial: 'Оплачен не полностью', paid: 'Оплачен' },
  check: 'Чек № {{number}} на {{sum}}',
  sell: 'Продать',
};
