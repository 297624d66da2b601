import { type LocalDate } from '../../src-shared/kernel/local-date.ts';
import { localOf } from '../../src-shared/kernel/wall-time.ts';
import { DEFAULT_SETTINGS, type Settings, settingsSchema } from '../../src-shared/settings/settings.contract.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { readChangeDates, readSettingsOn, writeSetting } from './settings.repository.ts';

/** The beginning of time for a setting that was never dated. */
export const SETTINGS_EPOCH: LocalDate = '1970-01-01';

const LAST_DATE: LocalDate = '9999-12-31';

/** Settings of the salon by date (domain.md section 11). A change never re-prices what is posted. */
export class SettingsService {
  readonly #deps: ServiceDeps;
  /** By the day from which they are in force; between two changes every day has the same. */
  readonly #byStart = new Map<LocalDate, Settings>();
  #starts: readonly LocalDate[] | null = null;
  /** The values read last, and what they say: a long unit of work asks for the same ones again and again. */
  #read: { readonly values: string; readonly settings: Settings } | null = null;
  #today: { readonly minuteNo: number; readonly zone: string; readonly value: ReturnType<typeof localOf> } | null =
    null;

  constructor(deps: ServiceDeps) {
    this.#deps = deps;
    deps.store.work.onCommit((command) => {
      if (!command.rows['settings']) return;
      this.#byStart.clear();
      this.#starts = null;
    });
  }

  /** Settings in force on a day; defaults where nothing was set. */
  on(date: LocalDate): Settings {
    const { reader, connection } = this.#deps.store;
    const starts = this.#starts ?? ['', ...readChangeDates(reader, '', LAST_DATE)];
    const start = starts.findLast((one) => one <= date) ?? '';
    const cached = this.#byStart.get(start);
    if (cached) return cached;
    const settings = this.#settingsOf(readSettingsOn(reader, date));
    // What a running transaction has written may still be taken back.
    if (!connection.inTransaction) {
      this.#starts = starts;
      this.#byStart.set(start, settings);
    }
    return settings;
  }

  #settingsOf(stored: ReadonlyMap<string, string>): Settings {
    const values = JSON.stringify([...stored]);
    if (this.#read?.values !== values) {
      const given = Object.fromEntries([...stored].map(([key, json]) => [key, JSON.parse(json) as unknown]));
      this.#read = { values, settings: settingsSchema.parse({ ...DEFAULT_SETTINGS, ...given }) };
    }
    return this.#read.settings;
  }

  /** Days after `from` and up to `to` on which some setting changes; between them `on` gives the same answer. */
  changeDatesBetween(from: LocalDate, to: LocalDate): LocalDate[] {
    return readChangeDates(this.#deps.store.reader, from, to);
  }

  /** Settings in force today. */
  now(): Settings {
    return this.on(this.today().localDate);
  }

  /** The salon's date and minute now. The zone itself has no date: the newest one counts. */
  today(): { readonly localDate: LocalDate; readonly minute: number } {
    const zone = this.on(LAST_DATE).timeZone;
    const minuteNo = Math.floor(this.#deps.clock.nowMs() / 60_000);
    // Asked for with every name that is shown; inside one minute the answer stays.
    if (this.#today?.minuteNo !== minuteNo || this.#today.zone !== zone) {
      this.#today = { minuteNo, zone, value: localOf(minuteNo * 60_000, zone) };
    }
    return this.#today.value;
  }

  /** Changes settings from a day on (today unless given). */
  update(caller: Caller, values: Partial<Settings>, validFrom: LocalDate | undefined): { commandId: number | null } {
    const from = validFrom ?? this.today().localDate;
    const { commandId } = this.#deps.store.work.run(caller.actor(this.#deps.clock), 'settings.update', (tx) => {
      this.write(tx, values, from);
      tx.summary = { key: 'settings.update' };
    });
    return { commandId };
  }

  /** Writes values inside a running unit of work. */
  write(tx: Tx, values: Partial<Settings>, validFrom: LocalDate): void {
    for (const [key, value] of Object.entries(values)) {
      if (value !== undefined) writeSetting(tx, key, validFrom, JSON.stringify(value));
    }
  }
}
