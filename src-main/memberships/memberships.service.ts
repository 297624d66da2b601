import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { Membership } from '../../src-shared/memberships/memberships.contract.ts';
import type { ErasureObstacle } from '../../src-shared/personal-data/personal-data.contract.ts';
import type { NumberedRows } from '../search/number.source.ts';
import type { Reader } from '../store/executor.ts';
import { PassTexts } from '../store/pass-texts.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import { MembershipBook } from './membership-book.ts';
import { type Input, MembershipContext, type MembershipNeighbours, type Output } from './membership-context.ts';
import { keepMemberships } from './membership-days.ts';
import { MEMBERSHIP_OWED, MEMBERSHIP_TEXTS } from './membership-list.repository.ts';
import { MembershipPauses } from './membership-pauses.ts';
import { MembershipReading } from './membership-reading.ts';
import { MembershipRefunds } from './membership-refunds.ts';
import { stateOfRow, statusOn, valueLeft } from './membership-state.ts';
import { membershipNumbers } from './membership-numbers.repository.ts';
import { MembershipStorno } from './membership-storno.ts';
import { MembershipTypesService } from './membership-types.service.ts';
import {
  deleteMember,
  insertMember,
  isLiveClient,
  readOpenOwned,
  updateMember,
  updateMembership,
} from './memberships.repository.ts';

type ClientId = Membership['clientId'];

/** Memberships at the desk: lists, cards, pauses, family, money back, and the work of each day (T8-T10). */
export class MembershipsService {
  /** For the report of what the salon owes. */
  readonly owed = MEMBERSHIP_OWED;
  readonly book = new MembershipBook();
  readonly types: MembershipTypesService;
  readonly reading: MembershipReading;
  readonly pauses: MembershipPauses;
  readonly refunds: MembershipRefunds;
  readonly storno: MembershipStorno;
  /** Found by the number on their paper. */
  readonly numbers: NumberedRows;
  readonly #context: MembershipContext;
  #keptOn: LocalDate | null = null;

  constructor(deps: ServiceDeps, neighbours: MembershipNeighbours) {
    this.#context = new MembershipContext(deps, neighbours);
    this.types = new MembershipTypesService(deps);
    this.reading = new MembershipReading(this.#context, new PassTexts(deps.store, MEMBERSHIP_TEXTS));
    this.pauses = new MembershipPauses(this.#context);
    this.refunds = new MembershipRefunds(this.#context);
    this.storno = new MembershipStorno(this.#context);
    this.numbers = membershipNumbers(deps.store.reader);
  }

  /** What the salon keeps in mind about it. @throws DomainError NOT_FOUND, STALE_VERSION */
  update(caller: Caller, input: Input<'update'>): Output<'update'> {
    const { commandId } = this.#context.run(caller, 'memberships.update', (tx) => {
      const { row } = this.#context.versioned(tx, input);
      if (row.note === input.note) return;
      updateMembership(tx, row, { note: input.note });
      tx.summary = { key: 'memberships.update', values: { title: row.title } };
    });
    return { commandId };
  }

  /** @throws DomainError NOT_FOUND (client), STALE_VERSION, INVALID_INPUT (not a family one; the owner or a client twice) */
  setMembers(caller: Caller, input: Input<'setMembers'>): Output<'setMembers'> {
    const { commandId } = this.#context.run(caller, 'memberships.setMembers', (tx) => {
      const { row, members } = this.#context.versioned(tx, input);
      const ids = input.members.map(({ clientId }) => clientId);
      const fault =
        row.is_family === 0
          ? 'NOT_FAMILY'
          : new Set([...ids, row.client_id]).size <= ids.length
            ? 'MEMBER_TWICE'
            : null;
      if (fault) throw new DomainError('INVALID_INPUT', { field: 'members', fault, membership: row.title });
      const missing = ids.find((id) => !isLiveClient(tx, id));
      if (missing !== undefined) throw new DomainError('NOT_FOUND', { what: 'client', id: missing });
      for (const member of members) {
        if (!ids.includes(member.client_id as ClientId)) deleteMember(tx, member.id);
      }
      for (const { clientId, maxUnits } of input.members) {
        const known = members.find((member) => member.client_id === clientId);
        if (!known) insertMember(tx, { membership_id: row.id, client_id: clientId, max_units: maxUnits });
        else if (known.max_units !== maxUnits) updateMember(tx, known.id, maxUnits);
      }
      updateMembership(tx, row, {});
      tx.summary = { key: 'memberships.setMembers', values: { title: row.title, count: ids.length } };
    });
    return { commandId };
  }

  /** @throws DomainError NOT_FOUND (client), STALE_VERSION, CONFLICT (it is closed) */
  transfer(caller: Caller, input: Input<'transfer'>): Output<'transfer'> {
    const { commandId } = this.#context.run(caller, 'memberships.transfer', (tx) => {
      const { row, members } = this.#context.open(tx, input);
      if (!isLiveClient(tx, input.clientId)) throw new DomainError('NOT_FOUND', { what: 'client', id: input.clientId });
      const own = members.find((member) => member.client_id === input.clientId);
      if (own) deleteMember(tx, own.id);
      updateMembership(tx, row, { client_id: input.clientId });
      tx.reason = input.reason;
      const nameOf = this.#context.names(tx, [input.clientId]);
      tx.summary = { key: 'memberships.transfer', values: { title: row.title, client: nameOf(input.clientId) } };
    });
    return { commandId };
  }

  /** Once a day, and after days when nobody was here: starts, months and ends (E17, E18). */
  keepDay(): void {
    const today = this.#context.today();
    if (this.#keptOn === today) return;
    const { store, clock, logger } = this.#context.deps;
    const context = { actorId: null, device: 'program', nowMs: clock.nowMs() };
    const { value } = store.work.run(context, 'memberships.keepDay', (tx) => {
      const done = keepMemberships(tx, this.#context, today);
      tx.summary = { key: 'memberships.keepDay', values: { recognised: done.recognised, expired: done.expired } };
      return done;
    });
    this.#keptOn = today;
    if (value.started + value.recognised + value.expired > 0) logger.info({ ...value }, 'memberships brought to today');
  }

  /** Live memberships of a client stand in the way of an erasure (D4). */
  obstacles(reader: Reader, clientIds: readonly number[]): ErasureObstacle[] {
    return readOpenOwned(reader, clientIds).flatMap((row): ErasureObstacle[] => {
      const state = stateOfRow(reader, row);
      const status = statusOn(reader, state, this.#context.today());
      const isOpen = status === 'active' || status === 'waiting' || status === 'frozen' || valueLeft(state) > 0;
      return isOpen ? [{ kind: 'membership', id: row.id, localDate: null, title: row.title }] : [];
    });
  }
}
