/** Texts of rooms and work places. */
export const rooms = {
  title: 'Кабинеты',
  count_one: '{{count}} кабинет',
  count_few: '{{count}} кабинета',
  count_many: '{{count}} кабинетов',
  count_other: '{{count}} кабинета',
  add: 'Новый кабинет',
  withArchived: 'Архив',
  archived: 'в архиве',
  columns: { name: 'Кабинет', capacity: 'Мест', staff: 'Обычно работают' },
  capacityHint: 'Сколько клиентов можно обслуживать одновременно.',
  noStaff: 'никто не закреплён',
  more: 'Действия: {{name}}',
  edit: 'Изменить кабинет «{{name}}»',
  nameRequired: 'Введите название.',
  capacityRange: 'Мест может быть от 1 до 100.',
  empty: {
    title: 'Кабинетов пока нет',
    text: 'Добавьте кабинет или зал и укажите, сколько в нём мест: журнал не даст записать больше. Без кабинетов тоже можно работать.',
  },
  visitsAhead_one: 'В кабинет «{{name}}» есть {{count}} предстоящая запись, {{date}}. Перенесите её в другой кабинет.',
  visitsAhead_few:
    'В кабинет «{{name}}» {{count}} предстоящие записи, последняя {{date}}. Перенесите их в другой кабинет.',
  visitsAhead_many:
    'В кабинет «{{name}}» {{count}} предстоящих записей, последняя {{date}}. Перенесите их в другой кабинет.',
  visitsAhead_other:
    'В кабинет «{{name}}» {{count}} предстоящих записей, последняя {{date}}. Перенесите их в другой кабинет.',
  commands: {
    create: 'Кабинет добавлен: {{name}}',
    reorder: 'Порядок кабинетов изменён',
    update: 'Кабинет изменён: {{name}}',
    archive: 'Кабинет в архиве: {{name}}',
    unarchive: 'Кабинет возвращён из архива: {{name}}',
  },
};
