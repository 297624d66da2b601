import path from 'node:path';
import type { z } from 'zod';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import type { FileOutput } from '../../src-shared/contract-base.ts';
import { formatAmount, formatDate, formatInstant, type Locale } from '../../src-shared/i18n/format.ts';
import { createI18n } from '../../src-shared/i18n/i18n.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { OwedPass, PassKind, passesContract } from '../../src-shared/passes/passes.contract.ts';
import type { TableColumn } from '../documents/table.job.ts';
import { Coverage } from '../memberships/coverage.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { RunJob } from '../workers/run-job.ts';
import * as rows from './liabilities.repository.ts';

type Procedures = typeof passesContract;
type Input<Name extends keyof Procedures> = z.output<Procedures[Name]['~orpc']['inputSchema'] & z.ZodType>;
type Output<Name extends keyof Procedures> = z.input<Procedures[Name]['~orpc']['outputSchema'] & z.ZodType>;

const PDF = 'application/pdf';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Of a file; a sheet with more is of no use to anybody. */
const MAX_ROWS = 50_000;
/** Pages of a PDF are read by a person. */
const MAX_PDF_ROWS = 2000;

/** What the salon owes for certificates and memberships: sums beside the ledger, the rows behind them, files (L6). */
export class PassLiabilitiesService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;
  readonly #runJob: RunJob;
  readonly #fontsDir: string;

  readonly #sources: Readonly<Record<PassKind, rows.OwedSource>>;

  constructor(
    deps: ServiceDeps,
    neighbours: {
      settings: SettingsService;
      /** What each feature owes. */
      sources: Readonly<Record<PassKind, rows.OwedSource>>;
      runJob: RunJob;
      fontsDir: string;
    },
  ) {
    this.#deps = deps;
    this.#settings = neighbours.settings;
    this.#sources = neighbours.sources;
    this.#runJob = neighbours.runJob;
    this.#fontsDir = neighbours.fontsDir;
  }

  /** Sums from the movements; `ledgerMinor` is the same by the books (I4, I5). */
  liabilities({ kind, onDate = this.#today() }: Input<'liabilities'>): Output<'liabilities'> {
    const { reader } = this.#deps.store;
    const source = this.#sources[kind];
    const pools = this.#pools(source, onDate);
    const sums = rows.readSums(reader, source, onDate);
    const types = [...Map.groupBy(sums, ({ typeId }) => typeId)].map(([typeId, parts]) => ({
      typeId,
      title: parts[0]!.title,
      ...sumOf(parts),
      pools: pools.get(typeId) ?? [],
    }));
    const months = [...Map.groupBy(sums, ({ month }) => month)].map(([month, parts]) => ({ month, ...sumOf(parts) }));
    return {
      onDate,
      ...sumOf(sums),
      ledgerMinor: rows.readLedgerOwed(reader, source, onDate),
      types: types.toSorted((a, b) => b.leftMinor - a.leftMinor),
      months: months.toSorted((a, b) => a.month.localeCompare(b.month)),
    };
  }

  /** What stands behind a figure. */
  owed({ kind, onDate = this.#today(), limit, ...ask }: Input<'owed'>): Output<'owed'> {
    const found = rows.readOwed(this.#deps.store.reader, this.#sources[kind], { ...ask, onDate, limit: limit + 1 });
    return { rows: found.slice(0, limit).map((row) => this.#shown(row)), hasMore: found.length > limit };
  }

  /** @throws DomainError LIMIT_EXCEEDED (data.limit, data.count) */
  async file(caller: Caller, input: Input<'file'>, locale: Locale): Promise<FileOutput> {
    const { kind, format, onDate = this.#today() } = input;
    const { reader } = this.#deps.store;
    const { count, leftMinor } = sumOf(rows.readSums(reader, this.#sources[kind], onDate));
    const limit = format === 'pdf' ? MAX_PDF_ROWS : MAX_ROWS;
    if (count > limit) throw new DomainError('LIMIT_EXCEEDED', { what: kind, limit, count });
    const all = { onDate, month: null, typeId: null, isExpired: null, afterId: null, limit };
    const owed = rows.readOwed(reader, this.#sources[kind], all).map((row) => this.#shown(row));
    const settings = this.#settings.now();
    const i18n = createI18n(locale);
    const t = (key: string, values: Record<string, string> = {}): string => i18n.t(key, values);
    const day = (date: LocalDate): string => formatDate(date, 'short', locale);
    const when = formatInstant(this.#deps.clock.nowMs(), settings.timeZone, locale);
    const title = t(`passes:liabilities.title.${kind}`);
    const span = t('passes:liabilities.on', { date: day(onDate) });
    const columns = columnsOf(kind, t);
    const cells = owed.map((one) => [
      one.number,
      one.title ?? t('passes:liabilities.noType'),
      one.clientName ?? t('passes:liabilities.nobody'),
      day(one.soldOn),
      one.lastDay === null ? t('passes:liabilities.endless') : day(one.lastDay),
      one.soldMinor,
      one.left,
      one.leftMinor,
    ]);
    const total = [t('passes:liabilities.total'), null, null, null, null, null, null, leftMinor];
    const name = `${title} ${span}`;
    if (format === 'xlsx') {
      const author = `${t('ledger:file.mark', { who: caller.name, when })} · ${span}`;
      const bytes = await this.#runJob('documents.table', {
        sheetName: title,
        author,
        columns,
        rows: cells,
        totals: total,
      });
      return { fileName: `${name}.xlsx`, mediaType: XLSX, base64: Buffer.from(bytes).toString('base64') };
    }
    const text = (value: string | number | null, at: number): string =>
      typeof value === 'number' && columns[at]?.kind === 'money'
        ? formatAmount(value, settings.currency, locale)
        : String(value ?? '');
    const bytes = await this.#runJob('ledger.reportPdf', {
      report: {
        salonName: settings.salonName,
        title,
        lines: [span],
        columns: onPaper(columns.map((column) => column.title)),
        rows: [...cells, total].map((row, index) => ({
          cells: onPaper(row.map(text)),
          isSum: index === cells.length,
        })),
        footer: t('ledger:file.footer', { who: caller.name, when }),
        pageText: t('ledger:file.page'),
      },
      regularFont: path.join(this.#fontsDir, 'NotoSans_400Regular.ttf'),
      boldFont: path.join(this.#fontsDir, 'NotoSans_700Bold.ttf'),
    });
    return { fileName: `${name}.pdf`, mediaType: PDF, base64: Buffer.from(bytes).toString('base64') };
  }

  #pools(source: rows.OwedSource, onDate: LocalDate) {
    const { reader } = this.#deps.store;
    const coverage = new Coverage(reader);
    const units = rows.readPoolUnits(reader, source, onDate).map((pool) => ({
      typeId: pool.typeId,
      shown: { ...coverage.titleOf(pool), unitsLeft: pool.unitsLeft },
    }));
    const byType = Map.groupBy(units, ({ typeId }): number | null => typeId);
    return new Map([...byType].map(([typeId, pools]) => [typeId, pools.map(({ shown }) => shown)]));
  }

  #shown(row: rows.OwedRow): OwedPass {
    const { first_name: firstName, last_name: lastName } = row;
    return {
      id: row.id,
      number: row.number,
      title: row.title,
      clientName:
        firstName === null
          ? null
          : displayName({ firstName, lastName: lastName ?? '' }, this.#settings.now().nameOrder),
      soldOn: row.sold_on,
      lastDay: row.last_day,
      soldMinor: row.sold_minor,
      left: row.units,
      leftMinor: row.left_minor,
      isExpired: row.expired_minor > 0,
    };
  }

  #today(): LocalDate {
    return this.#settings.today().localDate;
  }
}

/** Number, kind and client stand in one wide column of a paper; dates and amounts beside it. */
function onPaper([number, title, client, ...others]: readonly string[]): string[] {
  return [[number, title, client].filter(Boolean).join(' · '), ...others];
}

function sumOf(parts: readonly rows.OwedSums[]): rows.OwedSums {
  const sum = (of: keyof rows.OwedSums): number => parts.reduce((total, part) => total + part[of], 0);
  return {
    count: sum('count'),
    soldMinor: sum('soldMinor'),
    leftMinor: sum('leftMinor'),
    expiredMinor: sum('expiredMinor'),
  };
}

function columnsOf(kind: PassKind, t: (key: string) => string): TableColumn[] {
  const column = (key: string, width: number, of: TableColumn['kind'] = 'text'): TableColumn => ({
    title: t(`passes:liabilities.columns.${key}`),
    width,
    kind: of,
  });
  return [
    column('number', 14),
    column('title', 28),
    column('client', 28),
    column('soldOn', 12),
    column('lastDay', 14),
    column('sold', 14, 'money'),
    kind === 'certificate' ? column('nominal', 14, 'money') : column('units', 12, 'integer'),
    column('left', 14, 'money'),
  ];
}
