import { createHash } from 'node:crypto';
import type { Database as SqliteDatabase } from 'better-sqlite3';
import { ERASED } from './row-history.ts';

/**
 * What an act of destruction says of the log (docs/adr/0006): the verification holds the log against it.
 *
 * It stands in a sealed row, so nobody can erase values behind the app's back and call it an act.
 */
export interface LogEvidence {
  /** The command that erased. */
  readonly commandId: number;
  /** Changes that lost values, and how many values. */
  readonly changes: number;
  readonly values: number;
  /** Over `seq:column` of each erased value, in order. */
  readonly sha256: string;
  /** Seal of each command with its erased sentence, hex, by number. */
  readonly seals: Readonly<Record<string, string>>;
}

/** Bytes kept of the seal of an erased sentence, as hex digits. */
export const EVIDENCE_DIGITS = 32;

/** Digest over the places of erased values. */
export function placesDigest(places: readonly (readonly [seq: number, column: string])[]): string {
  const hashing = createHash('sha256');
  for (const [seq, column] of places.toSorted((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1))) {
    hashing.update(`${seq}:${column};`);
  }
  return hashing.digest('hex');
}

/** The acts that took something out of a command's sentence, oldest first. */
export function actsOfSentence(summary: string | null): number[] {
  if (summary === null || !summary.includes('"erased":[')) return [];
  const { erased } = JSON.parse(summary) as { erased?: unknown };
  return Array.isArray(erased) ? erased.filter((id) => typeof id === 'number') : [];
}

/** What an act of destruction took out of the log, as the verification found it. */
export interface ErasedByAct {
  readonly actId: number;
  /** Old values and sentences of commands. */
  readonly values: number;
  readonly commands: number;
}

/** Something that does not agree with the acts. */
export interface EvidenceFault {
  readonly commandId?: number;
  readonly detail: string;
}

/**
 * Holds the marks of erased values against the acts that erased them.
 *
 * A mark without an act, or an act whose marks are not those it made, is a forgery: the acts stand in sealed rows.
 */
export class ErasureEvidence {
  readonly #acts = new Map<number, LogEvidence>();
  readonly #places = new Map<number, [number, string][]>();
  readonly #sentences = new Map<number, number>();

  constructor(connection: SqliteDatabase) {
    const hasActs = connection.prepare("select 1 from sqlite_schema where name = 'data_requests'").get();
    if (!hasActs) return;
    const rows = connection.prepare('select id, act_json from data_requests where act_json is not null').all() as {
      id: number;
      act_json: string;
    }[];
    for (const row of rows) {
      const { log } = JSON.parse(row.act_json) as { log?: LogEvidence };
      if (log) this.#acts.set(row.id, log);
    }
  }

  /** Whether the seal of a command with an erased sentence is the one that the last act on it wrote down. */
  acceptsSentence(commandId: number, summary: string | null, seal: Buffer): boolean {
    const acts = actsOfSentence(summary);
    const last = this.#acts.get(acts.at(-1) ?? 0);
    if (last?.seals[commandId] !== seal.toString('hex').slice(0, EVIDENCE_DIGITS)) return false;
    for (const act of acts) this.#sentences.set(act, (this.#sentences.get(act) ?? 0) + 1);
    return true;
  }

  /** Notes the marks of one change. */
  note(change: { readonly seq: number; readonly command_id: number; readonly old: string | null }): void {
    if (change.old === null || !change.old.includes(ERASED)) return;
    for (const [column, value] of Object.entries(JSON.parse(change.old) as Record<string, unknown>)) {
      if (value === null || typeof value !== 'object' || !(ERASED in value)) continue;
      const actId = Number(value[ERASED]);
      // What the erasing command itself replaced never was in the log with its value.
      if (this.#acts.get(actId)?.commandId === change.command_id) continue;
      const places = this.#places.get(actId) ?? [];
      places.push([change.seq, column]);
      this.#places.set(actId, places);
    }
  }

  /** What does not agree, once every change and command was seen. */
  faults(): EvidenceFault[] {
    const faults: EvidenceFault[] = [];
    for (const actId of this.#places.keys()) {
      if (!this.#acts.has(actId)) faults.push({ detail: `values erased by no act (${actId})` });
    }
    for (const [actId, act] of this.#acts) {
      const places = this.#places.get(actId) ?? [];
      if (places.length !== act.values || placesDigest(places) !== act.sha256) {
        faults.push({ commandId: act.commandId, detail: `act ${actId}: ${places.length} of ${act.values} values` });
      }
      const sentences = Object.keys(act.seals).length;
      if ((this.#sentences.get(actId) ?? 0) !== sentences) {
        faults.push({ commandId: act.commandId, detail: `act ${actId}: sentences of ${sentences} commands` });
      }
    }
    return faults;
  }

  /** The acts with what they erased, by number. */
  acts(): ErasedByAct[] {
    return [...this.#acts]
      .map(([actId, { values, seals }]) => ({ actId, values, commands: Object.keys(seals).length }))
      .sort((a, b) => a.actId - b.actId);
  }
}
