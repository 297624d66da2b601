import { DomainError } from '../../src-shared/kernel/errors.ts';
import { takeMoneyAgain } from '../checkout/money-back.ts';
import type { Shifts } from '../checkout/neighbours.ts';
import type { Ledger, Posting } from '../ledger/ledger.service.ts';
import type { PostedReversal } from '../ledger/posted-undo.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { type DocumentMovement, insertMovement, readActive, readByDocument } from './certificates.repository.ts';

/** Ctrl+Z of what the desk does with a certificate: money back, write-off, a longer life (T16). */
export class CertificateStorno {
  readonly reversals: readonly PostedReversal[];
  readonly #near: { readonly settings: SettingsService; readonly ledger: Ledger; readonly shifts: Shifts };

  constructor(near: { settings: SettingsService; ledger: Ledger; shifts: Shifts }) {
    this.#near = near;
    this.reversals = [
      {
        commands: new Set(['certificates.refund']),
        reverseInside: (tx, caller, documentId, reason) => {
          caller.require('refund');
          this.#putBack(tx, documentId, takeMoneyAgain(tx, this.#near, documentId, reason));
        },
      },
      {
        commands: new Set(['certificates.writeOff']),
        reverseInside: (tx, caller, documentId, reason) => {
          caller.require('manage_money');
          const localDate = this.#today();
          this.#putBack(tx, documentId, this.#near.ledger.reverse(tx, documentId, { localDate, reason }));
        },
      },
      {
        commands: new Set(['certificates.extend']),
        restores: 'certificates',
        reverseInside: (tx, caller, documentId, reason) => {
          caller.require('edit_loyalty');
          this.#expireAgain(tx, documentId, reason);
        },
      },
    ];
  }

  /** What the document took off certificates stands on them again; the entries are the storno's. */
  #putBack(tx: Tx, documentId: number, posting: Posting): void {
    for (const moved of readByDocument(tx, documentId)) {
      move(tx, moved, posting, 'reverse', -moved.nominal_minor, -moved.liability_minor);
    }
  }

  /**
   * What a longer life brought back from expiry goes there again, in the way in which it had been (E13).
   *
   * @throws DomainError CONFLICT (certificateUsed): it has been spent since
   */
  #expireAgain(tx: Tx, documentId: number, reason: string): void {
    const { ledger } = this.#near;
    const document = ledger.document(tx, documentId);
    const localDate = this.#today();
    for (const moved of readByDocument(tx, documentId)) {
      // The storno of an expiry as income is not reversed itself: the certificate expires once more.
      const isIncome = document.kind === 'reversal';
      const amountMinor = isIncome ? moved.liability_minor : -document.amount_minor;
      if (readActive(tx, moved.certificate_id) < amountMinor || moved.balance_minor < moved.nominal_minor) {
        const { number, balance_minor: balanceMinor } = moved;
        throw new DomainError('CONFLICT', { reason: 'certificateUsed', number, balanceMinor });
      }
      if (!isIncome) {
        move(tx, moved, ledger.reverse(tx, documentId, { localDate, reason }), 'expire', 0, 0);
        continue;
      }
      const { client_id: clientId } = document;
      const posting = ledger.open(tx, { kind: 'certificate_expiry', localDate, amountMinor, clientId, reason });
      posting.add('E13', { account: 2200, object: moved.certificate_id }, { account: 4040 }, amountMinor);
      move(tx, moved, posting, 'expire', -moved.nominal_minor, -moved.liability_minor);
    }
  }

  #today() {
    return this.#near.settings.today().localDate;
  }
}

function move(
  tx: Tx,
  { certificate_id }: DocumentMovement,
  posting: Posting,
  kind: 'reverse' | 'expire',
  nominalMinor: number,
  liabilityMinor: number,
): void {
  insertMovement(tx, {
    certificate_id,
    document_id: posting.id,
    sale_id: null,
    kind,
    local_date: posting.localDate,
    nominal_minor: nominalMinor === 0 ? 0 : nominalMinor,
    liability_minor: liabilityMinor === 0 ? 0 : liabilityMinor,
  });
}
