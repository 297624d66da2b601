import type { z } from 'zod';
import type { Role } from '../../src-shared/access/access.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { fold } from '../../src-shared/kernel/fold.ts';
import type { JobPosition, JobPositionId, staffContract } from '../../src-shared/staff/staff.contract.ts';
import type { Reader } from '../store/executor.ts';
import { isSame, patched } from '../store/patch.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import {
  type PositionRow,
  insertPosition,
  readPositions,
  readStaff,
  updatePosition,
  updateStaff,
} from './staff.repository.ts';

type Contract = typeof staffContract;
type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;

/** Positions of the salon: what a person is called, and the role that comes along (S2). */
export class StaffPositionsService {
  readonly #deps: ServiceDeps;

  constructor(deps: ServiceDeps) {
    this.#deps = deps;
  }

  list(withArchived: boolean): JobPosition[] {
    const { reader } = this.#deps.store;
    const people = readStaff(reader).filter((person) => person.is_archived === 0);
    return readPositions(reader)
      .filter((row) => withArchived || row.is_archived === 0)
      .map((row) => ({
        id: row.id as JobPositionId,
        name: row.name,
        role: row.role as Role | null,
        isArchived: row.is_archived === 1,
        version: row.version,
        staffCount: people.filter((person) => person.job_position_id === row.id).length,
      }));
  }

  /** @throws DomainError ALREADY_EXISTS */
  create(caller: Caller, input: Input<'createPosition'>) {
    const { value, commandId } = this.#deps.store.work.run(
      caller.actor(this.#deps.clock),
      'staff.createPosition',
      (tx) => {
        assertFree(tx, input.name, null);
        tx.summary = { key: 'staff.createPosition', values: { name: input.name } };
        return insertPosition(tx, {
          name: input.name,
          role: input.role,
          position: Math.max(0, ...readPositions(tx).map((row) => row.position)) + 1,
        });
      },
    );
    return { commandId, jobPositionId: value as JobPositionId };
  }

  /** A new name goes to the people whose title was the old one. @throws DomainError NOT_FOUND, STALE_VERSION, ALREADY_EXISTS */
  update(caller: Caller, input: Input<'updatePosition'>) {
    const { value, commandId } = this.#deps.store.work.run(
      caller.actor(this.#deps.clock),
      'staff.updatePosition',
      (tx) => {
        const row = readPositions(tx).find(({ id }) => id === input.jobPositionId);
        if (!row) throw new DomainError('NOT_FOUND', { what: 'jobPosition', id: input.jobPositionId });
        assertVersion(input.version, row.version, 'jobPosition');
        const before = { name: row.name, role: row.role, isArchived: row.is_archived === 1 };
        const after = patched(before, input.values);
        if (isSame(before, after)) return row.version;
        assertFree(tx, after.name, row.id);
        updatePosition(tx, row.id, {
          name: after.name,
          role: after.role,
          is_archived: after.isArchived ? 1 : 0,
          version: row.version + 1,
        });
        for (const person of readStaff(tx)) {
          if (after.name === row.name || person.job_position_id !== row.id || person.job_title !== row.name) continue;
          updateStaff(tx, person.id, { job_title: after.name, version: person.version + 1 });
        }
        tx.summary = { key: 'staff.updatePosition', values: { name: after.name } };
        return row.version + 1;
      },
    );
    return { commandId, version: value };
  }
}

/** Names are unique in the file, the archive counted in. */
function assertFree(reader: Reader, name: string, ownId: number | null): void {
  const taken = readPositions(reader).find((row: PositionRow) => row.id !== ownId && fold(row.name) === fold(name));
  if (taken) throw new DomainError('ALREADY_EXISTS', { what: 'jobPosition', name: taken.name, id: taken.id });
}
