/** Texts of the cash desk: shifts, operations, accounts of money, suppliers. */
export const cash = {
  accounts: {
    defaults: { register: 'Касса', safe: 'Сейф', bank: 'Расчётный счёт', acquiring: 'Эквайринг' },
  },
  commands: {
    ensureAccounts: 'Заведены счета денег: касса, сейф, расчётный счёт, эквайринг',
    createAccount: 'Добавлен счёт «{{name}}»',
    updateAccount: 'Изменён счёт «{{name}}»',
    archiveAccount: 'Счёт «{{name}}» убран в архив',
    unarchiveAccount: 'Счёт «{{name}}» возвращён из архива',
    setOpening: 'Введён начальный остаток: «{{name}}»',
    openShift: 'Открыта смена № {{number}} ({{name}})',
    closeShift: 'Закрыта смена № {{number}}',
    decideDifference: 'Принято решение о недостаче смены № {{number}}',
  },
};
