/** Texts of the log of actions. */
export const history = {
  commands: { undo: 'Action undone' },
  title: 'Log of actions',
  text: 'Who changed what. An action can be undone until the same thing is changed again.',
  empty: { title: 'No actions yet', text: 'Every change appears here: who, when and what.' },
  columns: { when: 'When', who: 'Who', what: 'What was done', actions: 'Actions' },
  program: 'Program',
  undone: 'undone',
  effects: { undone: 'Undone: {{text}}', redone: 'Redone: {{text}}' },
  unknown: 'Action “{{name}}”',
  reason: 'Reason: {{reason}}',
  undo: 'Undo',
  undoOf: 'Undo: {{text}}',
  redo: 'Redo',
  redoOf: 'Redo: {{text}}',
  older: 'Show earlier ones',
};
