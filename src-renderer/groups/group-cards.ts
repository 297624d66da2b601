import type { TFunction } from 'i18next';
import type { DayEvent } from '../../src-shared/journal/journal.contract.ts';
import type { GridItem } from '../journal/grid/grid-model.ts';
import { formatRange } from '../journal/grid/grid-model.ts';

/** The grid's id of a group event's card. */
export const eventCard = (eventId: number): string => `g${eventId}`;

/** The event of a card; null for a card of anything else. */
export function readEventCard(itemId: string): number | null {
  const [, digits] = /^g(\d+)$/.exec(itemId) ?? [];
  return digits === undefined ? null : Number(digits);
}

/** A group event as a card of the grid: one card with a bar of seats, whoever takes part (ui.md 3.2). */
export function eventItem(
  event: DayEvent,
  look: { readonly canEdit: boolean; readonly t: TFunction; readonly money: (minor: number) => string },
): GridItem {
  const endMin = event.startMin + event.durationMin;
  const price = look.money(event.priceMinor);
  const isFull = event.taken >= event.capacity;
  const seats = look.t(isFull ? 'groups:card.full' : 'groups:card.seats', {
    taken: event.taken,
    total: event.capacity,
  });
  return {
    id: eventCard(event.id),
    // No visit has such a number: the card is no part of one.
    visitId: -Number(event.id),
    startMin: event.startMin,
    endMin,
    status: 'confirmed',
    client: event.title,
    service: event.title === event.serviceName ? seats : event.serviceName,
    price,
    flags: event.comment ? ['note'] : [],
    capacity: { taken: event.taken, total: event.capacity },
    ariaLabel: look.t('groups:card.label', {
      time: formatRange(event.startMin, endMin),
      title: event.title,
      seats,
      price,
    }),
    movable: look.canEdit,
  };
}
