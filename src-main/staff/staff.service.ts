import type { z } from 'zod';
import type { RoomId, StaffId } from '../../src-shared/contract-base.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { formatPhone, maskPhone, phoneDigits } from '../../src-shared/kernel/fold.ts';
import type { Role } from '../../src-shared/access/access.rules.ts';
import type { FileId } from '../../src-shared/files/files.contract.ts';
import type { JobPositionId, LevelId, StaffMember, staffContract } from '../../src-shared/staff/staff.contract.ts';
import { personName } from '../../src-shared/staff/staff.rules.ts';
import type { ScheduleService } from '../schedule/schedule.service.ts';
import type { ServicesService, StaffTerms } from '../services/services.service.ts';
import type { Reader } from '../store/executor.ts';
import { isSame, patched } from '../store/patch.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import {
  type StaffRow,
  findStaff,
  hasActiveRoom,
  insertStaff,
  readLevels,
  readPositions,
  readRoomIds,
  readStaff,
  readStaffOfRoom,
  replaceRoomIds,
  updateStaff,
} from './staff.repository.ts';

type Contract = typeof staffContract;
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
type StaffFields = Input<'create'>;

/** The people who work in the salon. */
export class StaffService {
  readonly #deps: ServiceDeps;
  readonly #schedule: ScheduleService;
  readonly #services: ServicesService;

  constructor(deps: ServiceDeps, schedule: ScheduleService, services: ServicesService) {
    this.#deps = deps;
    this.#schedule = schedule;
    this.#services = services;
  }

  /**
   * Everybody in the order of the journal.
   *
   * Phones are masked without see_phones; addresses, birthdays and other contacts are for those who edit the catalogue or
   * manage users, and for the master themself; notes only for those who edit the catalogue.
   */
  list(caller: Caller, withArchived: boolean): StaffMember[] {
    const { reader } = this.#deps.store;
    const terms = this.#services.termsByStaff(reader);
    const rooms = readRoomIds(reader);
    const roles = new Map(readPositions(reader).map((row) => [row.id, row.role]));
    const levels = new Map(readLevels(reader).map((row) => [row.id, row.name]));
    const seesPhones = caller.can('see_phones');
    const seesContacts = caller.can('edit_catalogue') || caller.can('manage_users');
    const seesNotes = caller.can('edit_catalogue');
    return readStaff(reader)
      .filter((row) => withArchived || row.is_archived === 0)
      .map((row) => {
        const digits = row.phone_digits;
        const isOwn = caller.staffId === row.id;
        return {
          ...toFields(row, rooms.get(row.id)),
          ...(seesContacts || isOwn ? {} : { email: null, messenger: '', address: '', birthday: null }),
          phone: digits === null ? null : seesPhones ? formatPhone(digits) : maskPhone(digits),
          note: seesNotes ? row.note : '',
          id: row.id as StaffId,
          position: row.position,
          isArchived: row.is_archived === 1,
          version: row.version,
          levelName: levels.get(row.level_id ?? 0) ?? row.level,
          positionRole: (roles.get(row.job_position_id ?? 0) ?? null) as Role | null,
          photoFileId: row.photo_file_id as FileId | null,
          services: [...(terms.get(row.id) ?? [])],
        };
      });
  }

  /** Levels that a master may be given. */
  levels(): { id: LevelId; name: string }[] {
    return readLevels(this.#deps.store.reader)
      .filter((row) => row.is_archived === 0)
      .map(({ id, name }) => ({ id: id as LevelId, name }));
  }

  /** @throws DomainError NOT_FOUND (room, position, level), INVALID_INPUT (phone, dates) */
  create(caller: Caller, input: StaffFields): { commandId: number | null; staffId: StaffId } {
    const { value, commandId } = this.#run(caller, 'staff.create', (tx) => {
      const columns = toColumns(tx, input, null);
      assertRooms(tx, input.roomIds, []);
      const position = Math.max(0, ...readStaff(tx).map((row) => row.position)) + 1;
      tx.summary = { key: 'staff.create', values: { name: personName(input, 'firstLast') } };
      const id = insertStaff(tx, { ...columns, position });
      replaceRoomIds(tx, id, input.roomIds);
      return id;
    });
    return { commandId, staffId: value as StaffId };
  }

  /** @throws DomainError NOT_FOUND, STALE_VERSION, INVALID_INPUT (phone, dates) */
  update(caller: Caller, input: Input<'update'>): { commandId: number | null; version: number } {
    const { value, commandId } = this.#run(caller, 'staff.update', (tx) => {
      const row = requireStaff(tx, input.staffId);
      assertVersion(input.version, row.version, 'staff');
      const roomIds = readRoomIds(tx).get(row.id) ?? [];
      const before = toFields(row, roomIds);
      const after = patched(before, input.values);
      const columns = toColumns(tx, after, row);
      assertRooms(tx, after.roomIds, roomIds);
      const areRoomsSame = isSame(after.roomIds.toSorted(byNumber), roomIds.toSorted(byNumber));
      if (areRoomsSame && isSame(toColumns(tx, before, row), columns)) return row.version;
      if (!areRoomsSame) replaceRoomIds(tx, row.id, after.roomIds);
      updateStaff(tx, row.id, { ...columns, version: row.version + 1 });
      tx.summary = { key: 'staff.update', values: { name: personName(after, 'firstLast') } };
      return row.version + 1;
    });
    return { commandId, version: value };
  }

  /**
   * Takes a master out of the journal or back; their past stays readable.
   *
   * @throws DomainError NOT_FOUND, STALE_VERSION, CONFLICT (data.count visits ahead, data.lastDate)
   */
  setArchived(caller: Caller, input: Input<'setArchived'>): { commandId: number | null } {
    const name = input.isArchived ? 'staff.archive' : 'staff.unarchive';
    const { commandId } = this.#run(caller, name, (tx) => {
      const row = requireStaff(tx, input.staffId);
      assertVersion(input.version, row.version, 'staff');
      if ((row.is_archived === 1) === input.isArchived) return;
      const fullName = nameOf(row);
      if (input.isArchived) {
        const ahead = this.#schedule.visitsAhead(tx, { staffId: row.id });
        if (ahead.count > 0) throw new DomainError('CONFLICT', { what: 'staff', name: fullName, ...ahead });
      }
      updateStaff(tx, row.id, { is_archived: input.isArchived ? 1 : 0, version: row.version + 1 });
      tx.summary = { key: name, values: { name: fullName } };
    });
    return { commandId };
  }

  /** Replaces what a master does. @throws DomainError NOT_FOUND, INVALID_INPUT */
  setServices(
    caller: Caller,
    input: { staffId: number; services: readonly StaffTerms[] },
  ): {
    commandId: number | null;
  } {
    const { commandId } = this.#run(caller, 'staff.setServices', (tx) => {
      const row = requireStaff(tx, input.staffId);
      this.#services.writeTermsOf(tx, row.id, input.services);
      tx.summary = { key: 'staff.setServices', values: { name: nameOf(row) } };
    });
    return { commandId };
  }

  /** New order of the journal's columns; people not named keep their order after the named ones. @throws NOT_FOUND */
  reorder(caller: Caller, staffIds: readonly number[]): { commandId: number | null } {
    const { commandId } = this.#run(caller, 'staff.reorder', (tx) => {
      const rest = new Map(readStaff(tx).map((row) => [row.id, row]));
      const ordered: StaffRow[] = [];
      for (const id of staffIds) {
        const row = rest.get(id);
        if (!row) throw new DomainError('NOT_FOUND', { what: 'staff', id });
        rest.delete(id);
        ordered.push(row);
      }
      [...ordered, ...rest.values()].forEach((row, index) => {
        if (row.position !== index + 1) updateStaff(tx, row.id, { position: index + 1 });
      });
      tx.summary = { key: 'staff.reorder' };
    });
    return { commandId };
  }

  /** Takes a room away as the usual one of whoever has it, inside a running unit of work. */
  forgetRoom(tx: Tx, roomId: number): void {
    for (const row of readStaffOfRoom(tx, roomId)) {
      updateStaff(tx, row.id, { default_room_id: null, version: row.version + 1 });
    }
  }

  #run<T>(caller: Caller, name: string, body: (tx: Tx) => T) {
    return this.#deps.store.work.run(caller.actor(this.#deps.clock), name, body);
  }
}

const byNumber = (a: number, b: number): number => a - b;

/** The name in sentences of the log. */
export function nameOf(row: { readonly first_name: string; readonly last_name: string }): string {
  return personName({ firstName: row.first_name, lastName: row.last_name }, 'firstLast');
}

function toFields(row: StaffRow, roomIds: readonly number[] = []): StaffFields {
  return {
    firstName: row.first_name,
    lastName: row.last_name,
    middleName: row.middle_name ?? '',
    jobTitle: row.job_title,
    jobPositionId: row.job_position_id as JobPositionId | null,
    level: row.level,
    levelId: row.level_id as LevelId | null,
    colour: row.colour as StaffFields['colour'],
    phone: row.phone_digits,
    email: row.email,
    messenger: row.messenger ?? '',
    address: row.address ?? '',
    birthday: row.birthday,
    hiredOn: row.hired_on,
    leftOn: row.left_on,
    defaultRoomId: row.default_room_id as RoomId | null,
    roomIds: [...roomIds] as RoomId[],
    isGapBookable: row.is_gap_bookable === null ? null : row.is_gap_bookable === 1,
    note: row.note,
  };
}

function toColumns(reader: Reader, fields: StaffFields, known: StaffRow | null) {
  const { birthday, defaultRoomId, hiredOn, isGapBookable, jobPositionId, leftOn, levelId } = fields;
  if (hiredOn !== null && leftOn !== null && leftOn < hiredOn) {
    throw new DomainError('INVALID_INPUT', { field: 'leftOn', fault: 'BEFORE_HIRED' });
  }
  // What was archived meanwhile may stay where it is, but is not given anew.
  if (defaultRoomId !== null && defaultRoomId !== known?.default_room_id && !hasActiveRoom(reader, defaultRoomId)) {
    throw new DomainError('NOT_FOUND', { what: 'room', id: defaultRoomId });
  }
  const position = readPositions(reader).find(({ id }) => id === jobPositionId);
  if (jobPositionId !== null && jobPositionId !== known?.job_position_id && position?.is_archived !== 0) {
    throw new DomainError('NOT_FOUND', { what: 'jobPosition', id: jobPositionId });
  }
  const level = readLevels(reader).find(({ id }) => id === levelId);
  if (levelId !== null && levelId !== known?.level_id && level?.is_archived !== 0) {
    throw new DomainError('NOT_FOUND', { what: 'level', id: levelId });
  }
  return {
    first_name: fields.firstName,
    last_name: fields.lastName,
    middle_name: fields.middleName || null,
    job_title: fields.jobTitle || (position?.name ?? ''),
    job_position_id: jobPositionId,
    level: fields.level,
    level_id: levelId,
    colour: fields.colour,
    phone_digits: toDigits(fields.phone, known?.phone_digits ?? null),
    email: fields.email || null,
    messenger: fields.messenger || null,
    address: fields.address || null,
    birthday,
    hired_on: hiredOn,
    left_on: leftOn,
    default_room_id: defaultRoomId,
    is_gap_bookable: isGapBookable === null ? null : isGapBookable ? (1 as const) : (0 as const),
    note: fields.note,
  };
}

function assertRooms(reader: Reader, roomIds: readonly number[], known: readonly number[]): void {
  if (new Set(roomIds).size !== roomIds.length) {
    throw new DomainError('INVALID_INPUT', { field: 'roomIds', fault: 'DUPLICATE' });
  }
  for (const id of roomIds) {
    if (!known.includes(id) && !hasActiveRoom(reader, id)) throw new DomainError('NOT_FOUND', { what: 'room', id });
  }
}

function toDigits(phone: string | null, known: string | null): string | null {
  if (phone === null || phone === '') return null;
  if (phone === known) return known;
  const digits = phoneDigits(phone);
  if (digits === null) throw new DomainError('INVALID_INPUT', { field: 'phone', fault: 'NOT_A_PHONE' });
  return digits;
}

/** @throws DomainError NOT_FOUND */
export function requireStaff(reader: Reader, id: number): StaffRow {
  const row = findStaff(reader, id);
  if (!row) throw new DomainError('NOT_FOUND', { what: 'staff', id });
  return row;
}
