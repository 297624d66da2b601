export const demo = {
  commands: {
    salon: 'Создан демонстрационный салон',
    day: 'Демонстрация: записи за {{date}} ({{visits}})',
    ahead: 'Демонстрация: записи вперёд до {{until}} ({{visits}})',
  },
};
