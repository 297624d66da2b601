import { type ClientFields } from '../../src-shared/clients/clients.contract.ts';
import { type NameParts, displayName, tidyName } from '../../src-shared/clients/clients.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { fold, formatPhone, phoneDigits } from '../../src-shared/kernel/fold.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import {
  type ClientRow,
  type ClientValues,
  type PhoneOwner,
  type PhoneValues,
  insertClient,
  readClient,
  readPhoneOwners,
  updateClient,
  writePhones,
} from './clients.repository.ts';

/** A client that a booking makes on the spot; `phone` may be empty. */
export interface NewClient {
  readonly firstName: string;
  readonly lastName: string;
  readonly phone: string;
}

type CreateInput = ClientFields & { readonly allowSamePhone: boolean };

interface UpdateInput {
  readonly clientId: number;
  readonly version: number;
  readonly values: Partial<ClientFields>;
  readonly allowSamePhone: boolean;
}

/** The client base. */
export class ClientsService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;

  constructor(deps: ServiceDeps, settings: SettingsService) {
    this.#deps = deps;
    this.#settings = settings;
  }

  /**
   * Makes a client inside a running unit of work, for a booking.
   *
   * A phone shared with somebody else is accepted (families); the same name with the same phone is the same person, whose
   * id is returned.
   *
   * @throws DomainError INVALID_INPUT (field phone) for a text that is no phone number, (field firstName) without a name
   */
  createInside(tx: Tx, _caller: Caller, input: NewClient): number {
    const firstName = tidyName(input.firstName);
    const lastName = tidyName(input.lastName);
    if (firstName === '') throw new DomainError('INVALID_INPUT', { field: 'firstName', reason: 'REQUIRED' });
    const phones = input.phone.trim() === '' ? [] : readInputPhones([{ phone: input.phone, label: '' }]);
    const same = readPhoneOwners(tx, digitsOf(phones)).find(
      (owner) =>
        owner.is_archived === 0 &&
        fold(owner.first_name) === fold(firstName) &&
        fold(owner.last_name) === fold(lastName),
    );
    if (same) return same.id;
    const id = insertClient(tx, { ...EMPTY, first_name: firstName, last_name: lastName }, tx.context.nowMs);
    writePhones(tx, id, phones);
    return id;
  }

  /**
   * Makes a client.
   *
   * @throws DomainError INVALID_INPUT, ALREADY_EXISTS (data.clientId, data.name: who has the phone)
   */
  create(caller: Caller, input: CreateInput): { commandId: number | null; clientId: number } {
    const values = this.#valuesOf(input);
    const phones = readInputPhones(input.phones);
    const { value, commandId } = this.#deps.store.work.run(caller.actor(this.#deps.clock), 'clients.create', (tx) => {
      if (!input.allowSamePhone) this.#refuseTakenPhones(tx, phones, null);
      const id = insertClient(tx, { ...EMPTY, ...values }, tx.context.nowMs);
      writePhones(tx, id, phones);
      tx.summary = { key: 'clients.create', values: { client: this.#name(input) } };
      return id;
    });
    return { commandId, clientId: value };
  }

  /**
   * Changes what the form shows; fields that are absent stay.
   *
   * @throws DomainError NOT_FOUND, STALE_VERSION, INVALID_INPUT, ALREADY_EXISTS
   */
  update(caller: Caller, input: UpdateInput): { commandId: number | null; version: number } {
    const { clientId } = input;
    const values = this.#valuesOf(input.values);
    const phones = input.values.phones && readInputPhones(input.values.phones);
    const { value, commandId } = this.#deps.store.work.run(caller.actor(this.#deps.clock), 'clients.update', (tx) => {
      const row = mustExist(readClient(tx, clientId), clientId);
      assertVersion(input.version, row.version, 'client');
      if (phones && !input.allowSamePhone) this.#refuseTakenPhones(tx, phones, clientId);
      const arePhonesChanged = phones ? writePhones(tx, clientId, phones) : false;
      const changed = changedValues(row, values);
      if (!arePhonesChanged && Object.keys(changed).length === 0) return row.version;
      updateClient(tx, clientId, row.version + 1, changed);
      tx.summary = { key: 'clients.update', values: { client: this.#rowName({ ...row, ...changed }) } };
      return row.version + 1;
    });
    return { commandId, version: value };
  }

  /**
   * Takes a client out of the lists, or brings them back.
   *
   * @throws DomainError NOT_FOUND, STALE_VERSION
   */
  setArchived(
    caller: Caller,
    input: { clientId: number; version: number; isArchived: boolean },
  ): { commandId: number | null } {
    const { commandId } = this.#deps.store.work.run(caller.actor(this.#deps.clock), 'clients.setArchived', (tx) => {
      const row = mustExist(readClient(tx, input.clientId), input.clientId);
      assertVersion(input.version, row.version, 'client');
      const isArchived = input.isArchived ? 1 : 0;
      if (row.is_archived === isArchived) return;
      updateClient(tx, row.id, row.version + 1, { is_archived: isArchived });
      const key = input.isArchived ? 'clients.archive' : 'clients.restore';
      tx.summary = { key, values: { client: this.#rowName(row) } };
    });
    return { commandId };
  }

  #name(parts: NameParts): string {
    return displayName(parts, this.#settings.now().nameOrder);
  }

  #rowName(row: Pick<ClientRow, 'first_name' | 'last_name'>): string {
    return this.#name({ firstName: row.first_name, lastName: row.last_name });
  }

  #refuseTakenPhones(reader: Reader, phones: readonly PhoneValues[], exceptId: number | null): void {
    const owner: PhoneOwner | undefined = readPhoneOwners(reader, digitsOf(phones)).find(({ id }) => id !== exceptId);
    if (!owner) return;
    throw new DomainError('ALREADY_EXISTS', {
      what: 'client',
      clientId: owner.id,
      name: this.#rowName(owner),
      phone: formatPhone(owner.digits),
    });
  }

  #valuesOf(input: Partial<ClientFields>): Partial<ClientValues> {
    if (input.birthday != null && input.birthday > this.#settings.today().localDate) {
      throw new DomainError('INVALID_INPUT', { field: 'birthday', reason: 'IN_FUTURE' });
    }
    if (input.email && !/^[^\s@]+@[^\s@]+$/u.test(input.email)) {
      throw new DomainError('INVALID_INPUT', { field: 'email', reason: 'NOT_AN_EMAIL' });
    }
    const values: Partial<ClientValues> = {
      last_name: input.lastName === undefined ? undefined : tidyName(input.lastName),
      first_name: input.firstName === undefined ? undefined : tidyName(input.firstName),
      middle_name: input.middleName === undefined ? undefined : tidyName(input.middleName),
      sex: input.sex,
      birthday: input.birthday,
      email: input.email === undefined ? undefined : input.email || null,
      source: input.source === undefined ? undefined : input.source || null,
      allergy: input.allergy,
      note: input.note,
    };
    return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  }
}

const EMPTY: ClientValues = {
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

function digitsOf(phones: readonly PhoneValues[]): string[] {
  return phones.map((phone) => phone.digits);
}

function readInputPhones(phones: ClientFields['phones']): PhoneValues[] {
  const byDigits = new Map<string, PhoneValues>();
  for (const { phone, label } of phones) {
    const digits = phoneDigits(phone);
    if (digits === null)
      throw new DomainError('INVALID_INPUT', { field: 'phone', value: phone, reason: 'NOT_A_PHONE' });
    if (!byDigits.has(digits)) byDigits.set(digits, { digits, label });
  }
  return [...byDigits.values()];
}

function mustExist(row: ClientRow | undefined, clientId: number): ClientRow {
  if (!row) throw new DomainError('NOT_FOUND', { what: 'client', id: clientId });
  return row;
}

function changedValues(row: ClientRow, values: Partial<ClientValues>): Partial<ClientValues> {
  return Object.fromEntries(
    Object.entries(values).filter(([column, value]) => row[column as keyof ClientValues] !== value),
  );
}
