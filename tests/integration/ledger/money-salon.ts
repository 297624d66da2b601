import { randomUUID } from 'node:crypto';
import { type DocumentDraft, Ledger, type Posting } from '../../../src-main/ledger/ledger.service.ts';
import { sqlText } from '../../../src-main/store/executor.ts';
import type { Tx } from '../../../src-main/store/unit-of-work.ts';
import type { LineKind } from '../../../src-shared/checkout/pricing.rules.ts';
import { type TestSalon, openTestSalon } from '../../helpers/salon-services.ts';
import { TEST_TODAY } from '../../helpers/test-store.ts';

/** What a line of a posted check is about. */
export interface LineFacts {
  readonly kind?: LineKind;
  readonly title?: string;
  readonly netMinor: number;
  readonly discountMinor?: number;
  readonly coveredById?: number;
  readonly recognisedMinor?: number;
  readonly staffId?: number;
  readonly bonusMinor?: number;
  readonly source?: string;
}

/** A tender of a posted check. */
export interface TenderFacts {
  readonly kind: 'bonus' | 'deposit' | 'card' | 'transfer' | 'cash';
  readonly amountMinor: number;
}

export interface SaleFacts {
  readonly lines: readonly LineFacts[];
  readonly tenders: readonly TenderFacts[];
  readonly clientId?: number | null;
  readonly visitId?: number | null;
  readonly debtMinor?: number;
  readonly localDate?: string;
}

/** A salon with money: accounts, an open shift, and checks posted as the ledger takes them, without checkout. */
export interface MoneySalon extends TestSalon {
  readonly ledger: Ledger;
  readonly register: number;
  readonly safe: number;
  readonly bank: number;
  readonly acquiring: number;
  readonly shift: number;
  readonly client: number;
  readonly master: number;
  readonly article: number;
  /** Inserts a row by its columns. */
  row(tx: Tx, table: string, values: Readonly<Record<string, unknown>>): number;
  /** Posts a document. */
  post(draft: Partial<DocumentDraft> & Pick<DocumentDraft, 'kind'>, body: (tx: Tx, posting: Posting) => void): number;
  sell(sale: SaleFacts): { saleId: number; documentId: number };
}

/** Opens a salon in which money can be posted. */
export async function openMoneySalon(): Promise<MoneySalon> {
  const salon = await openTestSalon();
  const ledger = new Ledger();
  const row: MoneySalon['row'] = (tx, table, values) => {
    const columns = Object.keys(values);
    const holes = columns.map(() => '?').join(', ');
    return tx.runSql(`insert into ${table} (${columns.join(', ')}) values (${holes})`, Object.values(values)).insertId;
  };
  const account = (tx: Tx, kind: string, name: string): number => row(tx, 'money_accounts', { kind, name });
  const made = salon.write((tx) => {
    const register = account(tx, 'register', 'Касса');
    const shift = row(tx, 'cash_shifts', {
      account_id: register,
      number: 1,
      local_date: TEST_TODAY,
      opened_at_ms: salon.clock.nowMs(),
      opening_minor: 0,
    });
    return {
      register,
      shift,
      safe: account(tx, 'safe', 'Сейф'),
      bank: account(tx, 'bank', 'Банк'),
      acquiring: account(tx, 'acquiring', 'Эквайринг'),
      client: row(tx, 'clients', { first_name: 'Ирина', last_name: 'Орлова', created_at_ms: 0 }),
      master: row(tx, 'staff', { first_name: 'Анна', last_name: 'Котова', colour: 'teal' }),
      article: row(tx, 'expense_articles', { name: 'Аренда' }),
    };
  });
  const post: MoneySalon['post'] = (draft, body) =>
    salon.write((tx) => {
      const posting = ledger.open(tx, { localDate: TEST_TODAY, amountMinor: 0, ...draft });
      body(tx, posting);
      return posting.id;
    });
  const accountOf: Readonly<Record<string, number>> = {
    cash: made.register,
    card: made.acquiring,
    transfer: made.bank,
  };
  const codeOf = { cash: 1010, card: 1040, transfer: 1030 } as const;
  const sell: MoneySalon['sell'] = ({
    lines,
    tenders,
    clientId = made.client,
    visitId = null,
    debtMinor = 0,
    localDate,
  }) => {
    const date = localDate ?? TEST_TODAY;
    const net = lines.reduce((sum, line) => sum + line.netMinor, 0);
    const off = lines.reduce((sum, line) => sum + (line.discountMinor ?? 0), 0);
    let saleId = 0;
    const documentId = post(
      {
        kind: 'sale',
        localDate: date,
        shiftId: date === TEST_TODAY ? made.shift : null,
        clientId,
        amountMinor: net,
        requestKey: randomUUID(),
      },
      (tx, posting) => {
        saleId = row(tx, 'sales', {
          document_id: posting.id,
          visit_id: visitId,
          client_id: clientId,
          local_date: date,
          priced_on: date,
          gross_minor: net + off,
          discount_minor: off,
          net_minor: net,
          debt_minor: debtMinor,
        });
        if (visitId !== null) row(tx, 'visit_sales', { visit_id: visitId, sale_id: saleId });
        lines.forEach((line, index) => {
          const { kind = 'service', netMinor, discountMinor = 0, recognisedMinor = 0 } = line;
          const lineId = row(tx, 'sale_lines', {
            sale_id: saleId,
            position: index + 1,
            kind,
            title: line.title ?? kind,
            staff_id: line.staffId ?? null,
            covered_by_id: line.coveredById ?? null,
            quantity_milli: 1000,
            list_price_minor: netMinor + discountMinor,
            price_minor: netMinor + discountMinor,
            gross_minor: netMinor + discountMinor,
            discount_minor: discountMinor,
            net_minor: netMinor,
            recognised_minor: recognisedMinor,
            bonus_minor: line.bonusMinor ?? 0,
          });
          if (discountMinor > 0) {
            row(tx, 'sale_discounts', {
              sale_line_id: lineId,
              source: line.source ?? 'manual',
              amount_minor: discountMinor,
            });
          }
          const sale = { account: 1100, object: saleId } as const;
          const about = { saleLineId: lineId };
          if (kind === 'service') posting.add('E02', sale, { account: 4010 }, netMinor, about);
          if (kind === 'product') posting.add('E03', sale, { account: 4020 }, netMinor, about);
          if (line.coveredById !== undefined) {
            posting.add('E04', { account: 2300, object: line.coveredById }, { account: 4030 }, recognisedMinor, about);
          }
          const money = { account: 1010, object: made.register } as const;
          if (kind === 'deposit') posting.add('E08', money, { account: 2100 }, netMinor, about);
          if (kind === 'tip') posting.add('E24', money, { account: 2510, object: line.staffId ?? 0 }, netMinor, about);
        });
        let direct = lines
          .filter(({ kind }) => kind === 'deposit' || kind === 'tip')
          .reduce((sum, line) => sum + line.netMinor, 0);
        tenders.forEach(({ kind, amountMinor }, index) => {
          row(tx, 'tenders', {
            document_id: posting.id,
            sale_id: saleId,
            position: index + 1,
            kind,
            account_id: accountOf[kind] ?? null,
            amount_minor: amountMinor,
          });
          const sale = { account: 1100, object: saleId } as const;
          if (kind === 'bonus') posting.add('E21', { account: 2400 }, sale, amountMinor);
          else if (kind === 'deposit') posting.add('E09', { account: 2100 }, sale, amountMinor);
          else {
            // Deposits and tips of these checks are paid in cash.
            const taken = kind === 'cash' ? Math.min(direct, amountMinor) : 0;
            direct -= taken;
            const event = kind === 'cash' ? 'E05' : kind === 'card' ? 'E06' : 'E07';
            posting.add(event, { account: codeOf[kind], object: accountOf[kind]! }, sale, amountMinor - taken);
          }
        });
      },
    );
    return { saleId, documentId };
  };
  return { ...salon, ...made, ledger, row, post, sell };
}

/** All day totals as they are kept. */
export function keptTotals({ store }: Pick<MoneySalon, 'store'>): object[] {
  return store.reader.all(sqlText<object>('select * from ledger_day_totals'));
}
