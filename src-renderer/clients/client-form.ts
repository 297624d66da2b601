import type { ClientCard, ClientFields } from '../../src-shared/clients/clients.contract.ts';
import { formatPhone, phoneDigits } from '../../src-shared/kernel/fold.ts';

/** One phone of the form; `key` tells the rows apart while they are edited. */
export interface PhoneValue {
  readonly key: number;
  readonly digits: string | null;
  readonly label: string;
}

/** What the form of a client holds. */
export interface ClientFormValues extends Omit<ClientFields, 'phones' | 'email' | 'source'> {
  readonly email: string;
  readonly source: string;
  readonly phones: readonly PhoneValue[];
}

let lastKey = 0;

/** An empty row for a phone. */
export function newPhone(phone = ''): PhoneValue {
  lastKey += 1;
  return { key: lastKey, digits: phoneDigits(phone), label: '' };
}

/** What the form begins with: a card, or what was typed into the search. */
export function initialValues(card: ClientCard | null, typed: Partial<TypedStart> = {}): ClientFormValues {
  if (!card) {
    return {
      firstName: typed.firstName ?? '',
      lastName: typed.lastName ?? '',
      middleName: '',
      sex: null,
      birthday: null,
      email: '',
      source: '',
      allergy: '',
      note: '',
      priceListId: null,
      phones: [newPhone(typed.phone)],
    };
  }
  const { firstName, lastName, middleName, sex, birthday, email, source, allergy, note, priceListId } = card;
  const phones = card.phones.map(({ phone, label }) => ({ ...newPhone(phone), label }));
  return {
    firstName,
    lastName,
    middleName,
    sex,
    birthday,
    email: email ?? '',
    source: source ?? '',
    allergy,
    note,
    priceListId,
    phones: phones.length > 0 ? phones : [newPhone()],
  };
}

interface TypedStart {
  readonly firstName: string;
  readonly lastName: string;
  readonly phone: string;
}

/** The fields as the contract takes them; rows without a number are left out. */
export function fieldsOf(values: ClientFormValues): ClientFields {
  return {
    ...values,
    email: values.email.trim() || null,
    source: values.source.trim() || null,
    phones: values.phones.flatMap(({ digits, label }) => (digits ? [{ phone: formatPhone(digits), label }] : [])),
  };
}

/** Whether the form says something else than what it began with. */
export function isFormChanged(values: ClientFormValues, start: ClientFormValues): boolean {
  return JSON.stringify(fieldsOf(values)) !== JSON.stringify(fieldsOf(start));
}
