import type { Day } from '../../src-shared/journal/journal.contract.ts';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import type { Conflict } from '../../src-shared/journal/conflicts.rules.ts';
import { isOccupying } from '../../src-shared/journal/journal.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { overlaps } from '../../src-shared/kernel/intervals.ts';
import { formatMinute } from '../../src-shared/kernel/wall-time.ts';
import type { Caller } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { conflictError } from './journal-admission.ts';
import { type Input, type JournalContext, type Output, moment } from './journal-context.ts';
import * as rows from './journal.repository.ts';

/** Blocks: stretches that a master or a room is closed for (A3, A4). */
export class JournalBlocks {
  readonly #context: JournalContext;

  constructor(context: JournalContext) {
    this.#context = context;
  }

  /**
   * Closes a stretch of a master's or a room's day.
   *
   * @throws DomainError NOT_FOUND, INVALID_INPUT, MASTER_BUSY or ROOM_FULL when visits stand there
   */
  add(caller: Caller, input: Input<'addBlock'>): Output<'addBlock'> {
    const { staffId, roomId, localDate, startMin, endMin } = input;
    if (startMin >= endMin) throw new DomainError('INVALID_INPUT', { field: 'endMin', reason: 'EMPTY_INTERVAL' });
    if ((staffId === null) === (roomId === null)) {
      throw new DomainError('INVALID_INPUT', { field: 'staffId', reason: 'ONE_OF_MASTER_AND_ROOM' });
    }
    const { catalogue } = this.#context.facts(localDate);
    const staff = staffId === null ? null : catalogue.staff.get(staffId);
    const room = roomId === null ? null : catalogue.rooms.get(roomId);
    if (staff === undefined) throw new DomainError('NOT_FOUND', { what: 'staff', id: staffId });
    if (room === undefined) throw new DomainError('NOT_FOUND', { what: 'room', id: roomId });
    const { value, commandId } = this.#context.run(caller, 'journal.addBlock', (tx) => {
      this.#requireNoVisits(tx, input);
      tx.summary = {
        key: 'journal.addBlock',
        values: {
          who: staff?.shortName ?? room?.name ?? '',
          when: `${moment(localDate, startMin)}–${formatMinute(endMin)}`,
          reason: input.reason,
        },
      };
      return rows.insertBlock(tx, {
        staff_id: staffId,
        room_id: roomId,
        local_date: localDate,
        start_min: startMin,
        end_min: endMin,
        reason: input.reason,
      });
    });
    return { blockId: value as Day['blocks'][number]['id'], commandId };
  }

  /**
   * Opens a blocked stretch again.
   *
   * @throws DomainError NOT_FOUND
   */
  remove(caller: Caller, blockId: number): Output<'removeBlock'> {
    const { commandId } = this.#context.run(caller, 'journal.removeBlock', (tx) => {
      const block = rows.readBlock(tx, blockId);
      if (!block) throw new DomainError('NOT_FOUND', { what: 'block', id: blockId });
      const catalogue = this.#context.catalogue();
      const staff = block.staff_id === null ? undefined : catalogue.staff.get(block.staff_id);
      const room = block.room_id === null ? undefined : catalogue.rooms.get(block.room_id);
      rows.deleteBlock(tx, blockId);
      tx.summary = {
        key: 'journal.removeBlock',
        values: {
          who: staff?.shortName ?? room?.name ?? '',
          when: `${moment(block.local_date, block.start_min)}–${formatMinute(block.end_min)}`,
        },
      };
    });
    return { commandId };
  }

  #requireNoVisits(tx: Tx, block: Input<'addBlock'>): void {
    const facts = this.#context.facts(block.localDate);
    const { heads, lines } = rows.readDayRows(tx, block.localDate);
    const visits = new Map(heads.filter(({ status }) => isOccupying(status)).map((head) => [head.id, head]));
    const inTheWay = lines.find(
      (row) =>
        visits.has(row.visit_id) &&
        (block.staffId === null ? row.room_id === block.roomId : row.staff_id === block.staffId) &&
        overlaps([row.start_min, row.start_min + row.duration_min], [block.startMin, block.endMin]),
    );
    if (!inTheWay) return;
    const visit = visits.get(inTheWay.visit_id);
    const staff = facts.catalogue.staff.get(inTheWay.staff_id);
    const conflict: Conflict = {
      code: block.staffId === null ? 'ROOM_FULL' : 'MASTER_BUSY',
      level: 'hard',
      lineIndex: 0,
      serviceId: null,
      visitId: inTheWay.visit_id,
      lineId: inTheWay.id,
      clientName: displayName(
        { firstName: visit?.first_name ?? '', lastName: visit?.last_name ?? '' },
        facts.settings.nameOrder,
      ),
      staffId: inTheWay.staff_id,
      staffName: staff ? displayName(staff, facts.settings.nameOrder) : '',
      roomName: block.roomId === null ? '' : (facts.catalogue.rooms.get(block.roomId)?.name ?? ''),
      startMin: inTheWay.start_min,
      endMin: inTheWay.start_min + inTheWay.duration_min,
      reason: '',
    };
    throw conflictError(tx, conflict, [conflict], facts);
  }
}
