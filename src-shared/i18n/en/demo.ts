export const demo = {
  commands: {
    salon: 'Demo salon created',
    day: 'Demo: bookings of {{date}} ({{visits}})',
    ahead: 'Demo: bookings ahead until {{until}} ({{visits}})',
  },
};
