import { bookingTexts } from './journal-booking.ts';
import { screen } from './journal-screen.ts';

/** Texts of the feature journal. */
export const journal = {
  /** Sentences of the commands, for history and the undo toast. `who` is the client, or the service when nobody is named. */
  commands: {
    book: 'Новая запись: {{who}}, {{when}}',
    move: 'Запись перенесена: {{who}}, {{from}} → {{to}}',
    edit: 'Запись изменена: {{who}}, {{when}}',
    setStatus: {
      booked: 'Снова ждёт подтверждения: {{who}}, {{when}}',
      confirmed: 'Запись подтверждена: {{who}}, {{when}}',
      arrived: 'Пришёл клиент: {{who}}, {{when}}',
      in_progress: 'Услуга началась: {{who}}, {{when}}',
      completed: 'Визит завершён: {{who}}, {{when}}',
      no_show: 'Клиент не пришёл: {{who}}, {{when}}',
      no_show_charged: 'Клиент не пришёл: {{who}}, {{when}}. С абонемента списан визит: {{memberships}}',
    },
    cancel: 'Запись отменена: {{who}}, {{when}} ({{reason}})',
    addBlock: 'Время закрыто: {{who}}, {{when}} ({{reason}})',
    removeBlock: 'Время открыто: {{who}}, {{when}}',
  },
  /** Why a time does not suit (domain.md A12): while a card is dragged, and beside an error of the core. */
  conflicts: {
    INVALID_TIME: 'Такого времени нет: перевод часов или конец позже полуночи следующего дня. Выберите другое время.',
    MASTER_BUSY: 'Время занято: {{clientName}}, {{range}}, мастер {{staffName}}. Выберите другое время или мастера.',
    MASTER_BUSY_by:
      'Время занято: {{clientName}}, {{range}}, мастер {{staffName}} ({{byName}}, {{when}}). Выберите другое время или мастера.',
    MASTER_BUSY_block: 'Время закрыто для записи: {{range}}, {{reason}}. Выберите другое время или мастера.',
    MASTER_BUSY_own: 'Две услуги этого визита у одного мастера пересекаются. Сдвиньте одну из них.',
    MASTER_ABSENT: '{{staffName}} в это время отсутствует: {{reason}}. Выберите другой день или мастера.',
    MASTER_LEFT: 'Мастер в этот день не работает в салоне. Выберите другого мастера.',
    ROOM_FULL: '{{roomName}}: нет места, {{range}} занято ({{clientName}}). Выберите другое время или кабинет.',
    ROOM_BLOCKED: '{{roomName}}: закрыто для записи, {{range}}. Выберите другое время или кабинет.',
    ROOM_BLOCKED_hours: '{{roomName}}: в это время не работает. Выберите другое время или кабинет.',
    ROOM_BLOCKED_service: '{{roomName}}: здесь эту услугу не оказывают. Выберите другой кабинет.',
    EQUIPMENT_FULL: '{{roomName}}: занято {{range}} ({{clientName}}). Выберите другое время.',
    EQUIPMENT_FULL_block: '{{roomName}}: нельзя занять {{range}}, {{reason}}. Выберите другое время.',
    EQUIPMENT_FULL_hours: '{{roomName}}: в это время недоступно. Выберите другое время.',
    MASTER_NOT_ALLOWED:
      '{{staffName}} не допущен(а) к работе: истёк документ «{{reason}}». Выберите другого мастера или обновите документ в его карточке.',
    SERVICE_BLOCKED: 'Услуга закрыта для записи: {{range}}, {{reason}}. Выберите другое время или услугу.',
    GROUP_FULL:
      '«{{eventTitle}}», {{range}}: свободных мест нет. Поставьте клиента в лист ожидания или выберите другое занятие.',
    PATCH_TEST:
      'Для этой услуги нужен тест на аллергию, а у клиента его ещё не было. Сделайте тест или попросите владельца разрешить с причиной.',
    PATCH_TEST_missing:
      'Для этой услуги нужен тест на аллергию, а у клиента его ещё не было. Сделайте тест или попросите владельца разрешить с причиной.',
    PATCH_TEST_expired:
      'Тест на аллергию от {{reason}} на этот день уже не действует (срок теста, дней: {{days}}). Сделайте новый тест или попросите владельца разрешить с причиной.',
    PATCH_TEST_reaction:
      'Тест на аллергию от {{reason}} показал реакцию: эту услугу клиенту делать нельзя. Выберите другую услугу; разрешить может только владелец, с причиной.',
    BOOKING_RULE: 'Срок после прошлой услуги не подходит. Подтвердите или выберите другой день.',
    BOOKING_RULE_tooEarly:
      'После прошлой услуги прошло дней: {{days}}, а нужно не меньше {{limitDays}}. Подтвердите или выберите другой день.',
    BOOKING_RULE_tooLate:
      'После прошлой услуги прошло дней: {{days}}, можно не больше {{limitDays}}. Подтвердите или выберите другую услугу.',
    BOOKING_RULE_neverBefore:
      'Эту услугу делают после другой, а её у клиента ещё не было. Подтвердите или выберите другую услугу.',
    NOT_QUALIFIED: '{{staffName}} не оказывает эту услугу. Выберите другого мастера или услугу.',
    OUTSIDE_SCHEDULE: 'Вне смены мастера: {{staffName}}. Подтвердите или выберите другое время.',
    OUTSIDE_SALON_HOURS: 'Салон в это время закрыт. Подтвердите или выберите другое время.',
    CLIENT_BUSY: 'Клиент уже записан: {{range}}, мастер {{staffName}}. Подтвердите или выберите другое время.',
    /** Instead of a name, for a visit without a client. */
    noClient: 'без имени',
  },
  /** Why a status or a time may not be changed (domain.md V1, V2). */
  refusals: {
    step: 'Из этого статуса так перейти нельзя. Обновите запись и выберите один из предложенных статусов.',
    anotherDay: 'Вернуть статус можно только в день визита.',
    status: 'Визит уже начат или закрыт, его время и услуги не меняются.',
    slotTaken: 'Отменить нельзя: время успели занять ({{clientName}}, {{range}}). Выберите другое время.',
  },
  screen,
  ...bookingTexts,
};
