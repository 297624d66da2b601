/** Sample texts of consents: a salon begins with them and changes what is its own. */
export const personalDataTemplates = {
  processing: `I, {client}, freely and in my own interest consent to the processing of my personal data by {salon}, {address}.

Purpose: booking and providing services, the history of visits and payments.
Data: name, phones, e-mail, birthday, sex, history of bookings, services and payments.
Actions: collecting, recording, keeping, correcting, using, anonymising and deleting, on the computers of the salon. The data are not passed on.

The consent holds until it is withdrawn, in writing or at the desk. After that the data are destroyed within 30 days, except those that the law requires to keep.`,
  marketing: `I, {client}, agree to receive marketing from {salon}: news, offers, greetings and invitations by call, SMS, messenger and e-mail, to the contacts I left with the salon.

I may refuse at any time by phone {phone}, at the desk or by answering a message. Marketing stops at once. Refusing does not change booking or service.`,
  photo: `I, {client}, agree that {salon} takes photos of the results before and after and keeps them on my card, so that the master sees what was done.

Photos are published only with a separate consent of mine. I may withdraw this one at any time at the desk; the photos are deleted within 30 days.`,
  health: `I, {client}, consent in writing to the processing of my health data by {salon}, {address}: allergies, contraindications, results of patch tests.

Purpose: safe services. Only those who serve or book me see the data. The consent holds until I withdraw it in writing or at the desk.`,
};
