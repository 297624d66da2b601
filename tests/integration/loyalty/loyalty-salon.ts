import { Ledger, type Posting } from '../../../src-main/ledger/ledger.service.ts';
import { BonusesService } from '../../../src-main/loyalty/bonuses.service.ts';
import { DiscountsService } from '../../../src-main/loyalty/discounts.service.ts';
import { SegmentsService } from '../../../src-main/segments/segments.service.ts';
import { query } from '../../../src-main/store/query.ts';
import { sqlText } from '../../../src-main/store/executor.ts';
import type { Tx } from '../../../src-main/store/unit-of-work.ts';
import type { Settings } from '../../../src-shared/settings/settings.contract.ts';
import { type TestSalon, openTestSalon } from '../../helpers/salon-services.ts';

/** A salon with loyalty, and checks as checkout would post them: only what loyalty looks at. */
export interface LoyaltySalon extends TestSalon {
  readonly ledger: Ledger;
  readonly segments: SegmentsService;
  readonly bonuses: BonusesService;
  readonly discounts: DiscountsService;
  set(values: Partial<Settings>): void;
  addClient(firstName: string, values?: { birthday?: string; personalBp?: number; categoryId?: number }): number;
  /** Posts a check of one service over 1100, paid in cash, and what `more` adds to it. */
  sell(
    what: { clientId: number | null; netMinor: number; onDate?: string; visitId?: number | null },
    more?: (tx: Tx, posting: Posting, saleId: number) => void,
  ): { saleId: number; documentId: number };
  /** Posts a document of a sale, as a refund or a later payment. */
  post(
    kind: 'refund' | 'payment',
    what: { clientId: number; saleId: number; onDate?: string },
    body: (tx: Tx, posting: Posting) => void,
  ): void;
  /** Storno of a document with what `more` does in the same unit of work. */
  reverse(documentId: number, more: (tx: Tx, posting: Posting) => void, onDate?: string): void;
  /** What the ledger and the lots say of a client's bonuses; I6 says they are the same. */
  balances(clientId: number): { ledgerMinor: number; lotsMinor: number };
}

export async function openLoyaltySalon(): Promise<LoyaltySalon> {
  const base = await openTestSalon();
  const ledger = new Ledger();
  const segments = new SegmentsService(base.deps, base.settings);
  const bonuses = new BonusesService(base.settings);
  const discounts = new DiscountsService(base.settings, segments);
  const today = (): string => base.settings.today().localDate;
  return {
    ...base,
    ledger,
    segments,
    bonuses,
    discounts,
    set: (values) => {
      base.settings.update(base.owner, values, '2020-01-01');
    },
    addClient: (firstName, values = {}) =>
      base.write((tx) =>
        tx.insert(
          query.insertInto('clients').values({
            first_name: firstName,
            created_at_ms: base.clock.nowMs(),
            birthday: values.birthday ?? null,
            personal_discount_bp: values.personalBp ?? null,
            category_id: values.categoryId ?? null,
          }),
        ),
      ),
    sell: ({ clientId, netMinor, onDate = today(), visitId = null }, more) =>
      base.write((tx) => {
        const posting = ledger.open(tx, { kind: 'sale', localDate: onDate, amountMinor: netMinor, clientId });
        const saleId = tx.insert(
          query.insertInto('sales').values({
            document_id: posting.id,
            visit_id: visitId,
            client_id: clientId,
            local_date: onDate,
            priced_on: onDate,
            gross_minor: netMinor,
            discount_minor: 0,
            net_minor: netMinor,
          }),
        );
        posting.add('E02', { account: 1100, object: saleId }, { account: 4010 }, netMinor);
        if (more) more(tx, posting, saleId);
        else posting.add('E05', { account: 1010, object: 1 }, { account: 1100, object: saleId }, netMinor);
        return { saleId, documentId: posting.id };
      }),
    post: (kind, { clientId, saleId, onDate = today() }, body) => {
      base.write((tx) => {
        body(tx, ledger.open(tx, { kind, localDate: onDate, amountMinor: 0, clientId, saleId }));
      });
    },
    reverse: (documentId, more, onDate = today()) => {
      base.write((tx) => {
        more(tx, ledger.reverse(tx, documentId, { localDate: onDate }));
      });
    },
    balances: (clientId) => ({
      ledgerMinor: ledger.clientCredit(base.store.reader, 2400, clientId),
      lotsMinor: base.store.reader.get(
        sqlText<{ minor: number }>(
          `select coalesce(sum(m.amount_minor), 0) as minor from bonus_movements m
             join bonus_lots l on l.id = m.lot_id where l.client_id = ?`,
          clientId,
        ),
      )!.minor,
    }),
  };
}
