import type { LedgerEvent, Side } from '../../src-shared/ledger/accounts.rules.ts';
import { type DocumentDraft, type EntryAbout, type Ledger, Posting } from '../ledger/ledger.service.ts';
import type { Tx } from '../store/unit-of-work.ts';

interface Entry {
  readonly event: LedgerEvent;
  readonly debit: Side;
  readonly credit: Side;
  readonly amountMinor: number;
  readonly about: EntryAbout;
}

/**
 * The storno of a check as its neighbours see it: their rows stand on it, their own entries do not.
 *
 * A storno is its original with the sign turned and nothing else (I13). What has to be posted besides, such as bonuses that
 * were spent meanwhile and are forgiven, or money of an expired certificate that was set apart, goes into a document of its
 * own, if there is anything.
 */
export class StornoSide extends Posting {
  readonly #tx: Tx;
  readonly #ledger: Ledger;
  readonly #draft: Omit<DocumentDraft, 'kind' | 'amountMinor'>;
  readonly #entries: Entry[] = [];

  constructor(tx: Tx, ledger: Ledger, storno: Posting, draft: Omit<DocumentDraft, 'kind' | 'amountMinor'>) {
    super(tx, storno.id, storno.number, { ...draft, kind: 'reversal', amountMinor: 0 });
    this.#tx = tx;
    this.#ledger = ledger;
    this.#draft = draft;
  }

  override add(event: LedgerEvent, debit: Side, credit: Side, amountMinor: number, about: EntryAbout = {}): void {
    if (amountMinor !== 0) this.#entries.push({ event, debit, credit, amountMinor, about });
  }

  /** Posts what was added, if anything was. */
  post(): void {
    const byKind = Map.groupBy(this.#entries, ({ event }) =>
      event === 'E13' ? 'certificate_expiry' : 'bonus_adjustment',
    );
    for (const [kind, entries] of byKind) {
      const amountMinor = entries.reduce((sum, entry) => sum + entry.amountMinor, 0);
      const posting = this.#ledger.open(this.#tx, { ...this.#draft, kind, amountMinor });
      for (const { event, debit, credit, amountMinor: minor, about } of entries) {
        posting.add(event, debit, credit, minor, about);
      }
    }
  }
}
