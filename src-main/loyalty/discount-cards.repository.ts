import type { Insertable, Updateable } from 'kysely';
import type { DiscountCardsTable } from '../../db/schema-money.ts';
import type { CardTerms } from '../../src-shared/loyalty/discount-cards.rules.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { Tier } from '../../src-shared/loyalty/tiers.rules.ts';
import { type Reader, sqlText } from '../store/executor.ts';
import { query } from '../store/query.ts';
import type { Tx } from '../store/unit-of-work.ts';

/** A discount card as it is kept, with the name of whose it is. */
export interface CardRow extends CardTerms {
  readonly id: number;
  readonly version: number;
  readonly number: string;
  readonly clientId: number | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly note: string;
}

interface Raw {
  readonly id: number;
  readonly version: number;
  readonly number: string;
  readonly clientId: number | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly rateBp: number;
  readonly tiersJson: string | null;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
  readonly isBlocked: 0 | 1;
  readonly note: string;
}

const CARD = `select d.id as id, d.version as version, d.number as number, d.client_id as clientId,
    c.first_name as firstName, c.last_name as lastName, d.rate_bp as rateBp, d.tiers_json as tiersJson,
    d.valid_from as validFrom, d.valid_to as validTo, d.is_blocked as isBlocked, d.note as note
  from discount_cards as d left join clients as c on c.id = d.client_id`;

/** One card. */
export function readCard(reader: Reader, cardId: number): CardRow | undefined {
  return one(reader.get(sqlText<Raw>(`${CARD} where d.id = ?`, cardId)));
}

/** The card with a number. */
export function readCardByNumber(reader: Reader, number: string): CardRow | undefined {
  return one(reader.get(sqlText<Raw>(CARDS_SQL.byNumber, number)));
}

/** All cards that a client has or had, the newest first. */
export function readCardsOf(reader: Reader, clientId: number): CardRow[] {
  return reader.all(sqlText<Raw>(`${CARD} where d.client_id = ? order by d.id desc`, clientId)).map(cardOf);
}

/** Which cards are wanted: `words` is the folded text as names are kept in the search index. */
interface CardWish {
  readonly text: string;
  readonly words: string;
  readonly withBlocked: boolean;
}

/** By a part of the number, or the beginning of a word of the holder's name. */
const FOUND = `(? = '' or d.id in (
    select id from discount_cards where instr(number, ?) > 0
    union all
    select own.id from client_search as who join discount_cards as own on own.client_id = who.client_id
      where instr(who.words, ?) > 0))`;
const COUNT = 'select count(*) as count from discount_cards as d';
const LIVE = 'd.is_blocked = 0';

/** The statements of the list; a test explains their plans. */
export const CARDS_SQL = {
  page: `${CARD} order by d.number limit ? offset ?`,
  live: `${CARD} where ${LIVE} order by d.number limit ? offset ?`,
  found: `${CARD} where (? or ${LIVE}) and ${FOUND} order by d.number limit ? offset ?`,
  count: COUNT,
  countLive: `${COUNT} where ${LIVE}`,
  countFound: `${COUNT} where (? or ${LIVE}) and ${FOUND}`,
  byNumber: `${CARD} where d.number = ?`,
} as const;

/** A page of cards by number, and how many there are in all. */
export function readCards(
  reader: Reader,
  wish: CardWish & { readonly offset: number; readonly limit: number },
): { rows: CardRow[]; total: number } {
  const { text, words, withBlocked, limit, offset } = wish;
  const found = [withBlocked ? 1 : 0, text, text, ` ${words}`];
  const [page, count, values] =
    text === ''
      ? withBlocked
        ? ([CARDS_SQL.page, CARDS_SQL.count, []] as const)
        : ([CARDS_SQL.live, CARDS_SQL.countLive, []] as const)
      : ([CARDS_SQL.found, CARDS_SQL.countFound, found] as const);
  return {
    rows: reader.all(sqlText<Raw>(page, ...values, limit, offset)).map(cardOf),
    total: reader.get(sqlText<{ count: number }>(count, ...values))!.count,
  };
}

/** Writes a card. */
export function insertCard(tx: Tx, row: Insertable<DiscountCardsTable>): number {
  return tx.insert(query.insertInto('discount_cards').values(row));
}

/** Changes a card; its version goes up by one. */
export function updateCard(
  tx: Tx,
  card: Pick<CardRow, 'id' | 'version'>,
  values: Updateable<DiscountCardsTable>,
): void {
  tx.run(
    query
      .updateTable('discount_cards')
      .set({ ...values, version: card.version + 1 })
      .where('id', '=', card.id),
  );
}

/** Another client than `exceptClientId` whose card carries a number. */
export function readNumberOwner(
  reader: Reader,
  number: string,
  exceptClientId: number | null,
): { id: number; firstName: string; lastName: string } | undefined {
  return reader.get(
    sqlText<{ id: number; firstName: string; lastName: string }>(
      `select id, first_name as firstName, last_name as lastName from clients
        where card_number = ? and id <> ? and erased_at_ms is null and merged_into_id is null limit 1`,
      number,
      exceptClientId ?? 0,
    ),
  );
}

/** The client whose card it becomes. */
export function readHolder(
  reader: Reader,
  clientId: number,
): { id: number; firstName: string; lastName: string; cardNumber: string | null; version: number } | undefined {
  return reader.get(
    sqlText<{ id: number; firstName: string; lastName: string; cardNumber: string | null; version: number }>(
      `select id, first_name as firstName, last_name as lastName, card_number as cardNumber, version from clients
        where id = ? and erased_at_ms is null and merged_into_id is null`,
      clientId,
    ),
  );
}

/** The number by which a client is found is that of the card in hand. */
export function writeHolderNumber(tx: Tx, client: { id: number; version: number }, number: string | null): void {
  tx.run(
    query
      .updateTable('clients')
      .set({ card_number: number, version: client.version + 1 })
      .where('id', '=', client.id),
  );
}

function one(raw: Raw | undefined): CardRow | undefined {
  return raw && cardOf(raw);
}

function cardOf({ tiersJson, isBlocked, ...row }: Raw): CardRow {
  return {
    ...row,
    tiers: tiersJson === null ? null : (JSON.parse(tiersJson) as Tier[]),
    isBlocked: isBlocked === 1,
  };
}
