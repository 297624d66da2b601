import type { z } from 'zod';
import type { RoomId } from '../../src-shared/contract-base.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { fold } from '../../src-shared/kernel/fold.ts';
import type { Room, roomsContract } from '../../src-shared/rooms/rooms.contract.ts';
import type { AffectedVisit } from '../../src-shared/schedule/schedule.contract.ts';
import type { ScheduleService } from '../schedule/schedule.service.ts';
import type { StaffService } from '../staff/staff.service.ts';
import type { Reader } from '../store/executor.ts';
import { isSame, patched } from '../store/patch.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import {
  type RoomLinks,
  type RoomRow,
  findRoom,
  insertRoom,
  readLinks,
  readRooms,
  unknownId,
  updateRoom,
  writeLinks,
} from './rooms.repository.ts';

type Contract = typeof roomsContract;
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;

type RoomFields = Input<'create'>;
/** A new room: a name, and what differs from one place that is open whenever somebody works. */
type NewRoom = Pick<RoomFields, 'name'> & Partial<RoomFields>;

const EMPTY: Omit<RoomFields, 'name'> = {
  kind: 'room',
  capacity: 1,
  weekHours: null,
  note: '',
  serviceIds: [],
  staffIds: [],
};

/** Rooms, work places and equipment with their capacity (A4). */
export class RoomsService {
  readonly #deps: ServiceDeps;
  readonly #schedule: ScheduleService;
  readonly #staff: StaffService;

  constructor(deps: ServiceDeps, schedule: ScheduleService, staff: StaffService) {
    this.#deps = deps;
    this.#schedule = schedule;
    this.#staff = staff;
  }

  list(withArchived: boolean): Room[] {
    const { reader } = this.#deps.store;
    const links = readLinks(reader);
    return readRooms(reader)
      .filter((row) => withArchived || row.is_archived === 0)
      .map((row) => ({
        ...fieldsOf(row, links.of(row.id)),
        id: row.id as RoomId,
        position: row.position,
        isArchived: row.is_archived === 1,
        version: row.version,
      }));
  }

  /** @throws DomainError NOT_FOUND (service, staff), ALREADY_EXISTS */
  create(caller: Caller, input: NewRoom): { commandId: number | null; roomId: RoomId } {
    const { value, commandId } = this.#run(caller, 'rooms.create', (tx) => {
      const fields = { ...EMPTY, ...input };
      assertNameFree(tx, fields.name, null);
      assertLinks(tx, fields);
      const position = (readRooms(tx).at(-1)?.position ?? 0) + 1;
      tx.summary = { key: 'rooms.create', values: { name: fields.name } };
      const id = insertRoom(tx, { ...columnsOf(fields), position });
      writeLinks(tx, id, fields);
      return id;
    });
    return { commandId, roomId: value as RoomId };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, ALREADY_EXISTS, CONFLICT (another kind with visits ahead) */
  update(caller: Caller, input: Input<'update'>): { commandId: number | null; version: number } {
    const { value, commandId } = this.#run(caller, 'rooms.update', (tx) => {
      const row = requireRoom(tx, input.roomId);
      assertVersion(input.version, row.version, 'room');
      const before = fieldsOf(row, readLinks(tx).of(row.id));
      const after = patched(before, input.values);
      if (isSame(before, after)) return row.version;
      if (row.is_archived === 0) assertNameFree(tx, after.name, row.id);
      if (after.kind !== before.kind) this.#assertNoVisitsAhead(tx, row);
      assertLinks(tx, after);
      writeLinks(tx, row.id, after);
      updateRoom(tx, row.id, { ...columnsOf(after), version: row.version + 1 });
      tx.summary = { key: 'rooms.update', values: { name: after.name } };
      return row.version + 1;
    });
    return { commandId, version: value };
  }

  /** Bookings ahead that other hours of a room would leave outside (A4). @throws DomainError NOT_FOUND */
  previewHours({ roomId, weekHours }: Input<'previewHours'>): AffectedVisit[] {
    const { reader } = this.#deps.store;
    const { hours_json: json } = requireRoom(reader, roomId);
    const before = json === null ? null : (JSON.parse(json) as RoomFields['weekHours']);
    return this.#schedule.outsideRoomHours(roomId, before, weekHours);
  }

  /** New order of the rooms; those not named keep their order after the named ones. @throws DomainError NOT_FOUND */
  reorder(caller: Caller, roomIds: readonly number[]): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'rooms.reorder', (tx) => {
      const rest = new Map(readRooms(tx).map((row) => [row.id, row]));
      const ordered = roomIds.map((id) => {
        const row = rest.get(id);
        if (!row) throw new DomainError('NOT_FOUND', { what: 'room', id });
        rest.delete(id);
        return row;
      });
      [...ordered, ...rest.values()].forEach((row, index) => {
        if (row.position !== index + 1) updateRoom(tx, row.id, { position: index + 1 });
      });
      tx.summary = { key: 'rooms.reorder' };
    });
    return { commandId };
  }

  /**
   * Takes a room out of use or back. It stops being anybody's usual room.
   *
   * @throws DomainError NOT_FOUND, STALE_VERSION, ALREADY_EXISTS (back), CONFLICT (data.count visits ahead, data.lastDate)
   */
  setArchived(caller: Caller, input: Input<'setArchived'>): { commandId: number | null } {
    const name = input.isArchived ? 'rooms.archive' : 'rooms.unarchive';
    const { commandId } = this.#run(caller, name, (tx) => {
      const row = requireRoom(tx, input.roomId);
      assertVersion(input.version, row.version, 'room');
      if ((row.is_archived === 1) === input.isArchived) return;
      if (input.isArchived) {
        this.#assertNoVisitsAhead(tx, row);
        this.#staff.forgetRoom(tx, row.id);
      } else assertNameFree(tx, row.name, row.id);
      updateRoom(tx, row.id, { is_archived: input.isArchived ? 1 : 0, version: row.version + 1 });
      tx.summary = { key: name, values: { name: row.name } };
    });
    return { commandId };
  }

  #assertNoVisitsAhead(tx: Tx, row: RoomRow): void {
    const ahead = this.#schedule.visitsAhead(tx, { roomId: row.id });
    if (ahead.count > 0) throw new DomainError('CONFLICT', { what: 'room', name: row.name, ...ahead });
  }

  #run<T>(caller: Caller, name: string, body: (tx: Tx) => T) {
    return this.#deps.store.work.run(caller.actor(this.#deps.clock), name, body);
  }
}

function fieldsOf(row: RoomRow, links: RoomLinks): RoomFields {
  return {
    name: row.name,
    kind: row.kind ?? 'room',
    capacity: row.capacity,
    weekHours: row.hours_json === null ? null : (JSON.parse(row.hours_json) as RoomFields['weekHours']),
    note: row.note ?? '',
    serviceIds: [...links.serviceIds] as RoomFields['serviceIds'],
    staffIds: [...links.staffIds] as RoomFields['staffIds'],
  };
}

function columnsOf({ name, kind, capacity, weekHours, note }: RoomFields) {
  return {
    name,
    capacity,
    // A room as before the columns were added keeps its nulls.
    kind: kind === 'room' ? null : kind,
    hours_json: weekHours === null ? null : JSON.stringify(weekHours),
    note: note === '' ? null : note,
  };
}

function assertLinks(reader: Reader, { serviceIds, staffIds }: RoomFields): void {
  const service = unknownId(reader, 'services', serviceIds);
  if (service !== null) throw new DomainError('NOT_FOUND', { what: 'service', id: service });
  const master = unknownId(reader, 'staff', staffIds);
  if (master !== null) throw new DomainError('NOT_FOUND', { what: 'staff', id: master });
}

function requireRoom(reader: Reader, id: number): RoomRow {
  const row = findRoom(reader, id);
  if (!row) throw new DomainError('NOT_FOUND', { what: 'room', id });
  return row;
}

function assertNameFree(reader: Reader, name: string, ownId: number | null): void {
  const taken = readRooms(reader).find(
    (row) => row.id !== ownId && row.is_archived === 0 && fold(row.name) === fold(name),
  );
  if (taken) throw new DomainError('ALREADY_EXISTS', { what: 'room', name: taken.name, id: taken.id });
}
