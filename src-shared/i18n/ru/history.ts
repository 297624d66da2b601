/** Texts of the log of actions. */
export const history = {
  commands: { undo: 'Отменено действие' },
  title: 'Журнал действий',
  text: 'Кто и что изменил. Отменить можно, пока то же самое не изменили позже.',
  empty: { title: 'Действий ещё нет', text: 'Здесь появится каждое изменение: кто, когда и что сделал.' },
  columns: { when: 'Когда', who: 'Кто', what: 'Что сделано', actions: 'Действия' },
  program: 'Программа',
  undone: 'отменено',
  effects: { undone: 'Отменено: {{text}}', redone: 'Возвращено: {{text}}' },
  unknown: 'Действие «{{name}}»',
  reason: 'Причина: {{reason}}',
  undo: 'Отменить',
  undoOf: 'Отменить: {{text}}',
  redo: 'Вернуть',
  redoOf: 'Вернуть: {{text}}',
  older: 'Показать более ранние',
};
