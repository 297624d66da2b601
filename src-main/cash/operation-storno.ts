import type { z } from 'zod';
import { OPERATION_KINDS, REVERSIBLE_KINDS, rightFor } from '../../src-shared/cash/operations.rules.ts';
import type { operationsContract } from '../../src-shared/cash/operations.contract.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { personName } from '../../src-shared/staff/staff.rules.ts';
import type { Ledger, Posting } from '../ledger/ledger.service.ts';
import type { PostedReversal } from '../ledger/posted-undo.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Reader } from '../store/executor.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import type { AccountRow } from './money-accounts.repository.ts';
import type { OperationPlaces } from './operation-places.ts';
import * as rows from './operations.repository.ts';
import { staffRow } from './shifts.repository.ts';
import type { ShiftsService } from './shifts.service.ts';

type Input = z.output<NonNullable<(typeof operationsContract)['reverseOperation']['~orpc']['inputSchema']>>;
type Output = z.input<NonNullable<(typeof operationsContract)['reverseOperation']['~orpc']['outputSchema']>>;

/** Takes operations of the cash desk back: by the button «Сторно» and by Ctrl+Z, under the same rules (T16). */
export class OperationStorno {
  readonly #deps: ServiceDeps;
  readonly #near: {
    readonly ledger: Ledger;
    readonly settings: SettingsService;
    readonly shifts: ShiftsService;
    readonly places: OperationPlaces;
  };

  constructor(
    deps: ServiceDeps,
    near: { ledger: Ledger; settings: SettingsService; shifts: ShiftsService; places: OperationPlaces },
  ) {
    this.#deps = deps;
    this.#near = near;
  }

  /** Ctrl+Z of what the cash desk posts, and of a share of tips. */
  readonly reversal: PostedReversal = {
    commands: new Set([
      ...OPERATION_KINDS.map((kind) => `cash.${kind}`),
      'cash.settle',
      'cash.setOpening',
      'cash.decideDifference',
      'tips.share',
    ]),
    reverseInside: (tx, caller, documentId, reason) => {
      this.#reverse(tx, caller, { documentId, requestKey: null, reason });
    },
  };

  /** @throws DomainError FORBIDDEN, NOT_FOUND, CONFLICT, SHIFT_CLOSED, SHIFT_EXPIRED, PERIOD_LOCKED */
  reverse(caller: Caller, input: Input): Output {
    const { store, clock } = this.#deps;
    const { value, commandId } = store.work.run(caller.actor(clock), 'cash.reverseOperation', (tx) => {
      const wanted = { kind: 'reversal', reversesId: input.documentId } as const;
      const known = this.#near.ledger.findByRequestKey(tx, input.requestKey, wanted);
      return known?.id ?? this.#reverse(tx, caller, input).id;
    });
    return { commandId, documentId: value };
  }

  #reverse(
    tx: Tx,
    caller: Caller,
    { documentId, requestKey, reason }: { documentId: number; requestKey: string | null; reason: string },
  ): Posting {
    const { ledger, shifts, places } = this.#near;
    const original = ledger.document(tx, documentId);
    if (!REVERSIBLE_KINDS.has(original.kind)) throw new DomainError('CONFLICT', { reason: 'notOperation' });
    const touched = places.ofDocument(tx, original.id);
    caller.require(rightFor(touched.find(({ kind }) => kind === 'register') ?? null, null));
    if (ledger.isReversed(tx, original.id)) {
      throw new DomainError('CONFLICT', { reason: 'reversed', number: original.number });
    }
    this.#assertLive(tx, original.id, touched);
    const posting = ledger.reverse(tx, original.id, { ...places.dated(tx, touched, undefined), reason, requestKey });
    for (const account of touched) places.assertNotBelow(caller, tx, account);
    if (original.kind === 'tips_share') this.#assertTipsKept(tx, original.id);
    for (const item of rows.readSettlementItems(tx, original.id)) {
      rows.insertSettlementItem(tx, posting.id, item.tender_id, -1);
    }
    if (original.kind === 'difference_decision') shifts.forgetDecisionInside(tx, original.id);
    tx.reason = reason;
    tx.summary = { key: 'cash.reverseOperation', values: { kind: original.kind, number: original.number } };
    return posting;
  }

  /** A storno would leave money or a debt in the archive. @throws DomainError CONFLICT (archived) */
  #assertLive(reader: Reader, documentId: number, places: readonly AccountRow[]): void {
    const archived = places.find((place) => place.is_archived === 1) ?? rows.findArchivedSupplier(reader, documentId);
    if (archived) throw new DomainError('CONFLICT', { reason: 'archived', name: archived.name });
  }

  /** Tips that were paid out already are not taken from their person (I12). @throws DomainError CONFLICT (sharedTipsPaid) */
  #assertTipsKept(reader: Reader, documentId: number): void {
    const { ledger, settings } = this.#near;
    const people = new Set(ledger.entries(reader, documentId).map((entry) => entry.credit_object));
    for (const staffId of people) {
      if (ledger.balance(reader, 2510, staffId) <= 0) continue;
      const row = staffRow(reader, staffId)!;
      const name = personName({ firstName: row.first_name, lastName: row.last_name }, settings.now().nameOrder);
      throw new DomainError('CONFLICT', { reason: 'sharedTipsPaid', name });
    }
  }
}
