import { useQuery } from '@tanstack/react-query';
import type { ClientCategory, ClientTag } from '../../src-shared/clients/client-marks.contract.ts';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import type { StaffMember } from '../../src-shared/staff/staff.contract.ts';
import { api } from '../api/client.ts';
import { useCan, useSettings } from '../app/session.ts';

interface ClientMarks {
  readonly categories: readonly ClientCategory[];
  readonly tags: readonly ClientTag[];
}

const NO_MARKS: ClientMarks = { categories: [], tags: [] };

/** The dictionaries of categories and tags, archived ones too. */
export function useClientMarks(withCounts = false): ClientMarks {
  return useQuery(api.clients.marks.queryOptions({ input: { withCounts } })).data ?? NO_MARKS;
}

interface StaffNames {
  readonly staff: readonly StaffMember[];
  /** '' for somebody who is not there. */
  readonly nameOf: (staffId: number | null) => string;
}

/** Masters with their names in the salon's order, those who left too. */
export function useStaffNames(): StaffNames {
  const seesCatalogue = useCan('see_catalogue');
  const { nameOrder } = useSettings();
  const { data: staff = [] } = useQuery(
    api.staff.list.queryOptions({ input: { withArchived: true }, enabled: seesCatalogue }),
  );
  return {
    staff,
    nameOf: (staffId) => {
      const person = staff.find(({ id }) => id === staffId);
      return person ? displayName(person, nameOrder) : '';
    },
  };
}
