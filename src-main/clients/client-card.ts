import type { ClientCardValue } from '../../src-shared/clients/clients.contract.ts';
import type { ClientMark } from '../../src-shared/clients/client-parts.contract.ts';
import { formatPhone, maskPhone } from '../../src-shared/kernel/fold.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller } from '../store/service.ts';
import { readCategory, readPreferredStaff, readTagsOf } from './client-marks.repository.ts';
import { readNotes } from './client-notes.repository.ts';
import {
  type ClientRow,
  type UseRow,
  countBrought,
  readBrought,
  readClient,
  readLivePriceList,
} from './clients.repository.ts';
import { readMembers } from './families.repository.ts';

/** Clients named among those whom a client brought; the rest are counted. */
const BROUGHT_SHOWN = 10;

type CardParts = Pick<
  ClientCardValue,
  'effectivePriceListId' | 'category' | 'tags' | 'recommendedBy' | 'brought' | 'family' | 'notes' | 'preferredStaffIds'
>;
type NameOf = (row: Pick<ClientRow, 'first_name' | 'last_name'>) => string;

/** What a card shows out of other tables than the client's own: each is read by an index of the client. */
export function readCardParts(reader: Reader, caller: Caller, row: ClientRow, nameOf: NameOf): CardParts {
  const ref = (other: Pick<ClientRow, 'id' | 'first_name' | 'last_name'>) => ({ id: other.id, name: nameOf(other) });
  const category = row.category_id === null ? undefined : readCategory(reader, row.category_id);
  const by = row.recommended_by_id === null ? undefined : readClient(reader, row.recommended_by_id);
  const newest = readBrought(reader, row.id, BROUGHT_SHOWN);
  return {
    effectivePriceListId: readLivePriceList(reader, [row.price_list_id, category?.price_list_id ?? null]),
    category: category
      ? { ...markOf(category), discountBp: category.discount_bp, isArchived: category.is_archived === 1 }
      : null,
    tags: readTagsOf(reader, row.id).map(markOf),
    preferredStaffIds: readPreferredStaff(reader, row.id),
    recommendedBy: by ? ref(by) : null,
    brought: {
      count: newest.length < BROUGHT_SHOWN ? newest.length : countBrought(reader, row.id),
      newest: newest.map(ref),
    },
    family: row.family_id === null ? null : familyOf(reader, caller, row, nameOf),
    notes: readNotes(reader, row.id).map((note) => ({
      id: note.id,
      version: note.version,
      body: note.body,
      isPinned: note.is_pinned === 1,
      createdAtMs: note.created_at_ms,
      author: note.author,
      isMine: note.created_by === caller.userId,
    })),
  };
}

/** What a client takes most, or the master they come to most: ids, most used first, newer first among equals. */
export function favouritesOf(use: readonly UseRow[], column: 'service_id' | 'staff_id', limit: number): number[] {
  const totals = new Map<number, { id: number; times: number; lastOn: string }>();
  for (const row of use) {
    const known = totals.get(row[column]);
    totals.set(row[column], {
      id: row[column],
      times: row.times + (known?.times ?? 0),
      lastOn: known && known.lastOn > row.last_on ? known.lastOn : row.last_on,
    });
  }
  return [...totals.values()]
    .toSorted((a, b) => b.times - a.times || (a.lastOn < b.lastOn ? 1 : a.lastOn > b.lastOn ? -1 : 0) || a.id - b.id)
    .slice(0, limit)
    .map(({ id }) => id);
}

function markOf(row: { id: number; name: string; colour: string }): ClientMark {
  return { id: row.id, name: row.name, colour: row.colour as ClientMark['colour'] };
}

function familyOf(reader: Reader, caller: Caller, row: ClientRow, nameOf: NameOf): CardParts['family'] {
  const seesPhones = caller.can('see_phones');
  const members = row.family_id === null ? [] : readMembers(reader, row.family_id).filter(({ id }) => id !== row.id);
  return {
    role: row.family_role ?? '',
    members: members.map((member) => ({
      id: member.id,
      name: nameOf(member),
      role: member.family_role ?? '',
      phone: member.digits === null ? null : seesPhones ? formatPhone(member.digits) : maskPhone(member.digits),
      isArchived: member.is_archived === 1,
    })),
  };
}
