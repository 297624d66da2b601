export const demo = {
  commands: {
    salon: 'Создан демонстрационный салон',
    day: 'Демонстрация: записи за {{date}} ({{visits}})',
    personalData: 'Согласия клиентов и запрос о личных данных',
    ahead: 'Демонстрация: записи вперёд до {{until}} ({{visits}})',
  },
};
