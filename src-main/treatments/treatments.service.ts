import type { z } from 'zod';
import type { ServiceId, StaffId, VisitId } from '../../src-shared/contract-base.ts';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { fold } from '../../src-shared/kernel/fold.ts';
import { instantOf } from '../../src-shared/kernel/wall-time.ts';
import { type Bowl, freeUntilMs, isLateVersion, partName } from '../../src-shared/treatments/formula.rules.ts';
import type { PatchTestFact } from '../../src-shared/treatments/patch-test.rules.ts';
import type {
  ClientTreatment,
  Formula,
  LineTreatment,
  treatmentsContract,
} from '../../src-shared/treatments/treatments.contract.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import { isSame } from '../store/patch.ts';
import type { Reader } from '../store/executor.ts';
import { type Caller, type ServiceDeps, assertVersion } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import * as rows from './treatments.repository.ts';

type Contract = typeof treatmentsContract;
export type Input<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['inputSchema']>>;
type Output<Name extends keyof Contract> = z.output<NonNullable<Contract[Name]['~orpc']['outputSchema']>>;

/** Newest formulas that names are offered from. */
const PALETTE_FORMULAS = 500;
const PALETTE_NAMES = 300;
/** A planned visit that did not take place says nothing about what suits a client. */
const NOT_DONE = new Set(['cancelled', 'no_show']);

/** What was done on the lines of visits: outcome and colour formulas (B3; features.md part 2, nr 20). */
export class TreatmentsService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;

  constructor(deps: ServiceDeps, settings: SettingsService) {
    this.#deps = deps;
    this.#settings = settings;
  }

  /** @throws DomainError NOT_FOUND */
  ofVisit(caller: Caller, visitId: number): LineTreatment[] {
    const { reader } = this.#deps.store;
    if (!rows.existsVisit(reader, visitId)) throw new DomainError('NOT_FOUND', { what: 'visit', id: visitId });
    const lines = rows.readVisitLines(reader, visitId);
    const records = new Map(rows.readRecordsOfVisit(reader, visitId).map((row) => [row.visit_line_id, row]));
    const formulas = this.#formulas(
      reader,
      [...records.values()].map(({ id }) => id),
    );
    const clientId = lines[0]?.client_id ?? null;
    const earlier = clientId === null ? [] : this.#earlier(reader, clientId);
    const nowMs = this.#deps.clock.nowMs();
    return lines.map((line): LineTreatment => {
      const record = records.get(line.id);
      const versions = record ? (formulas.get(record.id) ?? []) : [];
      const endMs = this.#endMs(line.local_date, line.start_min + line.duration_min);
      const isLocked = versions.length > 0 && nowMs > freeUntilMs(endMs, versions.at(-1)?.created_at_ms ?? null);
      return {
        lineId: line.id as LineTreatment['lineId'],
        serviceId: line.service_id as ServiceId,
        serviceName: line.service_name,
        staffId: line.staff_id as StaffId,
        staffName: this.#nameOf(line),
        canWrite: mayWrite(caller, line.staff_id),
        isLocked,
        version: record?.version ?? null,
        ...outcomeOf(record),
        formulas: versions.map((row) => toFormula(row, endMs)),
        last: lastOf(line, earlier),
      };
    });
  }

  /**
   * Writes what was done on a line; what is the same as before writes nothing.
   *
   * @throws DomainError NOT_FOUND, FORBIDDEN, STALE_VERSION
   */
  write(caller: Caller, input: Input<'write'>): Output<'write'> {
    const { store, clock } = this.#deps;
    const { value, commandId } = store.work.run(caller.actor(clock), 'treatments.write', (tx) => {
      const line = rows.findLine(tx, input.lineId);
      if (!line) throw new DomainError('NOT_FOUND', { what: 'visitLine', id: input.lineId });
      if (line.client_id !== null) requireClient(tx, line.client_id);
      if (!mayWrite(caller, line.staff_id)) throw new DomainError('FORBIDDEN', { permission: 'edit_journal' });
      const record = rows.findRecordOfLine(tx, line.id);
      assertVersion(input.version ?? 0, record?.version ?? 0, 'treatment');
      const versions = record ? rows.readFormulas(tx, [record.id]) : [];
      const given = input.formula;
      if (given) assertVersion(given.afterNumber, versions[0]?.number ?? 0, 'formula');
      const [newest] = versions;
      const isNewFormula =
        given !== undefined &&
        !(newest && newest.note === given.note && isSame(JSON.parse(newest.bowls_json), given.bowls));
      const changes = changedOutcome(record, input);
      if (!isNewFormula && Object.keys(changes).length === 0) return record?.version ?? null;
      if (isNewFormula && newest) this.#requireFree(caller, line, versions.at(-1)?.created_at_ms ?? null);
      const at = { created_at_ms: tx.context.nowMs, created_by: caller.userId };
      const version = (record?.version ?? 0) + 1;
      const recordId =
        record?.id ??
        rows.insertRecord(tx, {
          visit_line_id: line.id,
          visit_id: line.visit_id,
          client_id: line.client_id,
          service_id: line.service_id,
          staff_id: line.staff_id,
          ...at,
          ...changes,
        });
      if (record) rows.updateRecord(tx, record.id, { ...changes, version });
      if (isNewFormula) {
        rows.insertFormula(tx, {
          recordId,
          number: (newest?.number ?? 0) + 1,
          bowlsJson: JSON.stringify(given.bowls),
          note: given.note,
          atMs: tx.context.nowMs,
          by: caller.userId,
        });
      }
      const act = isNewFormula ? (newest ? 'version' : 'formula') : 'outcome';
      tx.summary = {
        key: `treatments.write.${act}`,
        values: { who: this.#who(tx, line), service: line.service_name, number: (newest?.number ?? 0) + 1 },
      };
      return version;
    });
    return { version: value, commandId };
  }

  /** @throws DomainError NOT_FOUND */
  ofClient(input: Input<'ofClient'>): ClientTreatment[] {
    const { reader } = this.#deps.store;
    requireClient(reader, input.clientId);
    const records = rows.readRecordsOfClient(reader, input.clientId);
    const formulas = this.#formulas(
      reader,
      records.map(({ id }) => id),
    );
    const words = fold(input.query).split(/\s+/u).filter(Boolean);
    const found: ClientTreatment[] = [];
    for (const record of records) {
      if (found.length >= input.limit) break;
      const endMs = this.#endMs(record.local_date, (record.start_min ?? 0) + (record.duration_min ?? 1440));
      const versions = (formulas.get(record.id) ?? []).map((row) => toFormula(row, endMs));
      if (words.length > 0) {
        const text = searchedText(record, versions);
        if (!words.every((word) => text.includes(word))) continue;
      }
      found.push({
        visitId: record.visit_id as VisitId,
        localDate: record.local_date,
        serviceId: record.service_id as ServiceId,
        serviceName: record.service_name,
        staffName: this.#nameOf(record),
        ...outcomeOf(record),
        formulas: versions,
      });
    }
    return found;
  }

  /** Names in the newest formulas, most frequent first. */
  palette(): Output<'palette'> {
    const parts = new Counter<Output<'palette'>['parts'][number]>();
    const developers = new Counter<string>();
    const titles = new Counter<string>();
    for (const json of rows.readNewestBowls(this.#deps.store.reader, PALETTE_FORMULAS)) {
      for (const bowl of JSON.parse(json) as Bowl[]) {
        for (const { brand, line, shade } of bowl.parts) {
          parts.add(JSON.stringify([brand, line, shade]), { brand, line, shade });
        }
        if (bowl.developer !== '') developers.add(bowl.developer, bowl.developer);
        if (bowl.title !== '') titles.add(bowl.title, bowl.title);
      }
    }
    return { parts: parts.list(), developers: developers.list(), titles: titles.list() };
  }

  /** What was done on a line that is taken off its visit stays with the visit; inside the command that takes it off. */
  lineGoneInside(tx: Tx, lineId: number): void {
    const record = rows.findRecordOfLine(tx, lineId);
    const line = record && rows.findLine(tx, lineId);
    if (!record || !line) return;
    const { service_id, staff_id } = line;
    rows.updateRecord(tx, record.id, { visit_line_id: null, service_id, staff_id, version: record.version + 1 });
  }

  /** What was done on a visit belongs to whoever the visit belongs to. */
  clientChangedInside(tx: Tx, visitId: number, clientId: number | null): void {
    for (const record of rows.readRecordsOfVisit(tx, visitId)) {
      if (record.client_id === clientId) continue;
      rows.updateRecord(tx, record.id, { client_id: clientId, version: record.version + 1 });
    }
  }

  #formulas(reader: Reader, recordIds: readonly number[]): Map<number, rows.FormulaRow[]> {
    return Map.groupBy(rows.readFormulas(reader, recordIds), (row) => row.record_id);
  }

  /** The newest version of each formula of a client, newest day first. */
  #earlier(reader: Reader, clientId: number): EarlierFormula[] {
    const records = rows.readRecordsOfClient(reader, clientId).filter(({ status }) => !NOT_DONE.has(status));
    const formulas = this.#formulas(
      reader,
      records.map(({ id }) => id),
    );
    return records.flatMap((record) => {
      const newest = formulas.get(record.id)?.[0];
      return newest ? [{ record, newest, staffName: this.#nameOf(record) }] : [];
    });
  }

  #requireFree(caller: Caller, line: rows.LineRow, firstAtMs: number | null): void {
    const endMs = this.#endMs(line.local_date, line.start_min + line.duration_min);
    if (this.#deps.clock.nowMs() > freeUntilMs(endMs, firstAtMs)) caller.require('reopen_visit');
  }

  #endMs(localDate: string, minute: number): number {
    return instantOf(localDate, Math.min(2880, minute), this.#settings.on(localDate).timeZone).atMs;
  }

  #nameOf({ first_name: firstName, last_name: lastName }: { first_name: string; last_name: string }): string {
    return displayName({ firstName, lastName }, this.#settings.now().nameOrder);
  }

  #who(reader: Reader, line: rows.LineRow): string {
    const client = line.client_id === null ? undefined : rows.findClientName(reader, line.client_id);
    return client ? this.#nameOf(client) : line.service_name;
  }
}

/** What the journal asks of what was done, and of the tests for allergy. */
export function journalTreatments(
  treatments: TreatmentsService,
  patchTests: { factsOf(reader: Reader, clientId: number): PatchTestFact[] },
) {
  return {
    patchTestsOf: (reader: Reader, clientId: number) => patchTests.factsOf(reader, clientId),
    lineGoneInside: (tx: Tx, lineId: number) => treatments.lineGoneInside(tx, lineId),
    clientChangedInside: (tx: Tx, visitId: number, clientId: number | null) =>
      treatments.clientChangedInside(tx, visitId, clientId),
  };
}

/** @throws DomainError NOT_FOUND, also for somebody who was forgotten */
export function requireClient(reader: Reader, clientId: number): { first_name: string; last_name: string } {
  const client = rows.findClientName(reader, clientId);
  if (!client) throw new DomainError('NOT_FOUND', { what: 'client', id: clientId });
  return client;
}

/** The desk writes on every line, a master on their own. */
function mayWrite(caller: Caller, staffId: number): boolean {
  return caller.can('edit_journal') || caller.staffId === staffId;
}

interface EarlierFormula {
  readonly record: rows.ClientRecordRow;
  readonly newest: rows.FormulaRow;
  readonly staffName: string;
}

/** The formula to repeat on a line: of the same service, else of its category; not the line's own, none of a later day. */
function lastOf(line: rows.LineRow, earlier: readonly EarlierFormula[]): LineTreatment['last'] {
  const known = earlier.filter(
    ({ record }) => record.visit_line_id !== line.id && record.local_date <= line.local_date,
  );
  const same = known.find(({ record }) => record.service_id === line.service_id);
  const found = same ?? known.find(({ record }) => record.category_id === line.category_id);
  if (!found) return null;
  return {
    bowls: JSON.parse(found.newest.bowls_json) as NonNullable<LineTreatment['last']>['bowls'],
    note: found.newest.note,
    localDate: found.record.local_date,
    serviceName: found.record.service_name,
    staffName: found.staffName,
    match: same ? 'service' : 'category',
  };
}

function toFormula(row: rows.FormulaRow, endMs: number): Formula {
  return {
    id: row.id as Formula['id'],
    number: row.number,
    bowls: JSON.parse(row.bowls_json) as Formula['bowls'],
    note: row.note,
    atMs: row.created_at_ms,
    byName: row.by_name,
    isLate: isLateVersion(endMs, row.created_at_ms),
  };
}

function outcomeOf(record: rows.RecordRow | undefined) {
  const flag = (bit: number | null | undefined): boolean | null =>
    bit === null || bit === undefined ? null : bit === 1;
  return {
    outcome: record?.outcome ?? '',
    score: record?.score ?? null,
    wouldReturn: flag(record?.would_return),
    wouldRecommend: flag(record?.would_recommend),
  };
}

function changedOutcome(record: rows.RecordRow | undefined, input: Input<'write'>) {
  const was = outcomeOf(record);
  const bit = (value: boolean | null): 0 | 1 | null => (value === null ? null : value ? 1 : 0);
  return {
    ...(input.outcome === undefined || input.outcome === was.outcome ? {} : { outcome: input.outcome }),
    ...(input.score === undefined || input.score === was.score ? {} : { score: input.score }),
    ...(input.wouldReturn === undefined || input.wouldReturn === was.wouldReturn
      ? {}
      : { would_return: bit(input.wouldReturn) }),
    ...(input.wouldRecommend === undefined || input.wouldRecommend === was.wouldRecommend
      ? {}
      : { would_recommend: bit(input.wouldRecommend) }),
  };
}

function searchedText(record: rows.ClientRecordRow, versions: readonly Formula[]): string {
  const bowls = versions.flatMap((formula) => [
    formula.note,
    ...formula.bowls.flatMap((bowl) => [bowl.title, bowl.developer, ...bowl.parts.map(partName)]),
  ]);
  return fold([record.service_name, record.outcome, ...bowls].join(' '));
}

/** Counts names, the most frequent first, of equal ones the newest. */
class Counter<Value> {
  readonly #uses = new Map<string, { value: Value; times: number }>();

  add(key: string, value: Value): void {
    const known = this.#uses.get(key);
    if (known) known.times += 1;
    else this.#uses.set(key, { value, times: 1 });
  }

  list(): Value[] {
    return [...this.#uses.values()]
      .toSorted((a, b) => b.times - a.times)
      .slice(0, PALETTE_NAMES)
      .map(({ value }) => value);
  }
}
