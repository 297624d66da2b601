import { BLANK_CLIENT, type ClientAddress, type ClientFields } from '../../src-shared/clients/client-parts.contract.ts';
import { addressLine } from '../../src-shared/clients/client-card.rules.ts';
import type { ClientCard } from '../../src-shared/clients/clients.contract.ts';
import { formatPhone, phoneDigits } from '../../src-shared/kernel/fold.ts';

/** One phone of the form; `key` tells the rows apart while they are edited. */
export interface PhoneValue {
  readonly key: number;
  readonly digits: string | null;
  readonly label: string;
}

/** One account in a messenger, as it is typed. */
export interface MessengerValue {
  readonly key: number;
  readonly kind: ClientFields['messengers'][number]['kind'];
  readonly handle: string;
}

/** Texts of the form that are null when they are empty. */
export const TEXT_OR_NULL = ['email', 'source', 'learnedFrom', 'decidedBy', 'cardNumber'] as const;
type TextOrNull = (typeof TEXT_OR_NULL)[number];

type Typed = Readonly<Record<TextOrNull, string>>;

/** What the form of a client holds. */
export interface ClientFormValues
  extends Omit<ClientFields, 'phones' | 'messengers' | 'address' | 'recommendedById' | TextOrNull>, Typed {
  readonly phones: readonly PhoneValue[];
  readonly messengers: readonly MessengerValue[];
  readonly address: ClientAddress;
  readonly recommendedBy: ClientCard['recommendedBy'];
}

let lastKey = 0;
const nextKey = (): number => {
  lastKey += 1;
  return lastKey;
};

/** An empty row for a phone. */
export function newPhone(phone = ''): PhoneValue {
  return { key: nextKey(), digits: phoneDigits(phone), label: '' };
}

/** An empty row for a messenger. */
export function newMessenger(kind: MessengerValue['kind'] = 'telegram', handle = ''): MessengerValue {
  return { key: nextKey(), kind, handle: /^\d+$/u.test(handle) ? formatPhone(handle) : handle };
}

const BLANK_ADDRESS: ClientAddress = {
  country: '',
  region: '',
  city: '',
  street: '',
  house: '',
  flat: '',
  postcode: '',
};

/** What the form begins with: a card, or what was typed into the search. */
export function initialValues(card: ClientCard | null, typed: Partial<TypedStart> = {}): ClientFormValues {
  if (!card) {
    return {
      ...BLANK_CLIENT,
      firstName: typed.firstName ?? '',
      lastName: typed.lastName ?? '',
      ...textsOf(null),
      phones: [newPhone(typed.phone)],
      messengers: [],
      address: BLANK_ADDRESS,
      recommendedBy: null,
    };
  }
  const phones = card.phones.map(({ phone, label }) => ({ ...newPhone(phone), label }));
  return {
    firstName: card.firstName,
    lastName: card.lastName,
    middleName: card.middleName,
    sex: card.sex,
    birthday: card.birthday,
    allergy: card.allergy,
    contraindication: card.contraindication,
    note: card.note,
    categoryId: (card.category?.id ?? null) as ClientFormValues['categoryId'],
    tagIds: card.tags.map(({ id }) => id) as ClientFormValues['tagIds'],
    priceListId: card.priceListId,
    personalDiscountBp: card.personalDiscountBp,
    responsibleStaffId: card.responsibleStaffId,
    preferredStaffIds: card.preferredStaffIds,
    manualStatus: card.manualStatus,
    noCallsUntil: card.noCallsUntil,
    ...textsOf(card),
    phones: phones.length > 0 ? phones : [newPhone()],
    messengers: card.messengers.map(({ kind, handle }) => newMessenger(kind, handle)),
    address: { ...BLANK_ADDRESS, ...card.address },
    recommendedBy: card.recommendedBy,
  };
}

function textsOf(card: ClientCard | null): Typed {
  return Object.fromEntries(TEXT_OR_NULL.map((name) => [name, card?.[name] ?? ''])) as unknown as Typed;
}

interface TypedStart {
  readonly firstName: string;
  readonly lastName: string;
  readonly phone: string;
}

/** The fields as the contract takes them; rows without a number or a name are left out. */
export function fieldsOf(values: ClientFormValues): ClientFields {
  const { recommendedBy, address, ...rest } = values;
  const texts = Object.fromEntries(TEXT_OR_NULL.map((name) => [name, values[name].trim() || null])) as Record<
    TextOrNull,
    string | null
  >;
  return {
    ...rest,
    ...texts,
    address: addressLine(address, '') === '' ? null : address,
    recommendedById: recommendedBy?.id ?? null,
    messengers: values.messengers.flatMap(({ kind, handle }) =>
      handle.trim() === '' ? [] : [{ kind, handle: handle.trim() }],
    ),
    phones: values.phones.flatMap(({ digits, label }) => (digits ? [{ phone: formatPhone(digits), label }] : [])),
  };
}

/** Whether the form says something else than what it began with. */
export function isFormChanged(values: ClientFormValues, start: ClientFormValues): boolean {
  return JSON.stringify(fieldsOf(values)) !== JSON.stringify(fieldsOf(start));
}
