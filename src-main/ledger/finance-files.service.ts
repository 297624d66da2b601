import path from 'node:path';
import type { z } from 'zod';
import type { FileOutput } from '../../src-shared/contract-base.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { formatAmount, formatDate, formatInstant, type Locale } from '../../src-shared/i18n/format.ts';
import { createI18n } from '../../src-shared/i18n/i18n.ts';
import type { ledgerContract } from '../../src-shared/ledger/ledger.contract.ts';
import type { ReportName } from '../../src-shared/ledger/reports.contract.ts';
import type { Period } from '../../src-shared/ledger/periods.rules.ts';
import type { Table, TableColumn } from '../documents/table.job.ts';
import type { Translate } from '../documents/translate.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { RunJob } from '../workers/run-job.ts';
import { countEntries } from './entries.repository.ts';
import { assertPeriod } from './figures.ts';
import type { FinanceService } from './finance.service.ts';

type FileInput = z.output<(typeof ledgerContract)['reportFile']['~orpc']['inputSchema'] & z.ZodType>;

const PDF = 'application/pdf';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** An Excel sheet holds a million rows; with fewer it also opens on the accountant's computer. */
const MAX_ENTRIES = 500_000;
/** Of one kind of obligation: a sheet takes every client of ten years, pages are read by a person. */
const OWED_ROWS = { xlsx: 100_000, pdf: 1000 } as const;

/** Rows of a report before they become a file. */
interface ReportTable {
  readonly title: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** Indexes of rows that are sums. */
  readonly sums: readonly number[];
  /** Days of the period that it is compared with. */
  readonly before?: string | null;
}

/** Reports and entries as files (features.md F5). Writing runs on a thread. */
export class FinanceFilesService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;
  readonly #finance: FinanceService;
  readonly #runJob: RunJob;
  readonly #fontsDir: string;

  constructor(
    deps: ServiceDeps,
    neighbours: { settings: SettingsService; finance: FinanceService; runJob: RunJob; fontsDir: string },
  ) {
    this.#deps = deps;
    this.#settings = neighbours.settings;
    this.#finance = neighbours.finance;
    this.#runJob = neighbours.runJob;
    this.#fontsDir = neighbours.fontsDir;
  }

  /** A report as it stands on the screen. @throws DomainError INVALID_INPUT (period) */
  async report(caller: Caller, input: FileInput, locale: Locale): Promise<FileOutput> {
    assertPeriod(input);
    const { t, money, when, salonName } = this.#texts(locale);
    const table = await this.#table(input, t, locale);
    const span = this.#span(input.report, input, t, locale);
    const beforeTitle = t('ledger:profit.before');
    const compared = table.before ? [`${beforeTitle}: ${table.before}`] : [];
    const name = `${table.title} ${span}`.replaceAll(/[\\/:*?"<>|]+/gu, '').trim();
    const author = t('ledger:file.mark', { who: caller.name, when });
    if (input.format === 'pdf') {
      const bytes = await this.#runJob('ledger.reportPdf', {
        report: {
          salonName,
          title: table.title,
          lines: [span, ...compared],
          columns: table.columns.map(({ title }) => title),
          rows: table.rows.map((row, index) => ({
            cells: row.map((cell, at) => {
              const kind = table.columns[at]?.kind;
              if (kind === 'money' && typeof cell === 'number') return money(cell);
              return kind === 'date' && typeof cell === 'string'
                ? formatDate(cell, 'short', locale)
                : String(cell ?? '');
            }),
            isSum: table.sums.includes(index),
          })),
          footer: t('ledger:file.footer', { who: caller.name, when }),
          pageText: t('ledger:file.page'),
        },
        regularFont: path.join(this.#fontsDir, 'NotoSans_400Regular.ttf'),
        boldFont: path.join(this.#fontsDir, 'NotoSans_700Bold.ttf'),
      });
      return { fileName: `${name}.pdf`, mediaType: PDF, base64: Buffer.from(bytes).toString('base64') };
    }
    const sheet: Table = {
      sheetName: table.title,
      heading: [salonName, table.title, span, ...compared].filter(Boolean).join('. '),
      author: `${author} · ${span}`,
      columns: table.columns.map((column) =>
        column.title === beforeTitle && table.before
          ? { ...column, title: `${beforeTitle} (${table.before})`, width: 32 }
          : column,
      ),
      rows: table.rows,
      sums: table.sums,
      totals: null,
    };
    const bytes = await this.#runJob('documents.table', sheet);
    return { fileName: `${name}.xlsx`, mediaType: XLSX, base64: Buffer.from(bytes).toString('base64') };
  }

  /** Every entry of a period. @throws DomainError INVALID_INPUT, LIMIT_EXCEEDED (data.limit, data.count) */
  async entries(caller: Caller, period: Period, locale: Locale, signal?: AbortSignal): Promise<FileOutput> {
    assertPeriod(period);
    const { reader, paths } = this.#deps.store;
    const count = countEntries(reader, period);
    if (count > MAX_ENTRIES) throw new DomainError('LIMIT_EXCEEDED', { what: 'entries', limit: MAX_ENTRIES, count });
    const { t, when } = this.#texts(locale);
    const span = this.#period(period, t, locale);
    const bytes = await this.#runJob(
      'ledger.entriesFile',
      {
        databaseFile: paths.database,
        fromDate: period.fromDate,
        toDate: period.toDate,
        locale,
        nameOrder: this.#settings.now().nameOrder,
        count,
        mark: `${t('ledger:file.mark', { who: caller.name, when })} · ${span}`,
      },
      signal ? { signal } : {},
    );
    return {
      fileName: `${t('ledger:file.entries')} ${span}.xlsx`,
      mediaType: XLSX,
      base64: Buffer.from(bytes).toString('base64'),
    };
  }

  async #table(input: FileInput, t: Translate, locale: Locale): Promise<ReportTable> {
    const text = (title: string, width: number): TableColumn => ({ title, width, kind: 'text' });
    const money = (title: string): TableColumn => ({ title, width: 16, kind: 'money' });
    const day = (title: string): TableColumn => ({ title, width: 14, kind: 'date' });
    const title = t(`ledger:file.${input.report}`);
    switch (input.report) {
      case 'money': {
        const { accounts, totalMinor } = this.#finance.money();
        const sum = (key: 'openingMinor' | 'inMinor' | 'outMinor'): number =>
          accounts.reduce((all, one) => all + one[key], 0);
        return {
          title,
          columns: [
            text(t('ledger:money.account'), 30),
            money(t('ledger:money.opening')),
            money(t('ledger:money.in')),
            money(t('ledger:money.out')),
            money(t('ledger:money.now')),
          ],
          rows: [
            ...accounts.map((one) => [one.name, one.openingMinor, one.inMinor, one.outMinor, one.balanceMinor]),
            [t('ledger:money.total'), sum('openingMinor'), sum('inMinor'), sum('outMinor'), totalMinor],
          ],
          sums: [accounts.length],
        };
      }
      case 'movement': {
        const { accounts, flows, before } = this.#finance.movement(input);
        const heads = ['opening', 'in', 'out', 'transferIn', 'transferOut', 'closing'] as const;
        const total = heads.map((head) => accounts.reduce((all, one) => all + one[`${head}Minor`], 0));
        const nets = flows.map((flow) => flow.inMinor - flow.outMinor);
        const sumOf = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
        const compared = (own: number, earlier: number | null) => (earlier === null ? [] : [earlier, own - earlier]);
        const fill = before ? [] : [null, null];
        return {
          title,
          columns: [
            text(t('ledger:movement.account'), 34),
            ...heads.map((head) => money(t(`ledger:movement.${head}`))),
          ],
          rows: [
            ...accounts.map((one) => [one.name, ...heads.map((head) => one[`${head}Minor`])]),
            [t('ledger:movement.total'), ...total],
            Array.from({ length: 7 }, () => null),
            [
              t('ledger:movement.flow'),
              t('ledger:movement.in'),
              t('ledger:movement.out'),
              t('ledger:movement.net'),
              ...(before ? [t('ledger:profit.before'), t('ledger:profit.change')] : fill),
              null,
            ],
            ...flows.map((flow, index) => [
              flow.name === null ? t(`ledger:flows.${flow.kind}`) : `${t('ledger:flows.expense')}: ${flow.name}`,
              flow.inMinor,
              flow.outMinor,
              nets[index]!,
              ...(before ? compared(nets[index]!, flow.beforeMinor) : fill),
              null,
            ]),
            [
              t('ledger:movement.total'),
              sumOf(flows.map((flow) => flow.inMinor)),
              sumOf(flows.map((flow) => flow.outMinor)),
              sumOf(nets),
              ...(before ? compared(sumOf(nets), sumOf(flows.map((flow) => flow.beforeMinor ?? 0))) : fill),
              null,
            ],
          ],
          before: before && this.#period(before, t, locale),
          sums: [accounts.length, accounts.length + 2, accounts.length + flows.length + 3],
        };
      }
      case 'profit': {
        const { columns, before, lines } = this.#finance.profit(input);
        const isCut = columns.length > 1;
        return {
          title: `${title} (${t(`ledger:profit.${input.basis}`).toLowerCase()})`,
          before: before && this.#period(before, t, locale),
          columns: [
            text(t('ledger:profit.line'), 36),
            ...(isCut ? columns.map(({ fromDate }) => money(this.#columnTitle(fromDate, input.step, locale))) : []),
            money(t('ledger:profit.total')),
            ...(before ? [money(t('ledger:profit.before')), money(t('ledger:profit.change'))] : []),
          ],
          rows: lines.map((line) => [
            (line.kind === 'part' ? '   ' : '') + (line.name ?? t(`ledger:lines.${line.key}`)),
            ...(isCut ? line.amounts : []),
            line.totalMinor,
            ...(line.beforeMinor === null ? [] : [line.beforeMinor, line.totalMinor - line.beforeMinor]),
          ]),
          sums: lines.flatMap(({ kind }, index) => (kind === 'sum' || kind === 'result' ? [index] : [])),
        };
      }
      case 'balance': {
        const sheet = this.#finance.balance({ onDate: input.toDate, comparison: input.comparison });
        const rows: (string | number | null)[][] = [];
        const sums: number[] = [];
        const put = (label: string, minor: number, before: number | null): void => {
          rows.push([label, minor, ...(sheet.beforeOn === null ? [] : [before, minor - (before ?? 0)])]);
        };
        const sum = (label: string, minor: number, before: number | null): void => {
          sums.push(rows.length);
          put(label, minor, before);
        };
        for (const { group, totalMinor, beforeMinor, lines } of sheet.groups) {
          sum(t(`ledger:balance.${group}`), totalMinor, beforeMinor);
          for (const line of lines) {
            put(`   ${line.name ?? t(`ledger:accounts.${line.account}`)}`, line.minor, line.beforeMinor);
          }
        }
        const result = sheet.resultBeforeMinor + sheet.resultYearMinor;
        sum(t('ledger:balance.result'), result, sheet.comparedResultMinor);
        if (sheet.beforeOn === null) {
          put(`   ${t('ledger:balance.resultBefore')}`, sheet.resultBeforeMinor, null);
          const date = formatDate(sheet.yearFrom, 'short', locale);
          put(`   ${t('ledger:balance.resultYear', { date })}`, sheet.resultYearMinor, null);
        }
        return {
          title,
          columns: [
            text(t('ledger:balance.line'), 44),
            money(t('ledger:balance.minor')),
            ...(sheet.beforeOn === null
              ? []
              : [
                  money(t('ledger:file.on', { date: formatDate(sheet.beforeOn, 'short', locale) })),
                  money(t('ledger:profit.change')),
                ]),
          ],
          rows,
          sums,
        };
      }
      case 'debts': {
        const { clients, totalMinor, ages } = this.#finance.debts();
        return {
          title,
          columns: [
            text(t('ledger:debts.client'), 32),
            day(t('ledger:debts.oldest')),
            ...ages.map(({ age }) => money(t(`ledger:ages.${age}`))),
            money(t('ledger:debts.total')),
          ],
          rows: [
            ...clients.map((one) => [
              one.name ?? t('ledger:debts.anonymous'),
              one.oldestOn,
              ...one.ages,
              one.totalMinor,
            ]),
            [t('ledger:owed.total'), null, ...ages.map(({ minor }) => minor), totalMinor],
          ],
          sums: [clients.length],
        };
      }
      case 'obligations': {
        const { kinds, totalMinor } = this.#finance.obligations();
        const rows: (string | number | null)[][] = [];
        const sums: number[] = [];
        for (const { kind, minor } of kinds) {
          sums.push(rows.length);
          rows.push([t(`ledger:obligations.${kind}`), null, minor]);
          if (minor === 0) continue;
          const owed = await this.#finance.obligation({ kind, limit: OWED_ROWS[input.format] });
          for (const row of owed.rows) {
            rows.push([`   ${row.name}`, row.lastOn, row.minor]);
          }
          const shown = owed.rows.length;
          if (owed.total === shown) continue;
          // The rows of a kind add up to its figure, on paper too.
          const restMinor = owed.rows.reduce((rest, row) => rest - row.minor, minor);
          rows.push([`   ${t('ledger:owed.others', { shown, total: owed.total })}`, null, restMinor]);
        }
        sums.push(rows.length);
        rows.push([t('ledger:owed.total'), null, totalMinor]);
        return {
          title,
          columns: [text(t('ledger:owed.kind'), 44), day(t('ledger:owed.last')), money(t('ledger:owed.minor'))],
          rows,
          sums,
        };
      }
    }
  }

  #span(report: ReportName, period: Period, t: Translate, locale: Locale): string {
    if (report === 'movement' || report === 'profit') return this.#period(period, t, locale);
    const date = report === 'balance' ? period.toDate : this.#settings.today().localDate;
    return t('ledger:file.on', { date: formatDate(date, 'short', locale) });
  }

  #period({ fromDate, toDate }: Period, t: Translate, locale: Locale): string {
    const [from, to] = [formatDate(fromDate, 'short', locale), formatDate(toDate, 'short', locale)];
    return t('ledger:file.period', { from, to });
  }

  #columnTitle(fromDate: string, step: string, locale: Locale): string {
    return step === 'year' ? fromDate.slice(0, 4) : formatDate(fromDate, 'month', locale);
  }

  #texts(locale: Locale) {
    const settings = this.#settings.now();
    const i18n = createI18n(locale);
    const t: Translate = (key, values) => i18n.t(key, { ...values });
    return {
      t,
      salonName: settings.salonName,
      money: (minor: number) => formatAmount(minor, settings.currency, locale),
      when: formatInstant(this.#deps.clock.nowMs(), settings.timeZone, locale),
    };
  }
}
