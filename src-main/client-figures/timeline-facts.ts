import type { Sentence, TimelineType } from '../../src-shared/client-figures/client-figures.contract.ts';
import { instantOf } from '../../src-shared/kernel/wall-time.ts';
import { type TimelineAsk, type TimelineSource, factEvent, sentence } from './timeline-source.ts';
import { readFacts } from './timeline.repository.ts';

/** A fact about a client as its table keeps it, with when and by whom. */
interface Fact {
  readonly id: number;
  readonly at_ms: number;
  readonly by_id: number | null;
}

interface Words {
  readonly title: Sentence;
  readonly lines?: Sentence[];
}

/** Events out of one query: `id`, `at_ms`, `by_id` and what the words need; parameters are the client and the instant. */
function factSource<Row extends Fact>(
  type: TimelineType,
  name: string,
  sql: string,
  wordsOf: (row: Row, ask: TimelineAsk) => Words,
): TimelineSource {
  return {
    type,
    read: (ask) =>
      readFacts<Row>(ask.reader, sql, ask.clientId, ask.beforeMs, ask.limit).map((row) =>
        factEvent({
          id: `${name}-${row.id}`,
          type,
          atMs: row.at_ms,
          actorName: ask.actorName(row.by_id),
          ...wordsOf(row, ask),
        }),
      ),
  };
}

/** Checks, payments, refunds: every document of money with the client's name on it. */
const purchases = factSource<
  Fact & { kind: string; number: number; amount_minor: number; reason: string; titles: string | null }
>(
  'purchase',
  'purchase',
  `select document.id, at_ms, created_by as by_id, kind, number, amount_minor, reason,
     (select group_concat(line.title, ', ') from sales sale join sale_lines line on line.sale_id = sale.id
      where sale.document_id = document.id and line.title <> '') as titles
   from ledger_documents document
   where client_id = ? and at_ms <= ? and kind in ('sale', 'payment', 'refund', 'deposit', 'deposit_return',
     'debt_write_off', 'certificate_refund', 'membership_refund', 'bonus_grant', 'bonus_adjustment', 'reversal')
   order by at_ms desc, document.id desc`,
  (row) => ({
    title: sentence('purchase', {
      whatKey: `clientFigures:timeline.purchases.${row.kind}`,
      number: row.number,
      sumMinor: Math.abs(row.amount_minor),
    }),
    lines: [
      ...(row.titles === null ? [] : [sentence('text', { text: row.titles })]),
      ...(row.reason === '' ? [] : [sentence('text', { text: row.reason })]),
    ],
  }),
);

const notes = factSource<Fact & { body: string; is_pinned: 0 | 1 }>(
  'note',
  'note',
  `select id, created_at_ms as at_ms, created_by as by_id, body, is_pinned from client_notes
   where client_id = ? and created_at_ms <= ? order by created_at_ms desc, id desc`,
  (row) => ({
    title: sentence(row.is_pinned === 1 ? 'notePinned' : 'note'),
    lines: [sentence('text', { text: row.body })],
  }),
);

const calls = factSource<
  Fact & { reason: string; outcome: string; next_on: string | null; note: string; service: string | null }
>(
  'call',
  'call',
  `select calls.id, called_at_ms as at_ms, called_by as by_id, reason, outcome, next_on, note, services.name as service
   from client_calls as calls left join services on services.id = calls.service_id
   where calls.client_id = ? and called_at_ms <= ? order by called_at_ms desc, calls.id desc`,
  (row) => ({
    title: sentence('call', { outcomeKey: `clientFigures:timeline.outcomes.${row.outcome}` }),
    lines: [
      ...(row.service === null ? [] : [sentence('text', { text: row.service })]),
      ...(row.next_on === null ? [] : [sentence('callNext', { date: row.next_on })]),
      ...(row.note === '' ? [] : [sentence('text', { text: row.note })]),
    ],
  }),
);

const files = factSource<Fact & { kind: string; title: string }>(
  'file',
  'file',
  `select id, created_at_ms as at_ms, created_by as by_id, kind, title from client_files
   where client_id = ? and created_at_ms <= ? order by created_at_ms desc, id desc`,
  (row) => ({
    title: sentence('file', { kindKey: `clientFigures:timeline.fileKinds.${row.kind}` }),
    lines: row.title === '' ? [] : [sentence('text', { text: row.title })],
  }),
);

const works = factSource<
  Fact & { outcome: string; score: number | null; would_return: number | null; service: string }
>(
  'work',
  'record',
  `select record.id, record.created_at_ms as at_ms, record.created_by as by_id, outcome, score, would_return,
     services.name as service
   from service_records as record
   join services on services.id = record.service_id
   where record.client_id = ? and record.created_at_ms <= ? and (outcome <> '' or score is not null)
   order by record.created_at_ms desc, record.id desc`,
  (row) => ({
    title: sentence('record', { service: row.service }),
    lines: [
      ...(row.outcome === '' ? [] : [sentence('text', { text: row.outcome })]),
      ...(row.score === null ? [] : [sentence('score', { score: row.score })]),
      ...(row.would_return === 0 ? [sentence('wouldNotReturn')] : []),
    ],
  }),
);

const formulas = factSource<Fact & { number: number; bowls_json: string; note: string; service: string }>(
  'work',
  'formula',
  `select formulas.id, formulas.created_at_ms as at_ms, formulas.created_by as by_id, number, bowls_json, formulas.note,
     services.name as service
   from service_records as record
   join formulas on formulas.record_id = record.id
   join services on services.id = record.service_id
   where record.client_id = ? and formulas.created_at_ms <= ? order by formulas.created_at_ms desc, formulas.id desc`,
  (row) => ({
    title: sentence(row.number === 1 ? 'formula' : 'formulaAgain', { service: row.service, number: row.number }),
    lines: [
      ...bowlTexts(row.bowls_json).map((text) => sentence('text', { text })),
      ...(row.note === '' ? [] : [sentence('text', { text: row.note })]),
    ],
  }),
);

interface StoredBowl {
  readonly title?: string;
  readonly parts?: readonly { brand?: string; line?: string; shade?: string; gramsMilli?: number }[];
}

/** What was mixed, in short: the card of the work has the rest. */
function bowlTexts(json: string): string[] {
  const bowls = JSON.parse(json) as readonly StoredBowl[];
  return bowls.flatMap(({ title = '', parts = [] }) => {
    const mixed = parts
      .map(({ brand, line, shade, gramsMilli = 0 }) =>
        [brand, line, shade, gramsMilli / 1000].filter(Boolean).join(' '),
      )
      .join(' + ');
    if (mixed === '') return [];
    return [title === '' ? mixed : `${title}: ${mixed}`];
  });
}

const patchTests = factSource<
  Fact & { tested_on: string; valid_until: string; result: string; product: string; note: string }
>(
  'patchTest',
  'patch',
  `select id, created_at_ms as at_ms, created_by as by_id, tested_on, valid_until, result, product, note from patch_tests
   where client_id = ? and created_at_ms <= ? order by created_at_ms desc, id desc`,
  (row) => ({
    title: sentence(row.result === 'reaction' ? 'patchReaction' : 'patchOk', {
      tested: row.tested_on,
      until: row.valid_until,
    }),
    lines: [row.product, row.note].filter(Boolean).map((text) => sentence('text', { text })),
  }),
);

const given = factSource<Fact & { purpose: string; note: string }>(
  'consent',
  'consent',
  `select id, given_at_ms as at_ms, given_to as by_id, purpose, note from consents
   where client_id = ? and given_at_ms <= ? order by given_at_ms desc, id desc`,
  (row) => ({
    title: sentence('consentGiven', { purposeKey: `clientFigures:timeline.purposes.${row.purpose}` }),
    lines: row.note === '' ? [] : [sentence('text', { text: row.note })],
  }),
);

const withdrawn = factSource<Fact & { purpose: string }>(
  'consent',
  'withdrawn',
  `select id, withdrawn_at_ms as at_ms, withdrawn_to as by_id, purpose from consents
   where client_id = ? and withdrawn_at_ms is not null and withdrawn_at_ms <= ? order by withdrawn_at_ms desc, id desc`,
  (row) => ({
    title: sentence('consentWithdrawn', { purposeKey: `clientFigures:timeline.purposes.${row.purpose}` }),
  }),
);

const merges = factSource<Fact & { first_name: string; last_name: string }>(
  'merge',
  'merge',
  `select merge.id, merged_at_ms as at_ms, merged_by as by_id, clients.first_name, clients.last_name
   from client_merges as merge join clients on clients.id = merge.merged_id
   where kept_id = ? and merged_at_ms <= ? order by merged_at_ms desc, merge.id desc`,
  (row, ask) => ({ title: sentence('merge', { client: ask.personName(row.first_name, row.last_name) }) }),
);

/** Requests are counted in days, not instants: they stand at the beginning of their day. */
const requests: TimelineSource = {
  type: 'request',
  read: (ask) =>
    readFacts<{
      id: number;
      kind: string;
      requested_on: string;
      due_on: string;
      done_at_ms: number | null;
      done_by: number | null;
    }>(
      ask.reader,
      `select id, kind, requested_on, due_on, done_at_ms, done_by from data_requests
       where client_id = ? and ? > 0 order by requested_on desc, id desc`,
      ask.clientId,
      ask.beforeMs,
      ask.limit,
    )
      .map((row) =>
        factEvent({
          id: `request-${row.id}`,
          type: 'request',
          atMs: instantOf(row.requested_on, 0, ask.timeZone).atMs,
          actorName: ask.actorName(row.done_by),
          title: sentence('request', { kindKey: `clientFigures:timeline.requestKinds.${row.kind}` }),
          lines: [
            row.done_at_ms === null
              ? sentence('requestDue', { date: row.due_on })
              : sentence('requestDone', { doneAtMs: row.done_at_ms }),
          ],
        }),
      )
      .filter((event) => event.atMs <= ask.beforeMs),
};

/** What the tables of the client's card tell of themselves. */
export const FACT_SOURCES: readonly TimelineSource[] = [
  purchases,
  notes,
  calls,
  files,
  works,
  formulas,
  patchTests,
  given,
  withdrawn,
  merges,
  requests,
];
