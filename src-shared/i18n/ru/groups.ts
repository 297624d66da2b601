/** Texts of the feature groups: group events and their participants (domain.md A13). */
export const groups = {
  commands: {
    create: 'Групповое занятие: «{{title}}», {{when}}, {{who}}',
    update: 'Занятие изменено: «{{title}}», {{when}}',
    move: 'Занятие перенесено: «{{title}}», {{when}}, {{who}}',
    cancel: 'Занятие отменено: «{{title}}», {{when}} ({{reason}})',
    join: 'В группу записан клиент: {{who}}, «{{title}}», {{when}}',
    leave: 'Место в группе отменено: {{who}}, «{{title}}», {{when}} ({{reason}})',
    repeat: 'Занятие «{{title}}» повторено: {{count}} раз с {{when}}',
  },
};
