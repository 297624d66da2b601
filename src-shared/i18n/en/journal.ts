import { bookingTexts } from './journal-booking.ts';
import { screen } from './journal-screen.ts';

/** Texts of the feature journal. */
export const journal = {
  /** Sentences of the commands, for history and the undo toast. `who` is the client, or the service when nobody is named. */
  commands: {
    book: 'New booking: {{who}}, {{when}}',
    move: 'Booking moved: {{who}}, {{from}} → {{to}}',
    edit: 'Booking changed: {{who}}, {{when}}',
    setStatus: {
      booked: 'Awaiting confirmation again: {{who}}, {{when}}',
      confirmed: 'Booking confirmed: {{who}}, {{when}}',
      arrived: 'Client arrived: {{who}}, {{when}}',
      in_progress: 'Service started: {{who}}, {{when}}',
      completed: 'Visit completed: {{who}}, {{when}}',
      no_show: 'Client did not come: {{who}}, {{when}}',
      no_show_charged: 'No-show: {{who}}, {{when}}. A visit was taken off: {{memberships}}',
    },
    cancel: 'Booking cancelled: {{who}}, {{when}} ({{reason}})',
    addBlock: 'Time closed: {{who}}, {{when}} ({{reason}})',
    removeBlock: 'Time opened: {{who}}, {{when}}',
  },
  /** Why a time does not suit (domain.md A12): while a card is dragged, and beside an error of the core. */
  conflicts: {
    INVALID_TIME: 'There is no such time: the clocks change, or it ends after the next midnight. Choose another time.',
    MASTER_BUSY: 'Time taken: {{clientName}}, {{range}}, with {{staffName}}. Choose another time or master.',
    MASTER_BUSY_by:
      'Time taken: {{clientName}}, {{range}}, with {{staffName}} ({{byName}}, {{when}}). Choose another time or master.',
    MASTER_BUSY_block: 'Closed for booking: {{range}}, {{reason}}. Choose another time or master.',
    MASTER_BUSY_own: 'Two services of this visit by the same master overlap. Move one of them.',
    MASTER_ABSENT: '{{staffName}} is away at this time: {{reason}}. Choose another day or master.',
    MASTER_LEFT: 'The master does not work in the salon on this day. Choose another master.',
    ROOM_FULL: '{{roomName}}: no place left, {{range}} is taken ({{clientName}}). Choose another time or room.',
    ROOM_BLOCKED: '{{roomName}}: closed for booking, {{range}}. Choose another time or room.',
    ROOM_BLOCKED_hours: '{{roomName}}: not open at this time. Choose another time or room.',
    ROOM_BLOCKED_service: '{{roomName}}: this service is not done here. Choose another room.',
    EQUIPMENT_FULL: '{{roomName}}: taken {{range}} ({{clientName}}). Choose another time.',
    EQUIPMENT_FULL_block: '{{roomName}}: not available {{range}}, {{reason}}. Choose another time.',
    EQUIPMENT_FULL_hours: '{{roomName}}: not available at this time. Choose another time.',
    MASTER_NOT_ALLOWED:
      '{{staffName}} may not work: the document “{{reason}}” has expired. Choose another master or renew the document on their card.',
    SERVICE_BLOCKED: 'The service is closed for booking: {{range}}, {{reason}}. Choose another time or service.',
    GROUP_FULL:
      '“{{eventTitle}}”, {{range}}: no seat left. Put the client on the waiting list or choose another session.',
    PATCH_TEST:
      'This service needs an allergy test, and the client has had none. Do the test, or ask the owner to allow it with a reason.',
    PATCH_TEST_missing:
      'This service needs an allergy test, and the client has had none. Do the test, or ask the owner to allow it with a reason.',
    PATCH_TEST_expired:
      'The allergy test of {{reason}} is no longer valid on that day (valid for {{days}} days). Do a new test, or ask the owner to allow it with a reason.',
    PATCH_TEST_reaction:
      'The allergy test of {{reason}} showed a reaction: this client may not have the service. Choose another service; only the owner may allow it, with a reason.',
    BOOKING_RULE: 'The time since the previous service does not fit. Confirm it or choose another day.',
    BOOKING_RULE_tooEarly:
      'Days since the previous service: {{days}}, at least {{limitDays}} are needed. Confirm it or choose another day.',
    BOOKING_RULE_tooLate:
      'Days since the previous service: {{days}}, at most {{limitDays}} are allowed. Confirm it or choose another service.',
    BOOKING_RULE_neverBefore:
      'This service follows another one, which the client has never had. Confirm it or choose another service.',
    NOT_QUALIFIED: '{{staffName}} does not do this service. Choose another master or service.',
    OUTSIDE_SCHEDULE: 'Outside the shift of {{staffName}}. Confirm it or choose another time.',
    OUTSIDE_SALON_HOURS: 'The salon is closed at this time. Confirm it or choose another time.',
    CLIENT_BUSY: 'The client is already booked: {{range}}, with {{staffName}}. Confirm it or choose another time.',
    /** Instead of a name, for a visit without a client. */
    noClient: 'no name',
  },
  /** Why a status or a time may not be changed (domain.md V1, V2). */
  refusals: {
    step: 'This status cannot follow the present one. Refresh the booking and choose one of the statuses offered.',
    anotherDay: 'A status can only be taken back on the day of the visit.',
    status: 'The visit has started or is closed; its time and services stay as they are.',
    slotTaken: 'This cannot be undone: the time has been taken ({{clientName}}, {{range}}). Choose another time.',
  },
  screen,
  ...bookingTexts,
};
