import { addressLine, messengerHandle } from '../../src-shared/clients/client-card.rules.ts';
import {
  type ClientAddress,
  type ClientFields,
  clientAddress,
} from '../../src-shared/clients/client-parts.contract.ts';
import { tidyName } from '../../src-shared/clients/clients.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { phoneDigits } from '../../src-shared/kernel/fold.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { isStaffMember, readCategory, readTag } from './client-marks.repository.ts';
import type { Reader } from '../store/executor.ts';
import {
  type ClientRow,
  type ClientValues,
  type PhoneValues,
  hasPriceList,
  readCardNumberOwner,
  readClient,
} from './clients.repository.ts';

/** What a client without any further word begins with. */
export const EMPTY_CLIENT: Pick<ClientValues, 'first_name'> & Partial<ClientValues> = {
  last_name: '',
  first_name: '',
  middle_name: '',
  sex: null,
  birthday: null,
  email: null,
  source: null,
  allergy: '',
  note: '',
};

/** How far a chain of recommendations is followed to see that it does not come back. */
const LONGEST_CHAIN = 100;

function refuse(field: string, reason: string, value?: string): never {
  throw new DomainError('INVALID_INPUT', { field, reason, ...(value === undefined ? {} : { value }) });
}

/**
 * Turns fields of the form into columns; fields that are absent stay absent.
 *
 * @throws DomainError INVALID_INPUT with the field and the reason
 */
export function columnsOf(input: Partial<ClientFields>, today: LocalDate): Partial<ClientValues> {
  if (input.birthday && input.birthday > today) refuse('birthday', 'IN_FUTURE');
  if (input.email && !/^[^\s@]+@[^\s@]+\.[^\s@.]+$/u.test(input.email)) refuse('email', 'NOT_AN_EMAIL');
  const text = (value: string | null | undefined): string | null | undefined => (value === '' ? null : value);
  const values: Partial<ClientValues> = {
    last_name: input.lastName === undefined ? undefined : tidyName(input.lastName),
    first_name: input.firstName === undefined ? undefined : tidyName(input.firstName),
    middle_name: input.middleName === undefined ? undefined : tidyName(input.middleName),
    sex: input.sex,
    birthday: input.birthday,
    email: text(input.email),
    messengers_json: input.messengers === undefined ? undefined : messengersColumn(input.messengers),
    address: input.address === undefined ? undefined : addressColumn(input.address),
    // An empty text is the default of the newer column's null, so that an untouched card is not written anew.
    allergy: input.allergy,
    contraindication: text(input.contraindication),
    note: input.note,
    card_number: input.cardNumber === undefined ? undefined : input.cardNumber?.replaceAll(/\s/gu, '') || null,
    category_id: input.categoryId,
    price_list_id: input.priceListId,
    personal_discount_bp: input.personalDiscountBp === 0 ? null : input.personalDiscountBp,
    responsible_staff_id: input.responsibleStaffId,
    source: text(input.source),
    learned_from: text(input.learnedFrom),
    decided_by: text(input.decidedBy),
    recommended_by_id: input.recommendedById,
    manual_status: input.manualStatus,
    no_calls_until: input.noCallsUntil,
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/**
 * Refuses what the columns name and what is not there, or is given to nobody new any more.
 *
 * `row` is the client as they are; null for a new one. What a card has already, it keeps.
 *
 * @throws DomainError INVALID_INPUT (field, reason), ALREADY_EXISTS (what cardNumber: who has it)
 */
export function assertReferences(reader: Reader, columns: Partial<ClientValues>, row: ClientRow | null): void {
  const { price_list_id, category_id, responsible_staff_id, recommended_by_id, card_number } = columns;
  if (price_list_id && price_list_id !== row?.price_list_id && !hasPriceList(reader, price_list_id)) {
    refuse('priceListId', 'UNKNOWN');
  }
  if (category_id && category_id !== row?.category_id) {
    const category = readCategory(reader, category_id);
    if (!category) refuse('categoryId', 'UNKNOWN');
    if (category.is_archived === 1) refuse('categoryId', 'ARCHIVED', category.name);
  }
  if (responsible_staff_id && !isStaffMember(reader, responsible_staff_id)) refuse('responsibleStaffId', 'UNKNOWN');
  if (recommended_by_id) assertRecommendation(reader, recommended_by_id, row);
  if (card_number && card_number !== row?.card_number) {
    const owner = readCardNumberOwner(reader, card_number);
    if (owner && owner.id !== row?.id) {
      throw new DomainError('ALREADY_EXISTS', {
        what: 'cardNumber',
        clientId: owner.id,
        name: `${owner.first_name} ${owner.last_name}`.trim(),
      });
    }
  }
}

function assertRecommendation(reader: Reader, byId: number, row: ClientRow | null): void {
  if (byId === row?.id) refuse('recommendedById', 'ONESELF');
  let next: number | null = byId;
  for (let step = 0; next !== null && step < LONGEST_CHAIN; step++) {
    const by: ClientRow | undefined = readClient(reader, next);
    if (!by || (step === 0 && (by.erased_at_ms !== null || by.merged_into_id !== null))) {
      if (step === 0) refuse('recommendedById', 'UNKNOWN');
      return;
    }
    if (row && by.id === row.id) refuse('recommendedById', 'CIRCLE');
    next = by.recommended_by_id;
  }
}

/** Refuses tags that are not there or are archived; `kept` are those the card has. @throws DomainError INVALID_INPUT */
export function assertTags(reader: Reader, tagIds: readonly number[], kept: ReadonlySet<number>): void {
  for (const id of tagIds) {
    if (kept.has(id)) continue;
    const tag = readTag(reader, id);
    if (!tag) refuse('tagIds', 'UNKNOWN');
    if (tag.is_archived === 1) refuse('tagIds', 'ARCHIVED', tag.name);
  }
}

/** Refuses masters who are not there. @throws DomainError INVALID_INPUT */
export function assertStaff(reader: Reader, staffIds: readonly number[]): void {
  for (const id of staffIds) if (!isStaffMember(reader, id)) refuse('preferredStaffIds', 'UNKNOWN');
}

/**
 * Phones as they are kept: digits with the country code, each once.
 *
 * @throws DomainError INVALID_INPUT
 */
export function readInputPhones(phones: ClientFields['phones']): PhoneValues[] {
  const byDigits = new Map<string, PhoneValues>();
  for (const { phone, label } of phones) {
    const digits = phoneDigits(phone);
    if (digits === null) refuse('phone', 'NOT_A_PHONE', phone);
    if (!byDigits.has(digits)) byDigits.set(digits, { digits, label });
  }
  return [...byDigits.values()];
}

function messengersColumn(list: ClientFields['messengers']): string | null {
  const kept = new Map<string, ClientFields['messengers'][number]>();
  for (const { kind, handle: typed } of list) {
    const handle = messengerHandle(kind, typed);
    if (handle === null) refuse('messengers', 'NOT_A_HANDLE', typed);
    kept.set(`${kind} ${handle.toLowerCase()}`, { kind, handle });
  }
  return kept.size === 0 ? null : JSON.stringify([...kept.values()]);
}

/** The accounts of a card. */
export function messengersOf(json: string | null): ClientFields['messengers'] {
  return json === null ? [] : (JSON.parse(json) as ClientFields['messengers']);
}

function addressColumn(address: ClientAddress | null): string | null {
  return address === null || addressLine(address, '') === '' ? null : JSON.stringify(address);
}

/** The address of a card; a plain text, as an import may leave it, is its street. */
export function addressOf(text: string | null): ClientAddress | null {
  if (text === null || text === '') return null;
  if (!text.startsWith('{')) return { ...clientAddress.parse({}), street: text };
  return { ...clientAddress.parse({}), ...(JSON.parse(text) as Partial<ClientAddress>) };
}
