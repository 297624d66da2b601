/** Texts of the act of a check. */
export const checkoutAct = {
  title: 'Акт об оказании услуг № {{number}} от {{date}}',
  performer: 'Исполнитель',
  customer: 'Заказчик',
  columns: { what: 'Наименование', quantity: 'Кол-во', price: 'Цена', discount: 'Скидка', sum: 'Сумма' },
  discount: 'Скидка',
  total: 'Итого',
  words: 'Всего на сумму: {{words}}.',
  also: 'Кроме того, оплачено: {{what}}.',
  debt: 'Из этой суммы не оплачено: {{sum}}.',
  refunded: 'Возвращено заказчику: {{sum}}.',
  agreed:
    'Услуги оказаны полностью и в срок, товары переданы. Заказчик претензий по объёму, качеству и срокам не имеет.',
  reversed: 'Чек сторнирован: акт не действует.',
  signature: 'подпись',
  page: 'стр. {n} из {of}',
};
