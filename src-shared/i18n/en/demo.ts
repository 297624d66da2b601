export const demo = {
  commands: {
    salon: 'Demo salon created',
    day: 'Demo: bookings of {{date}} ({{visits}})',
    personalData: 'Consents of clients and a request about personal data',
    treatments: 'Examples: formulas, allergy tests and photos',
    ahead: 'Demo: bookings ahead until {{until}} ({{visits}})',
  },
};
