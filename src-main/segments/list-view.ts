import { displayName, type NameOrder } from '../../src-shared/clients/clients.rules.ts';
import { addressLine } from '../../src-shared/clients/client-card.rules.ts';
import { formatPhone, maskPhone } from '../../src-shared/kernel/fold.ts';
import { localOf } from '../../src-shared/kernel/wall-time.ts';
import type { ClientRowValue } from '../../src-shared/segments/segments.contract.ts';
import { ageOn, averageMinor } from '../../src-shared/segments/segments.rules.ts';
import { clientStatus } from '../../src-shared/client-figures/client-figures.rules.ts';
import type { Moment } from './moment.ts';
import type { ListRow } from './segments.repository.ts';

/** What a row is shown by. */
export interface ListEye {
  readonly seesPhones: boolean;
  readonly nameOrder: NameOrder;
  readonly moment: Moment;
}

/** A client as the list and the files show them: phones masked, mail and address left out for who may not see phones. */
export function listRowOf(row: ListRow, { seesPhones, nameOrder, moment }: ListEye): ClientRowValue {
  const [phone] = phonesOf(row, seesPhones);
  const visits = row.visits ?? 0;
  const spentMinor = row.spent_minor ?? 0;
  return {
    id: row.id,
    name: displayName({ firstName: row.first_name, lastName: row.last_name }, nameOrder),
    isArchived: row.is_archived === 1,
    phone: phone ?? null,
    email: seesPhones ? row.email : null,
    address: seesPhones ? addressText(row.address) : null,
    firstOn: row.first_on || null,
    lastOn: row.last_on || null,
    nextOn: row.next_on || null,
    createdOn: localOf(row.created_at_ms, moment.timeZone).localDate,
    birthday: row.birthday,
    age: ageOn(row.birthday, moment.today),
    visits,
    noShows: row.no_shows ?? 0,
    lateCancels: row.late_cancels ?? 0,
    spentMinor,
    averageMinor: averageMinor(spentMinor, row.checks ?? 0),
    cadenceDays: row.cadence_days,
    categoryId: row.category_id,
    responsibleId: row.responsible_staff_id,
    tagIds: row.tags === null ? [] : row.tags.split(',').map(Number),
    source: row.source || null,
    sex: row.sex,
    status: clientStatus(
      {
        manual: row.manual_status,
        lastOn: row.last_on ?? '',
        nextOn: row.next_on ?? '',
        cadenceDays: row.cadence_days,
      },
      moment.today,
      moment.status,
    ),
    warning: [row.allergy, row.contraindication ?? ''].filter((text) => text !== '').join('; '),
  };
}

/** The address of a card in one line: it is kept in its parts; a plain text is its street. */
function addressText(text: string | null): string | null {
  if (text === null || !text.startsWith('{')) return text || null;
  const { flat = '', ...rest } = JSON.parse(text) as Partial<Parameters<typeof addressLine>[0]>;
  const parts = { postcode: '', country: '', region: '', city: '', street: '', house: '', ...rest, flat: '' };
  return [addressLine(parts, ''), flat].filter(Boolean).join(', ') || null;
}

/** All phones of a row, whole or masked. */
export function phonesOf({ phones }: ListRow, seesPhones: boolean): string[] {
  const digits = phones === '' ? [] : phones.split(' ');
  return digits.map((one) => (seesPhones ? formatPhone(one) : maskPhone(one)));
}
