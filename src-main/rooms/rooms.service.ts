import type { z } from 'zod';
import type { RoomId } from '../../src-shared/contract-base.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { fold } from '../../src-shared/kernel/fold.ts';
import type { Room, roomsContract } from '../../src-shared/rooms/rooms.contract.ts';
import type { ScheduleService } from '../schedule/schedule.service.ts';
import type { StaffService } from '../staff/staff.service.ts';
import type { Reader } from '../store/executor.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { type RoomRow, findRoom, insertRoom, readRooms, updateRoom } from './rooms.repository.ts';

type Contract = typeof roomsContract;
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;

/** Rooms and work places with their capacity (A4). */
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
    return readRooms(this.#deps.store.reader)
      .filter((row) => withArchived || row.is_archived === 0)
      .map((row) => ({
        id: row.id as RoomId,
        name: row.name,
        capacity: row.capacity,
        position: row.position,
        isArchived: row.is_archived === 1,
        version: row.version,
      }));
  }

  /** @throws DomainError ALREADY_EXISTS */
  create(caller: Caller, input: Input<'create'>): { commandId: number | null; roomId: RoomId } {
    const { value, commandId } = this.#run(caller, 'rooms.create', (tx) => {
      assertNameFree(tx, input.name, null);
      const position = (readRooms(tx).at(-1)?.position ?? 0) + 1;
      tx.summary = { key: 'rooms.create', values: { name: input.name } };
      return insertRoom(tx, { name: input.name, capacity: input.capacity, position });
    });
    return { commandId, roomId: value as RoomId };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, ALREADY_EXISTS */
  update(caller: Caller, input: Input<'update'>): { commandId: number | null; version: number } {
    const { value, commandId } = this.#run(caller, 'rooms.update', (tx) => {
      const row = requireRoom(tx, input.roomId);
      assertVersion(input.version, row.version, 'room');
      const { name = row.name, capacity = row.capacity } = input.values;
      if (name === row.name && capacity === row.capacity) return row.version;
      if (row.is_archived === 0) assertNameFree(tx, name, row.id);
      updateRoom(tx, row.id, { name, capacity, version: row.version + 1 });
      tx.summary = { key: 'rooms.update', values: { name } };
      return row.version + 1;
    });
    return { commandId, version: value };
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
        const ahead = this.#schedule.visitsAhead(tx, { roomId: row.id });
        if (ahead.count > 0) throw new DomainError('CONFLICT', { what: 'room', name: row.name, ...ahead });
        this.#staff.forgetRoom(tx, row.id);
      } else assertNameFree(tx, row.name, row.id);
      updateRoom(tx, row.id, { is_archived: input.isArchived ? 1 : 0, version: row.version + 1 });
      tx.summary = { key: name, values: { name: row.name } };
    });
    return { commandId };
  }

  #run<T>(caller: Caller, name: string, body: (tx: Tx) => T) {
    return this.#deps.store.work.run(caller.actor(this.#deps.clock), name, body);
  }
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
