import path from 'node:path';
import type { FileOutput } from '../../src-shared/contract-base.ts';
import { type Locale, formatAmount, formatDate, formatInstant } from '../../src-shared/i18n/format.ts';
import { createI18n } from '../../src-shared/i18n/i18n.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { RunJob } from '../workers/run-job.ts';
import type { BonusBookService } from './bonus-book.service.ts';

const PDF = 'application/pdf';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MAX_CLIENTS = { xlsx: 100_000, pdf: 500 } as const;

/** What the salon owes in bonuses as a file: by client, and on paper by month of burning, too. */
export class LiabilityFilesService {
  readonly #deps: ServiceDeps;
  readonly #parts: {
    readonly settings: SettingsService;
    readonly book: BonusBookService;
    readonly runJob: RunJob;
    readonly fontsDir: string;
  };

  constructor(
    deps: ServiceDeps,
    parts: { settings: SettingsService; book: BonusBookService; runJob: RunJob; fontsDir: string },
  ) {
    this.#deps = deps;
    this.#parts = parts;
  }

  /** Excel has every client; paper has the months and the 500 largest balances, and says so. */
  async file(
    caller: Caller,
    { onDate, format }: { onDate: LocalDate | null; format: 'xlsx' | 'pdf' },
    locale: Locale,
  ): Promise<FileOutput> {
    const { settings, book, runJob, fontsDir } = this.#parts;
    const { salonName, currency, timeZone } = settings.now();
    const report = book.liability({ onDate, limit: MAX_CLIENTS[format] });
    const { months, clients, totalMinor } = report;
    const i18n = createI18n(locale);
    const t = (key: string, values: Record<string, string | number> = {}): string => i18n.t(key, values);
    const day = (date: LocalDate): string => formatDate(date, 'short', locale);
    const money = (minor: number): string => formatAmount(minor, currency, locale);
    const lastDay = (date: LocalDate | null): string => (date === null ? t('loyalty:liability.never') : day(date));
    const when = formatInstant(this.#deps.clock.nowMs(), timeZone, locale);
    const title = t('loyalty:liability.title');
    const span = t('loyalty:liability.at', { date: day(report.onDate) });
    const name = `${title} ${span}`;
    const [client, firstBurn, amount] = ['client', 'firstBurn', 'amount'].map((key) => t(`loyalty:liability.${key}`));
    if (format === 'xlsx') {
      const bytes = await runJob('documents.table', {
        sheetName: title,
        author: `${t('ledger:file.mark', { who: caller.name, when })} · ${span}`,
        columns: [
          { title: client!, width: 36, kind: 'text' },
          { title: firstBurn!, width: 20, kind: 'text' },
          { title: amount!, width: 16, kind: 'money' },
        ],
        rows: clients.map((row) => [row.name, lastDay(row.firstLastDay), row.amountMinor]),
        totals: [t('loyalty:liability.total'), null, totalMinor],
      });
      return { fileName: `${name}.xlsx`, mediaType: XLSX, base64: Buffer.from(bytes).toString('base64') };
    }
    const monthName = (month: string | null): string =>
      month === null ? t('loyalty:liability.never') : formatDate(`${month}-01`, 'month', locale);
    const isWhole = clients.length === report.clientCount;
    const bytes = await runJob('ledger.reportPdf', {
      report: {
        salonName,
        title,
        lines: [
          span,
          ...(isWhole ? [] : [t('loyalty:liability.largest', { shown: clients.length, total: report.clientCount })]),
        ],
        columns: [client!, firstBurn!, amount!],
        rows: [
          ...months.map((row) => ({
            cells: [t('loyalty:liability.byMonth'), monthName(row.month), money(row.amountMinor)],
            isSum: false,
          })),
          { cells: [t('loyalty:liability.total'), '', money(totalMinor)], isSum: true },
          ...clients.map((row) => ({
            cells: [row.name, lastDay(row.firstLastDay), money(row.amountMinor)],
            isSum: false,
          })),
        ],
        footer: t('ledger:file.footer', { who: caller.name, when }),
        pageText: t('ledger:file.page'),
      },
      regularFont: path.join(fontsDir, 'NotoSans_400Regular.ttf'),
      boldFont: path.join(fontsDir, 'NotoSans_700Bold.ttf'),
    });
    return { fileName: `${name}.pdf`, mediaType: PDF, base64: Buffer.from(bytes).toString('base64') };
  }
}
