import type { ClientCard, ClientHit } from '../../src-shared/clients/clients.contract.ts';

/** The client as the form of a booking takes them. */
export function hitOf({
  id,
  name,
  phones,
  allergy,
  contraindication,
  category,
  stats,
  isArchived,
}: ClientCard): ClientHit {
  return {
    id,
    name,
    phone: phones[0]?.phone ?? null,
    nameMarks: [],
    phoneMarks: [],
    allergy,
    contraindication,
    category,
    visits: stats.visits,
    lastVisitOn: stats.lastVisitOn,
    noShows: stats.noShows,
    isArchived,
  };
}
