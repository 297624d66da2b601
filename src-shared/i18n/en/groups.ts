/** Texts of the feature groups: group events and their participants (domain.md A13). */
export const groups = {
  commands: {
    create: 'Group event: “{{title}}”, {{when}}, {{who}}',
    update: 'Group event changed: “{{title}}”, {{when}}',
    move: 'Group event moved: “{{title}}”, {{when}}, {{who}}',
    cancel: 'Group event cancelled: “{{title}}”, {{when}} ({{reason}})',
    join: 'Client joined the group: {{who}}, “{{title}}”, {{when}}',
    leave: 'Seat in the group cancelled: {{who}}, “{{title}}”, {{when}} ({{reason}})',
    repeat: 'Group event “{{title}}” repeated: {{count}} times from {{when}}',
  },
};
