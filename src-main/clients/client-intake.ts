import {
  type ClientChanges,
  type IncomingClient,
  type KnownClient,
  isSameName,
} from '../../src-shared/clients/client-intake.rules.ts';
import { fold } from '../../src-shared/kernel/fold.ts';
import { SWATCHES } from '../../src-shared/services/services.contract.ts';
import type { Reader } from '../store/executor.ts';
import type { Tx } from '../store/unit-of-work.ts';
import {
  insertIncoming,
  insertMark,
  insertPhone,
  linkTag,
  readMarks,
  readOwners,
  updateIncoming,
} from './client-intake.repository.ts';

export { type BaseClient, readBase, readKnown } from './client-intake.repository.ts';

/** The living client with one of these phones and the same name, besides those of `except`; null when there is none. */
export function findSamePerson(reader: Reader, client: IncomingClient, except: ReadonlySet<number>): number | null {
  if (client.phones.length === 0) return null;
  const owner = readOwners(reader, client.phones).find(
    ({ id, ...names }) =>
      !except.has(id) &&
      isSameName({ firstName: names.first_name, lastName: names.last_name, middleName: names.middle_name }, client),
  );
  return owner?.id ?? null;
}

/**
 * Writes clients of a table inside one unit of work, many at once.
 *
 * Tags and categories that are named for the first time are made along.
 */
export class ClientIntake {
  readonly #tx: Tx;
  readonly #tags: Marks;
  readonly #categories: Marks;

  constructor(tx: Tx) {
    this.#tx = tx;
    this.#tags = new Marks(tx, 'client_tags');
    this.#categories = new Marks(tx, 'client_categories');
  }

  /** Makes a client; `createdAtMs` is when the salon first knew them. */
  create(client: IncomingClient, createdAtMs: number): number {
    const { category, address, tags, phones, ...plain } = client;
    const id = insertIncoming(
      this.#tx,
      { ...plain, addressJson: addressJson(address), categoryId: this.#categories.idOf(category) },
      createdAtMs,
    );
    for (const [position, digits] of phones.entries()) insertPhone(this.#tx, id, digits, position);
    for (const name of tags) linkTag(this.#tx, id, this.#tags.idOf(name)!);
    return id;
  }

  /** Changes a known client as `mergeClient` says. */
  change(clientId: number, known: KnownClient, changes: ClientChanges): void {
    const { category, address, tags, phones, ...plain } = changes;
    updateIncoming(this.#tx, clientId, {
      ...plain,
      ...(address === undefined ? {} : { addressJson: addressJson(address) }),
      ...(category === undefined ? {} : { categoryId: this.#categories.idOf(category) }),
    });
    const added = (phones ?? []).filter((digits) => !known.phones.includes(digits));
    for (const [index, digits] of added.entries()) insertPhone(this.#tx, clientId, digits, known.phones.length + index);
    for (const name of tags ?? []) if (!known.tags.includes(name)) linkTag(this.#tx, clientId, this.#tags.idOf(name)!);
  }
}

/** A text without parts is the street; one word without a number is the city. */
function addressJson(text: string | null): string | null {
  if (text === null) return null;
  const isCity = /^(?:г\.?\s*)?\p{L}[\p{L}-]*$/u.test(text);
  const parts = { country: '', region: '', city: '', street: '', house: '', flat: '', postcode: '' };
  return JSON.stringify({ ...parts, ...(isCity ? { city: text } : { street: text }) });
}

/** Tags or categories by name; one that is missing is made. */
class Marks {
  readonly #tx: Tx;
  readonly #table: 'client_tags' | 'client_categories';
  #ids: Map<string, number> | null = null;

  constructor(tx: Tx, table: 'client_tags' | 'client_categories') {
    this.#tx = tx;
    this.#table = table;
  }

  idOf(name: string | null): number | null {
    if (name === null || name === '') return null;
    this.#ids ??= new Map(readMarks(this.#tx, this.#table).map((row) => [fold(row.name), row.id]));
    const known = this.#ids.get(fold(name));
    if (known !== undefined) return known;
    const id = insertMark(this.#tx, this.#table, name, SWATCHES[this.#ids.size % SWATCHES.length]!);
    this.#ids.set(fold(name), id);
    return id;
  }
}
