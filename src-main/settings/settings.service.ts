import { type LocalDate } from '../../src-shared/kernel/local-date.ts';
import { localOf } from '../../src-shared/kernel/wall-time.ts';
import { DEFAULT_SETTINGS, type Settings, settingsSchema } from '../../src-shared/settings/settings.contract.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { readChangeDates, readSettingsOn, writeSetting } from './settings.repository.ts';

/** The beginning of time for a setting that was never dated. */
export const SETTINGS_EPOCH: LocalDate = '1970-01-01';

/** Settings of the salon by date (domain.md section 11). A change never re-prices what is posted. */
export class SettingsService {
  readonly #deps: ServiceDeps;
  readonly #byDate = new Map<LocalDate, Settings>();

  constructor(deps: ServiceDeps) {
    this.#deps = deps;
    deps.store.work.onCommit((command) => {
      if (command.rows['settings']) this.#byDate.clear();
    });
  }

  /** Settings in force on a day; defaults where nothing was set. */
  on(date: LocalDate): Settings {
    const cached = this.#byDate.get(date);
    if (cached) return cached;
    const stored = readSettingsOn(this.#deps.store.reader, date);
    const values: Record<string, unknown> = { ...DEFAULT_SETTINGS };
    for (const [key, json] of stored) values[key] = JSON.parse(json) as unknown;
    const settings = settingsSchema.parse(values);
    if (this.#byDate.size > 400) this.#byDate.clear();
    this.#byDate.set(date, settings);
    return settings;
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
  today(): { localDate: LocalDate; minute: number } {
    const zone = this.on('9999-12-31').timeZone;
    return localOf(this.#deps.clock.nowMs(), zone);
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
