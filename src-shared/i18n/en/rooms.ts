/** Texts of rooms and work places. */
export const rooms = {
  title: 'Rooms',
  count_one: '{{count}} room',
  count_other: '{{count}} rooms',
  add: 'New room',
  withArchived: 'Archive',
  archived: 'archived',
  columns: { name: 'Room', capacity: 'Places', staff: 'Usually works here' },
  capacityHint: 'How many clients can be served at once.',
  noStaff: 'nobody',
  more: 'Actions: {{name}}',
  edit: 'Edit “{{name}}”',
  nameRequired: 'Enter a name.',
  capacityRange: 'A room has 1 to 100 places.',
  empty: {
    title: 'No rooms yet',
    text: 'Add a room and say how many places it has: the journal will not book more. You can work without rooms too.',
  },
  visitsAhead_one: '“{{name}}” has {{count}} booking ahead, {{date}}. Move it to another room first.',
  visitsAhead_other: '“{{name}}” has {{count}} bookings ahead, the last on {{date}}. Move them to another room first.',
  commands: {
    create: 'Room added: {{name}}',
    reorder: 'Order of rooms changed',
    update: 'Room changed: {{name}}',
    archive: 'Room archived: {{name}}',
    unarchive: 'Room back from the archive: {{name}}',
  },
};
