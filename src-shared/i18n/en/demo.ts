export const demo = {
  commands: {
    salon: 'Demo salon created',
    day: 'Demo: bookings of {{date}} ({{visits}})',
    products: 'Goods of the demo salon',
    calls: 'Calls to clients of a month',
    personalData: 'Consents of clients and a request about personal data',
    treatments: 'Examples: formulas, allergy tests and photos',
    duplicates: 'Cards that stand twice',
    ahead: 'Demo: bookings ahead until {{until}} ({{visits}})',
  },
};
