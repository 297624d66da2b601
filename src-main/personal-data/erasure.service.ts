import { goneBy } from '../../src-shared/backup/backup.rules.ts';
import type { BackupInfo } from '../../src-shared/backup/backup.contract.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { formatMinute } from '../../src-shared/kernel/wall-time.ts';
import type {
  CopyHolding,
  DataRequest,
  ErasureObstacle,
} from '../../src-shared/personal-data/personal-data.contract.ts';
import { DATA_CATEGORIES, type DataCategory, isSameName } from '../../src-shared/personal-data/personal-data.rules.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import { eraseLoggedValues, eraseOwnValues, type ErasedRows, withSecureDelete } from '../store/erasure.ts';
import type { LogEvidence } from '../store/erasure-evidence.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { ActorContext, Tx } from '../store/unit-of-work.ts';
import { findPerson } from './consents.repository.ts';
import {
  type ObstacleRow,
  type PersonalRows,
  collectPersonalRows,
  countPersonal,
  dropDrafts,
  eraseEmptyFamilies,
  eraseRows,
  filterUnusedContents,
  readContents,
  readErased,
  readFamilies,
  readInstallation,
  readLiveSeries,
  readMergedInto,
  readOpenEntries,
  readOrigin,
  readVisitsAhead,
} from './erasure.repository.ts';
import type { ErasureEntry, ErasureList } from './erasure-list.ts';
import { livingPerson, personName } from './person.ts';
import { loggedColumns } from './personal-tables.ts';
import { personalWords, redactTexts } from './personal-words.ts';
import { findOpenRequest, findRequest, finishRequest, insertRequest, readRequestsOf } from './requests.repository.ts';

/** What an act of destruction keeps (D6): no personal value stands in it. */
export interface ErasureAct {
  readonly clientIds: readonly number[];
  readonly erasedAtMs: number;
  /** Name of who did it; null = the program, after the restore of an older copy. */
  readonly by: string | null;
  readonly isAgain: boolean;
  readonly categories: readonly { readonly category: DataCategory; readonly records: number }[];
  readonly visitsKept: number;
  /** Contents of files that were removed from the disk. */
  readonly contents: number;
  readonly copies: readonly CopyHolding[];
  readonly log: LogEvidence;
}

/** What is open of a client and stands in the way of an erasure; the till adds debts, deposits and the like (D4). */
export type ObstacleCheck = (reader: Reader, clientIds: readonly number[]) => ErasureObstacle[];

export interface ErasureNeighbours {
  readonly settings: SettingsService;
  readonly list: ErasureList;
  /** Copies of the salon's file that exist now. */
  readonly copies: () => readonly BackupInfo[];
  /** Removes contents of client files from the disk, by their digests. */
  readonly removeContents?: (digests: readonly string[]) => void;
}

/** Makes clients nameless for ever, and keeps them so (D4-D8; docs/adr/0006). */
export class ErasureService {
  readonly #deps: ServiceDeps;
  readonly #near: ErasureNeighbours;
  readonly #checks: ObstacleCheck[] = [];
  readonly #lapses: ((tx: Tx, clientId: number) => void)[] = [];

  constructor(deps: ServiceDeps, neighbours: ErasureNeighbours) {
    this.#deps = deps;
    this.#near = neighbours;
    this.#checks.push((reader, ids) => this.#openBookings(reader, ids));
  }

  /** Lets a feature refuse an erasure while something of its own is open: a debt, a deposit, a certificate (D4). */
  addCheck(check: ObstacleCheck): void {
    this.#checks.push(check);
  }

  /** Lets a feature end what a nameless person cannot have, in the same unit of work: bonuses, a card (D5). */
  addLapse(lapse: (tx: Tx, clientId: number) => void): void {
    this.#lapses.push(lapse);
  }

  /** What an erasure would do and what stands in its way. @throws DomainError NOT_FOUND, CONFLICT */
  check(clientId: number) {
    const { store } = this.#deps;
    const { reader } = store;
    const person = findPerson(reader, clientId);
    if (!person) throw new DomainError('NOT_FOUND', { what: 'client', id: clientId });
    const rows = collectPersonalRows(reader, store, clientId);
    return {
      clientName: personName(person, this.#near.settings.now().nameOrder),
      obstacles: this.#obstacles(reader, clientId),
      categories: categoriesOf(reader, rows),
      visitsKept: liveOf(rows, 'visits'),
      copies: this.#copies(person.created_at_ms),
    };
  }

  /**
   * Erases after the checks (D4, D5); `name` is what the person typed to be sure.
   *
   * @throws DomainError NOT_FOUND, CONFLICT, INVALID_INPUT, ERASURE_BLOCKED
   */
  erase(
    caller: Caller,
    { clientId, name }: { clientId: number; name: string },
  ): { requestId: DataRequest['id']; commandId: number | null } {
    const { store, clock } = this.#deps;
    const { nameOrder } = this.#near.settings.now();
    return this.#run(caller.actor(clock), 'personalData.erase', clientId, caller.name, (tx) => {
      const person = livingPerson(tx, clientId);
      const names = [personName(person, nameOrder), personName(person, nameOrder, true)];
      if (!names.some((one) => isSameName(name, one))) {
        throw new DomainError('INVALID_INPUT', { field: 'name', reason: 'NOT_THE_NAME' });
      }
      const obstacles = this.#obstacles(store.reader, clientId);
      if (obstacles.length === 0) return;
      const kinds = [...new Set(obstacles.map((obstacle) => obstacle.kind))];
      throw new DomainError('ERASURE_BLOCKED', { count: obstacles.length, kinds });
    });
  }

  /**
   * Forgets again whom an older copy has brought back (D6), and writes down who was forgotten here; runs at every start.
   *
   * @returns numbers of the clients that were made nameless again
   */
  eraseAgain(): number[] {
    const { store, clock, logger } = this.#deps;
    const installation = readInstallation(store.reader);
    const again: number[] = [];
    for (const entry of this.#near.list.read()) {
      if (entry.installation !== installation || !this.#isBack(entry)) continue;
      const context: ActorContext = { actorId: null, device: 'program', nowMs: clock.nowMs() };
      this.#run(context, 'personalData.eraseAgain', entry.clientId, null, () => undefined);
      again.push(entry.clientId);
    }
    if (again.length > 0) logger.warn({ clients: again }, 'an older copy brought erased clients back: erased again');
    this.#writeList();
    return again;
  }

  #isBack(entry: ErasureEntry): boolean {
    const { store } = this.#deps;
    const person = findPerson(store.reader, entry.clientId);
    if (!person || person.erased_at_ms !== null) return false;
    return readOrigin(store.reader, this.#clientsNo(), entry.clientId) === entry.origin;
  }

  #run(
    context: ActorContext,
    command: 'personalData.erase' | 'personalData.eraseAgain',
    clientId: number,
    by: string | null,
    admit: (tx: Tx) => void,
  ): { requestId: DataRequest['id']; commandId: number | null } {
    const { store } = this.#deps;
    let own: { actId: number; targets: ErasedRows[] } | null = null;
    let unused: string[] = [];
    const { value, commandId } = withSecureDelete(store, () =>
      store.work.run(
        context,
        command,
        (tx) => {
          admit(tx);
          for (const lapse of this.#lapses) lapse(tx, clientId);
          const erased = this.#eraseInside(tx, clientId, by);
          own = erased;
          unused = erased.unused;
          tx.summary = { key: command, values: { client: labelOf(clientId) } };
          return erased.actId;
        },
        {
          beforeCommit: (tx) => {
            if (own) eraseOwnValues(tx, store, own.actId, own.targets);
          },
        },
      ),
    );
    this.#removeContents(unused);
    this.#writeList();
    return { requestId: value as DataRequest['id'], commandId };
  }

  #eraseInside(
    tx: Tx,
    clientId: number,
    by: string | null,
  ): { actId: number; targets: ErasedRows[]; unused: string[] } {
    const { store } = this.#deps;
    const settings = this.#near.settings.now();
    const person = findPerson(tx, clientId);
    const rows = collectPersonalRows(tx, store, clientId);
    const clientIds = readMergedInto(tx, clientId);
    const words = personalWords(tx, store, rows, settings.cancelReasons);
    const files = rows.find(({ table }) => table.table === 'client_files');
    const contents = readContents(tx, store.tablesByName.get('client_files')?.no ?? -1, files?.known ?? []);
    dropDrafts(tx, clientIds);
    const families = readFamilies(tx, clientIds);
    const categories = categoriesOf(tx, rows);
    const actId = this.#openAct(tx, clientId);
    this.#withdrawAll(tx, clientIds);
    for (const { table, live } of rows) {
      eraseRows(tx, table, live, { nowMs: tx.context.nowMs, reasons: settings.cancelReasons });
    }
    const targets = targetsOf(rows);
    targets.push({ table: 'families', rowIds: eraseEmptyFamilies(tx, families), columns: ['name'] });
    const label = labelOf(clientId);
    const log = eraseLoggedValues(tx, store, actId, targets, (texts) => redactTexts(words, label, texts));
    const unused = filterUnusedContents(tx, contents);
    const logged = log.values + Object.keys(log.seals).length;
    const act: ErasureAct = {
      clientIds,
      erasedAtMs: tx.context.nowMs,
      by,
      isAgain: by === null,
      categories: logged > 0 ? [...categories, { category: 'log', records: logged }] : categories,
      visitsKept: liveOf(rows, 'visits'),
      contents: unused.length,
      copies: this.#copies(person?.created_at_ms ?? 0),
      log,
    };
    const request = findRequest(tx, actId);
    if (!request) throw new Error(`no request ${actId}`);
    const done = { done_at_ms: tx.context.nowMs, done_by: tx.context.actorId };
    finishRequest(tx, request, { ...done, act_json: JSON.stringify(act) });
    for (const open of readRequestsOf(tx, clientId)) {
      const row = open.done_at_ms === null && open.id !== actId ? findRequest(tx, open.id) : undefined;
      if (row) finishRequest(tx, row, done);
    }
    return { actId, targets, unused };
  }

  /** The client's own open request becomes the act; without one the salon's decision is written down. */
  #openAct(tx: Tx, clientId: number): number {
    const open = findOpenRequest(tx, clientId, 'erasure');
    if (open) return open.id;
    const on = this.#near.settings.today().localDate;
    return insertRequest(tx, { client_id: clientId, kind: 'erasure', requested_on: on, due_on: on, note: '' });
  }

  #withdrawAll(tx: Tx, clientIds: readonly number[]): void {
    tx.runSql(
      `update consents set withdrawn_at_ms = ?, withdrawn_to = ?, version = version + 1
       where withdrawn_at_ms is null and client_id in (select value from json_each(?))`,
      [tx.context.nowMs, tx.context.actorId, JSON.stringify(clientIds)],
    );
  }

  #obstacles(reader: Reader, clientId: number): ErasureObstacle[] {
    const ids = readMergedInto(reader, clientId);
    return this.#checks.flatMap((check) => check(reader, ids));
  }

  #openBookings(reader: Reader, clientIds: readonly number[]): ErasureObstacle[] {
    const today = this.#near.settings.today().localDate;
    const obstacle =
      (kind: ErasureObstacle['kind']) =>
      (row: ObstacleRow): ErasureObstacle => ({
        kind: kind === 'future_visit' && row.group_event_id !== null ? 'group_seat' : kind,
        id: row.id,
        localDate: row.local_date,
        title: [row.start_min === null ? '' : formatMinute(row.start_min), row.services].filter(Boolean).join(' · '),
      });
    return [
      ...readVisitsAhead(reader, clientIds, today).map(obstacle('future_visit')),
      ...readLiveSeries(reader, clientIds, today).map(obstacle('series')),
      ...readOpenEntries(reader, clientIds).map(obstacle('waiting')),
    ];
  }

  /** Copies that hold a client who came to the base at an instant. */
  #copies(createdAtMs: number): CopyHolding[] {
    const all = this.#near.copies();
    const gone = goneBy(all, this.#deps.clock.nowMs());
    return all
      .filter((copy) => copy.createdAtMs >= createdAtMs)
      .map((copy) => ({ id: copy.id, createdAtMs: copy.createdAtMs, goneByMs: gone.get(copy.id) ?? null }));
  }

  /** What cannot be removed now is removed by the next sweep: no row names it any more. */
  #removeContents(digests: readonly string[]): void {
    try {
      if (digests.length > 0) this.#near.removeContents?.(digests);
    } catch (error) {
      this.#deps.logger.warn({ error: String(error) }, 'contents of an erased client could not be removed');
    }
  }

  /** A disk that is away must not undo an erasure that is done: the next start writes the list again. */
  #writeList(): void {
    const { store, logger } = this.#deps;
    const installation = readInstallation(store.reader);
    const entries = readErased(store.reader).flatMap(({ id, erased_at_ms: erasedAtMs }): ErasureEntry[] => {
      const origin = readOrigin(store.reader, this.#clientsNo(), id);
      return origin === null ? [] : [{ installation, clientId: id, origin, erasedAtMs }];
    });
    try {
      this.#near.list.add(entries);
    } catch (error) {
      logger.warn({ error: String(error) }, 'the list of erasures could not be written everywhere');
    }
  }

  #clientsNo(): number {
    return this.#deps.store.tablesByName.get('clients')?.no ?? -1;
  }
}

/** How an erased client is called. */
export function labelOf(clientId: number): string {
  return `Клиент #${clientId}`;
}

function targetsOf(rows: readonly PersonalRows[]): ErasedRows[] {
  return rows.map(({ table, known }) => ({ table: table.table, rowIds: known, columns: loggedColumns(table) }));
}

function liveOf(rows: readonly PersonalRows[], table: string): number {
  return rows.find((one) => one.table.table === table)?.live.length ?? 0;
}

/** How many records of each category hold something of the person. */
function categoriesOf(reader: Reader, rows: readonly PersonalRows[]): { category: DataCategory; records: number }[] {
  const counts = new Map<DataCategory, number>();
  for (const own of rows) {
    const { category } = own.table;
    counts.set(category, (counts.get(category) ?? 0) + countPersonal(reader, own));
  }
  return DATA_CATEGORIES.flatMap((category) => {
    const records = counts.get(category) ?? 0;
    return records > 0 ? [{ category, records }] : [];
  });
}
