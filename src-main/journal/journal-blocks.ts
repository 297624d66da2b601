import { displayName } from '../../src-shared/clients/clients.rules.ts';
import type { StaffId, VisitId } from '../../src-shared/contract-base.ts';
import type { Day } from '../../src-shared/journal/journal.contract.ts';
import { DomainError, type DomainErrorData } from '../../src-shared/kernel/errors.ts';
import { addDays, daysBetween } from '../../src-shared/kernel/local-date.ts';
import { formatMinute } from '../../src-shared/kernel/wall-time.ts';
import { OP } from '../store/change-log.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller } from '../store/service.ts';
import type { CommandRow } from '../store/undo.ts';
import type { Tx } from '../store/unit-of-work.ts';
import {
  type BlockOwner,
  type InTheWay,
  isWrittenAfter,
  readBlocksOf,
  readInTheWay,
} from './journal-blocks.repository.ts';
import { type Input, type JournalContext, type Output, moment } from './journal-context.ts';
import * as rows from './journal.repository.ts';

type Place = Input<'blockedVisits'>;
type BlockId = Day['blocks'][number]['id'];

/** The longest closing, in days. */
const MAX_DAYS = 366;

/** Blocks: stretches that a master, a room, a device or a service is closed for (A3, A4). */
export class JournalBlocks {
  readonly #context: JournalContext;

  constructor(context: JournalContext) {
    this.#context = context;
  }

  /**
   * Closes the same stretch on each day of a span, as one command.
   *
   * Visits in the way refuse it; with the right override_conflict and a reason, which is kept with the command, they stay
   * where they are and show as conflicts.
   *
   * @throws DomainError NOT_FOUND, INVALID_INPUT, MASTER_BUSY or ROOM_FULL (data.count: how many stand there), FORBIDDEN
   */
  add(caller: Caller, input: Input<'addBlock'>): Output<'addBlock'> {
    assertPlace(input);
    const { localDate, toDate = localDate, startMin, endMin } = input;
    const who = this.#ownerName(input);
    const { value, commandId } = this.#context.run(caller, 'journal.addBlock', (tx) => {
      const inTheWay = this.#inTheWay(tx, input);
      const [first] = inTheWay;
      if (first) {
        if (input.overrideReason === undefined) throw this.#refusal(tx, input, first, inTheWay.length);
        caller.require('override_conflict');
        tx.reason = input.overrideReason;
      }
      tx.summary = {
        key: 'journal.addBlock',
        values: { who, when: spanText({ localDate, toDate, startMin, endMin }), reason: input.reason },
      };
      const days = daysBetween(localDate, toDate) + 1;
      const blockIds = Array.from({ length: days }, (_, offset) =>
        rows.insertBlock(tx, {
          staff_id: input.staffId,
          room_id: input.roomId,
          service_id: input.serviceId,
          local_date: addDays(localDate, offset),
          start_min: startMin,
          end_min: endMin,
          reason: input.reason,
        }),
      ) as BlockId[];
      return { blockId: blockIds[0]!, blockIds, visits: inTheWay.length };
    });
    return { ...value, commandId };
  }

  /** Who is booked in time that is about to be closed, by time. @throws DomainError INVALID_INPUT */
  visits(place: Place): Output<'blockedVisits'> {
    assertPlace(place);
    const { staff } = this.#context.catalogue();
    const { nameOrder } = this.#context.settings.now();
    return this.#inTheWay(this.#context.deps.store.reader, place).map((item) => {
      const master = staff.get(item.staffId);
      return {
        visitId: item.visitId as VisitId | null,
        localDate: item.localDate,
        startMin: item.startMin,
        endMin: item.endMin,
        staffId: item.staffId as StaffId,
        staffName: master ? displayName(master, nameOrder) : '',
        clientName: item.eventId === null ? displayName(item, nameOrder) : item.title,
        serviceName: item.serviceName,
      };
    });
  }

  /** Closed time of one master, room or service from a day on. @throws DomainError INVALID_INPUT */
  list(input: Input<'blocks'>): Output<'blocks'> {
    const { staffId = null, roomId = null, serviceId = null, fromDate } = input;
    const owner = { staffId, roomId, serviceId };
    assertOneOwner(owner);
    const { reader } = this.#context.deps.store;
    return readBlocksOf(reader, owner, fromDate).map((row) => ({
      id: row.id as BlockId,
      localDate: row.local_date,
      startMin: row.start_min,
      endMin: row.end_min,
      reason: row.reason,
      version: row.version,
      visits: this.#inTheWay(reader, placeOf(row)).length,
    }));
  }

  /** Opens a blocked stretch again. @throws DomainError NOT_FOUND */
  remove(caller: Caller, blockId: number): Output<'removeBlock'> {
    return this.removeAll(caller, [blockId]);
  }

  /** Opens several blocked stretches as one command. @throws DomainError NOT_FOUND */
  removeAll(caller: Caller, blockIds: readonly number[]): Output<'removeBlocks'> {
    const { commandId } = this.#context.run(caller, 'journal.removeBlock', (tx) => {
      const blocks = [...new Set(blockIds)].map((id) => {
        const block = rows.readBlock(tx, id);
        if (!block) throw new DomainError('NOT_FOUND', { what: 'block', id });
        rows.deleteBlock(tx, id);
        return block;
      });
      const first = blocks.toSorted((a, b) => (a.local_date < b.local_date ? -1 : 1))[0]!;
      const last = blocks.reduce(
        (date, block) => (block.local_date > date ? block.local_date : date),
        first.local_date,
      );
      tx.summary = {
        key: 'journal.removeBlock',
        values: {
          who: this.#ownerName(placeOf(first)),
          when: spanText({ ...placeOf(first), toDate: last }),
        },
      };
    });
    return { commandId };
  }

  /**
   * Refuses an undo that closes time which somebody was booked into since (a check for `HistoryService`).
   *
   * Who stood there already when the block was taken away does not stand in the way of bringing it back.
   *
   * @throws DomainError CONFLICT (data.conflict: the code, and everything the conflict itself would say)
   */
  refuseBookedTime(tx: Tx, command: CommandRow): void {
    const { tablesByName } = this.#context.deps.store;
    const blocksNo = tablesByName.get('blocks')?.no;
    for (const change of rows.readCommandChanges(tx, command)) {
      if (change.table_no !== blocksNo || change.op === OP.insert) continue;
      const block = rows.readBlock(tx, change.row_id);
      if (!block) continue;
      const place = placeOf(block);
      const since = command.first_seq + command.change_count - 1;
      const isNew = (name: string, id: number | null): boolean =>
        id !== null && isWrittenAfter(tx, tablesByName.get(name)?.no ?? 0, id, since);
      const newer = this.#inTheWay(tx, place).filter(
        ({ lineId, visitId, eventId }) =>
          isNew('visit_lines', lineId) || isNew('visits', visitId) || isNew('group_events', eventId),
      );
      const [first] = newer;
      if (!first) continue;
      const { code, data } = this.#refusal(tx, place, first, newer.length);
      throw new DomainError('CONFLICT', { ...data, reason: 'slotTaken', conflict: code });
    }
  }

  #inTheWay(reader: Reader, { localDate, toDate = localDate, startMin, endMin, ...owner }: Place): InTheWay[] {
    const { processingReleasesMaster } = this.#context.settings.on(localDate);
    const span = { fromDate: localDate, toDate, minutes: [startMin, endMin] as const };
    const { staffId, roomId, serviceId } = owner;
    return readInTheWay(reader, { staffId, roomId, serviceId }, span, processingReleasesMaster);
  }

  #refusal(reader: Reader, place: Place, first: InTheWay, count: number): DomainError {
    const { staff, rooms } = this.#context.catalogue();
    const { nameOrder } = this.#context.settings.now();
    const lineTableNo = this.#context.deps.store.tablesByName.get('visit_lines')?.no ?? 0;
    const writer = first.lineId === null ? null : rows.readLastWriter(reader, lineTableNo, first.lineId);
    const master = staff.get(first.staffId);
    const code = place.roomId === null ? 'MASTER_BUSY' : 'ROOM_FULL';
    const data: DomainErrorData = {
      level: 'hard',
      lineIndex: 0,
      localDate: first.localDate,
      visitId: first.visitId,
      lineId: first.lineId,
      clientName: first.eventId === null ? displayName(first, nameOrder) : first.title,
      staffId: first.staffId,
      staffName: master ? displayName(master, nameOrder) : '',
      roomName: place.roomId === null ? '' : (rooms.get(place.roomId)?.name ?? ''),
      serviceName: first.serviceName,
      startMin: first.startMin,
      endMin: first.endMin,
      reason: '',
      byName: writer?.name ?? null,
      atMs: writer?.at_ms ?? null,
      hardCodes: [code],
      softCodes: [],
      count,
    };
    return new DomainError(code, data);
  }

  /** @throws DomainError NOT_FOUND */
  #ownerName({ staffId, roomId, serviceId }: BlockOwner): string {
    const { staff, rooms, services } = this.#context.catalogue();
    if (staffId !== null) {
      const master = staff.get(staffId);
      if (!master) throw new DomainError('NOT_FOUND', { what: 'staff', id: staffId });
      return master.shortName;
    }
    const [what, found, id] =
      roomId === null
        ? (['service', services.get(serviceId ?? 0), serviceId] as const)
        : (['room', rooms.get(roomId), roomId] as const);
    if (!found) throw new DomainError('NOT_FOUND', { what, id });
    return found.name;
  }
}

/** «13.03 10:00–15:00», «13.03 – 15.03» for whole days, «13.03 10:00–15:00 – 15.03» for hours of several days. */
function spanText({ localDate, toDate = localDate, startMin, endMin }: Omit<Place, keyof BlockOwner>): string {
  const day = (date: string): string => moment(date, 0).slice(0, 5);
  const isWholeDay = startMin === 0 && endMin === 1440;
  const first = isWholeDay ? day(localDate) : `${moment(localDate, startMin)}–${formatMinute(endMin)}`;
  return toDate === localDate ? first : `${first} – ${day(toDate)}`;
}

function placeOf(block: rows.BlockRow): Place {
  return {
    staffId: block.staff_id as Place['staffId'],
    roomId: block.room_id as Place['roomId'],
    serviceId: block.service_id as Place['serviceId'],
    localDate: block.local_date,
    startMin: block.start_min,
    endMin: block.end_min,
  };
}

function assertPlace(place: Place): void {
  const { localDate, toDate = localDate, startMin, endMin } = place;
  if (startMin >= endMin) throw new DomainError('INVALID_INPUT', { field: 'endMin', reason: 'EMPTY_INTERVAL' });
  if (toDate < localDate) throw new DomainError('INVALID_INPUT', { field: 'toDate', fault: 'DATES_REVERSED' });
  if (daysBetween(localDate, toDate) >= MAX_DAYS) {
    throw new DomainError('INVALID_INPUT', { field: 'toDate', fault: 'RANGE_TOO_LONG', limit: MAX_DAYS });
  }
  assertOneOwner(place);
}

function assertOneOwner({ staffId, roomId, serviceId }: BlockOwner): void {
  const given = [staffId, roomId, serviceId].filter((id) => id !== null).length;
  if (given !== 1) throw new DomainError('INVALID_INPUT', { field: 'staffId', reason: 'ONE_OF_MASTER_ROOM_SERVICE' });
}
