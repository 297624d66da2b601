/** English texts of the tips pool. */
export const tips = {
  commands: { share: 'Tips shared among {{count}}, document No. {{number}}' },
  action: 'Share tips',
  title: 'Share tips',
  intro:
    'Tips that the salon keeps for its people go into one pot and are shared. They are paid out afterwards, as usual.',
  by: { label: 'How to share', equally: 'Equally', hours: 'By hours', own: 'By parts' },
  columns: { who: 'Who', puts: 'Puts in', hours: 'Hours', share: 'Part', takes: 'Takes' },
  takesPart: '{{name}} takes part',
  putsOf: 'What {{name}} puts in',
  shareOf: 'Part of {{name}}',
  empty: 'No tips are waiting to be paid out: there is nothing to share.',
  nobody: 'Tick at least one person who takes.',
  submit: 'Share {{sum}}',
  done: 'Tips shared: document No. {{number}}',
};
