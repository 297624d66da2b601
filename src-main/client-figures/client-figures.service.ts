import type { Database as SqliteDatabase } from 'better-sqlite3';
import type {
  ClientFiguresValue,
  ClientPivotValue,
  RowKind,
} from '../../src-shared/client-figures/client-figures.contract.ts';
import type { PivotPeriod } from '../../src-shared/client-figures/pivot.rules.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { ServiceDeps } from '../store/service.ts';
import type { RowFilter } from './client-figures.repository.ts';
import { figuresOfClient, pivotOfClient, rowsOfFigure } from './figures-reading.ts';
import {
  type BuildState,
  CHECK_TABLES,
  buildClient,
  buildStep,
  readBuildState,
  rebuildClientFigures,
  refreshFigures,
  touchedClients,
  turnToDay,
  writeBuildState,
} from './upkeep.repository.ts';

/** Clients whose figures are built at a time in the background: some ten milliseconds. */
const STEP_CLIENTS = 400;

/** What lists are sorted by and calls are made from: kept per client with every fact. */
export class ClientFiguresService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;
  #state: BuildState;
  #day: LocalDate | null = null;
  #isPaused = false;

  constructor(deps: ServiceDeps, settings: SettingsService) {
    this.#deps = deps;
    this.#settings = settings;
    this.#state = readBuildState(deps.store.connection);
    deps.store.work.derive({
      tables: ['visits', 'visit_lines', ...CHECK_TABLES],
      refresh: (tx, changes) => {
        if (this.#isPaused) return;
        const touched = touchedClients(tx, changes);
        if (touched.size === 0) return;
        // Where nothing is built yet there is nothing to add to.
        const whole = this.#state.isWhole ? touched : new Map([...touched.keys()].map((id) => [id, 'all' as const]));
        refreshFigures(tx, whole, this.#settings.today().localDate);
      },
    });
    this.keepDay();
  }

  /** What a client comes to. @throws DomainError NOT_FOUND */
  figures(clientId: number): ClientFiguresValue {
    this.ensureClient(clientId);
    return figuresOfClient(this.#reading(), clientId);
  }

  /** The visits and lines behind a figure, newest first. @throws DomainError NOT_FOUND */
  rows(clientId: number, kind: RowKind, filter: RowFilter): ReturnType<typeof rowsOfFigure> {
    return rowsOfFigure(this.#reading(), clientId, kind, filter);
  }

  /** Money of completed visits by service, master and period. @throws DomainError NOT_FOUND */
  pivot(clientId: number, period: PivotPeriod, filter: RowFilter): ClientPivotValue {
    return pivotOfClient(this.#reading(), clientId, period, filter);
  }

  #reading(): Parameters<typeof figuresOfClient>[0] {
    return { reader: this.#deps.store.reader, settings: this.#settings };
  }

  /** Whether a file of an older version still has figures to build. */
  isBuilding(): boolean {
    return !this.#state.isWhole;
  }

  /**
   * Turns the page when a new day has come; costs nothing otherwise.
   *
   * Whoever reads `next_on` of many clients calls it first.
   */
  keepDay(): void {
    const today = this.#settings.today().localDate;
    if (this.#day === today || this.#deps.store.connection.inTransaction) return;
    turnToDay(this.#deps.store.connection, this.#deps.store.reader, today);
    this.#day = today;
  }

  /** Builds some of what is missing; tells whether there is more to do. */
  buildSome(): boolean {
    if (this.#state.isWhole) return false;
    const { connection } = this.#deps.store;
    const today = this.#settings.today().localDate;
    this.#state = buildStep(connection, this.#state.builtTo, STEP_CLIENTS, today);
    return !this.#state.isWhole;
  }

  /** Makes sure that one client's figures stand, although the file's are still being built. */
  ensureClient(clientId: number): void {
    this.keepDay();
    if (this.#state.isWhole) return;
    const { connection, reader } = this.#deps.store;
    buildClient(connection, reader, clientId, this.#settings.today().localDate);
  }

  /** Runs a load of many visits without keeping the figures row by row, then builds them at once. */
  inBulk<T>(load: () => T): T {
    const { connection } = this.#deps.store;
    // Should the program end meanwhile, the next start builds them.
    writeBuildState(connection, 0);
    this.#isPaused = true;
    try {
      return load();
    } finally {
      this.#isPaused = false;
      rebuildClientFigures(connection, this.#settings.today().localDate);
      this.#state = { isWhole: true };
    }
  }
}

/** Builds the figures of a file anew, after its visits were written in bulk. */
export function rebuildFigures(connection: SqliteDatabase, today: LocalDate): void {
  rebuildClientFigures(connection, today);
}
