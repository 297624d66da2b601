/** Texts of the feature clientFigures. */
export const clientFigures = {
  statuses: { active: 'Active', sleeping: 'Sleeping', lost: 'Lost' },
  settings: {
    title: 'Active and lost clients',
    by: 'How to tell',
    byRhythm: 'By the client’s rhythm',
    byDays: 'By the number of days',
    byHint: {
      rhythm:
        'Sleeping when one usual visit was missed, lost after two. While the rhythm is unknown (fewer than four visits), days count.',
      days: 'The same for all clients: by the days since the last visit.',
    },
    sleepingDays: 'Sleeping after more than so many days away',
    lossDays: 'Lost after more than so many days away',
  },
};
