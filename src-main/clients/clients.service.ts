import type { ClientCardValue, ClientFields, ClientHitValue } from '../../src-shared/clients/clients.contract.ts';
import { type NameParts, displayName, tidyName } from '../../src-shared/clients/clients.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { fold, formatPhone, maskPhone, phoneDigits } from '../../src-shared/kernel/fold.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import {
  type CardVisitRow,
  type ClientRow,
  type ClientValues,
  type HitRow,
  type PhoneOwner,
  type PhoneValues,
  countClients,
  hasPriceList,
  insertClient,
  readCardLines,
  readCardVisits,
  readClient,
  readFavourites,
  readHits,
  readListPage,
  readPhoneOwners,
  readPhones,
  readSpentMinor,
  readVisitFigures,
  updateClient,
  writePhones,
} from './clients.repository.ts';
import { ClientFinder } from './client-finder.repository.ts';
import { deriveClientSearch, ensureClientSearch, rebuildClientSearch } from './search-index.repository.ts';
import { type Term, nameMarks, phoneMarks } from '../../src-shared/search/search-text.rules.ts';
import { WordBook } from './word-book.repository.ts';

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
  readonly #finder: ClientFinder;
  /** Sizes of the list, counted once between changes of clients: a count walks through the whole index. */
  readonly #totals = new Map<boolean, number>();

  constructor(deps: ServiceDeps, settings: SettingsService) {
    this.#deps = deps;
    this.#settings = settings;
    this.#finder = new ClientFinder(deps.store.reader, new WordBook());
    ensureClientSearch(deps.store.connection);
    deriveClientSearch(deps.store.work);
    deps.store.work.onCommit((command) => {
      if (command.rows['clients']) this.#totals.clear();
    });
  }

  /**
   * Finds clients by any part of a name or phone, best first.
   *
   * Without the right see_phones phones are masked and digits are not looked for in them, so that nobody can try numbers
   * out.
   */
  search(caller: Caller, input: { query: string; limit: number }): ClientHitValue[] {
    const seesPhones = caller.can('see_phones');
    const { found, digits } = this.#finder.find(input.query, input.limit, seesPhones);
    const terms = new Map(found.map((hit) => [hit.id, hit.terms]));
    return readHits(
      this.#deps.store.reader,
      found.map((hit) => hit.id),
    ).map((row) => this.#hit(row, seesPhones, terms.get(row.id) ?? [], digits));
  }

  /** Clients by their ids, in that order; erased and merged ones are left out. */
  hits(caller: Caller, ids: readonly number[]): ClientHitValue[] {
    const seesPhones = caller.can('see_phones');
    return readHits(this.#deps.store.reader, ids).map((row) => this.#hit(row, seesPhones, [], []));
  }

  /** Clients in order of surname, a page at a time. */
  list(
    caller: Caller,
    input: { offset: number; limit: number; withArchived: boolean },
  ): { clients: ClientHitValue[]; total: number } {
    const { reader } = this.#deps.store;
    const ids = readListPage(reader, input.offset, input.limit, input.withArchived);
    const seesPhones = caller.can('see_phones');
    const total = this.#totals.get(input.withArchived) ?? countClients(reader, input.withArchived);
    this.#totals.set(input.withArchived, total);
    return { clients: readHits(reader, ids).map((row) => this.#hit(row, seesPhones, [], [])), total };
  }

  /**
   * Everything about one client.
   *
   * Without the right see_phones phones are masked and the address of e-mail is left out.
   *
   * @throws DomainError NOT_FOUND
   */
  card(caller: Caller, input: { clientId: number; visitLimit: number }): ClientCardValue {
    const { reader } = this.#deps.store;
    const { clientId } = input;
    const row = mustExist(readClient(reader, clientId), clientId);
    const seesPhones = caller.can('see_phones');
    const figures = readVisitFigures(reader, clientId, this.#settings.today().localDate);
    return {
      id: row.id,
      version: row.version,
      firstName: row.first_name,
      lastName: row.last_name,
      middleName: row.middle_name,
      name: this.#rowName(row),
      sex: row.sex,
      birthday: row.birthday,
      email: seesPhones ? row.email : null,
      source: row.source,
      allergy: row.allergy,
      note: row.note,
      priceListId: row.price_list_id,
      isArchived: row.is_archived === 1,
      createdAtMs: row.created_at_ms,
      phones: readPhones(reader, clientId).map(({ digits, label }) => ({
        phone: seesPhones ? formatPhone(digits) : maskPhone(digits),
        label,
      })),
      stats: {
        visits: figures.came,
        completed: figures.completed,
        noShows: figures.no_shows,
        lateCancels: figures.late_cancels,
        spentMinor: readSpentMinor(reader, clientId),
        lastVisitOn: figures.last_visit_on,
        nextVisitOn: figures.next_visit_on,
        topServiceIds: readFavourites(reader, 'service_id', clientId, 5),
        favouriteStaffId: readFavourites(reader, 'staff_id', clientId, 1)[0] ?? null,
      },
      visits: readCardVisits(reader, clientId, input.visitLimit).map((visit) => this.#cardVisit(visit)),
    };
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

  /** Leaves a client in peace up to a day, inside a running unit of work; NOT_FOUND. */
  stopCallsInside(tx: Tx, clientId: number, until: LocalDate): void {
    const row = mustExist(readClient(tx, clientId), clientId);
    updateClient(tx, clientId, row.version + 1, { no_calls_until: until });
  }

  /**
   * Refuses what names a client who is not there, inside a running unit of work.
   *
   * @throws DomainError NOT_FOUND
   */
  requireInside(tx: Tx, clientId: number): void {
    mustExist(readClient(tx, clientId), clientId);
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
      if (!input.allowSamePhone) this.#refuseTakenPhones(caller, tx, phones);
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
      if (phones && !input.allowSamePhone) {
        // A phone that they share already was agreed to once.
        const known = new Set(readPhones(tx, clientId).map((phone) => phone.digits));
        const added = phones.filter((phone) => !known.has(phone.digits));
        this.#refuseTakenPhones(caller, tx, added);
      }
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

  #cardVisit(visit: CardVisitRow): ClientCardValue['visits'][number] {
    const lines = readCardLines(this.#deps.store.reader, visit.id);
    const staff = lines.map((line) => this.#name({ firstName: line.staff_first, lastName: line.staff_last }));
    return {
      id: visit.id,
      localDate: visit.local_date,
      startMin: lines.reduce((first, line) => Math.min(first, line.start_min), lines[0]?.start_min ?? 0),
      status: visit.status,
      services: lines.map((line) => line.service).join(', '),
      staff: [...new Set(staff)].join(', '),
      priceMinor: lines.reduce((sum, line) => sum + line.price_minor, 0),
      comment: visit.comment,
    };
  }

  #hit(row: HitRow, seesPhones: boolean, terms: readonly Term[], digits: readonly string[]): ClientHitValue {
    const phones = row.phones === '' ? [] : row.phones.split(' ');
    const matched = seesPhones ? phones.find((phone) => phoneMarks(phone, digits) !== null) : undefined;
    const phone = matched ?? phones[0];
    const short = this.#rowName(row);
    const full = this.#fullName(row);
    // The patronymic is shown only when it is what was found.
    const shortMarks = nameMarks(short, terms);
    return {
      id: row.id,
      name: shortMarks ? short : full,
      phone: phone === undefined ? null : seesPhones ? formatPhone(phone) : maskPhone(phone),
      nameMarks: shortMarks ?? nameMarks(full, terms) ?? [],
      phoneMarks: matched === undefined ? [] : (phoneMarks(matched, digits) ?? []),
      allergy: row.allergy,
      visits: row.visits,
      lastVisitOn: row.came_on || null,
      noShows: row.no_shows,
      isArchived: row.is_archived === 1,
    };
  }

  #fullName(row: Pick<ClientRow, 'first_name' | 'last_name' | 'middle_name'>): string {
    const parts = { firstName: row.first_name, lastName: row.last_name, middleName: row.middle_name };
    return displayName(parts, this.#settings.now().nameOrder, true);
  }

  #name(parts: NameParts): string {
    return displayName(parts, this.#settings.now().nameOrder);
  }

  #rowName(row: Pick<ClientRow, 'first_name' | 'last_name'>): string {
    return this.#name({ firstName: row.first_name, lastName: row.last_name });
  }

  #refuseTakenPhones(caller: Caller, reader: Reader, phones: readonly PhoneValues[]): void {
    const owner: PhoneOwner | undefined = readPhoneOwners(reader, digitsOf(phones))[0];
    if (!owner) return;
    throw new DomainError('ALREADY_EXISTS', {
      what: 'client',
      clientId: owner.id,
      name: this.#rowName(owner),
      phone: caller.can('see_phones') ? formatPhone(owner.digits) : maskPhone(owner.digits),
    });
  }

  #valuesOf(input: Partial<ClientFields>): Partial<ClientValues> {
    if (input.birthday && input.birthday > this.#settings.today().localDate) {
      throw new DomainError('INVALID_INPUT', { field: 'birthday', reason: 'IN_FUTURE' });
    }
    if (input.priceListId && !hasPriceList(this.#deps.store.reader, input.priceListId)) {
      throw new DomainError('INVALID_INPUT', { field: 'priceListId', reason: 'UNKNOWN' });
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
      price_list_id: input.priceListId,
    };
    return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  }
}

const EMPTY: Pick<ClientValues, 'first_name'> & Partial<ClientValues> = {
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

/** Builds the search index of a file anew, after its clients were written in bulk. */
export function rebuildClientIndex(connection: Parameters<typeof rebuildClientSearch>[0]): void {
  rebuildClientSearch(connection);
}
