/** Texts of the cash desk: shifts, operations, accounts of money, suppliers. */
export const cash = {
  accounts: {
    defaults: { register: 'Register', safe: 'Safe', bank: 'Bank account', acquiring: 'Card acquiring' },
  },
  commands: {
    ensureAccounts: 'Accounts of money were set up: register, safe, bank, acquiring',
    createAccount: 'Account “{{name}}” added',
    updateAccount: 'Account “{{name}}” changed',
    archiveAccount: 'Account “{{name}}” archived',
    unarchiveAccount: 'Account “{{name}}” taken out of the archive',
    setOpening: 'Opening balance entered: “{{name}}”',
    openShift: 'Shift No. {{number}} opened ({{name}})',
    closeShift: 'Shift No. {{number}} closed',
    decideDifference: 'Shortage of shift No. {{number}} decided',
  },
};
