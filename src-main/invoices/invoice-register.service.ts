import type { z } from 'zod';
import type { FileOutput } from '../../src-shared/contract-base.ts';
import { type Locale, formatDate, formatInstant } from '../../src-shared/i18n/format.ts';
import { createI18n } from '../../src-shared/i18n/i18n.ts';
import type { invoicesContract } from '../../src-shared/invoices/invoices.contract.ts';
import { addMoney } from '../../src-shared/kernel/money.ts';
import type { TableColumn } from '../documents/table.job.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { RunJob } from '../workers/run-job.ts';
import type { InvoicesService } from './invoices.service.ts';

type Filter = z.output<NonNullable<(typeof invoicesContract)['listFile']['~orpc']['inputSchema']>>;

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Columns of the register: name, width in characters, kind. */
const COLUMNS = [
  ['kind', 18, 'text'],
  ['number', 8, 'integer'],
  ['date', 12, 'date'],
  ['payer', 34, 'text'],
  ['taxNumber', 14, 'text'],
  ['reasonCode', 12, 'text'],
  ['address', 40, 'text'],
  ['client', 24, 'text'],
  ['sum', 14, 'money'],
  ['vat', 14, 'money'],
  ['state', 14, 'text'],
  ['reason', 28, 'text'],
] as const satisfies readonly (readonly [string, number, TableColumn['kind']])[];

/** The register of invoices and VAT invoices for an accountant: every paper in order, the voided ones too (F5, K6). */
export class InvoiceRegisterService {
  readonly #deps: ServiceDeps;
  readonly #invoices: InvoicesService;
  readonly #settings: SettingsService;
  readonly #runJob: RunJob;

  constructor(deps: ServiceDeps, neighbours: { invoices: InvoicesService; settings: SettingsService; runJob: RunJob }) {
    this.#deps = deps;
    this.#invoices = neighbours.invoices;
    this.#settings = neighbours.settings;
    this.#runJob = neighbours.runJob;
  }

  /** Voided papers are named and not added up. */
  async file(caller: Caller, filter: Filter, locale: Locale): Promise<FileOutput> {
    const i18n = createI18n(locale);
    const t = (key: string, values: Record<string, unknown> = {}): string => i18n.t(key, values);
    const day = (date: string): string => formatDate(date, 'short', locale);
    const papers = this.#invoices.register(filter);
    const valid = papers.filter(({ state }) => state !== 'voided');
    const when = formatInstant(this.#deps.clock.nowMs(), this.#settings.now().timeZone, locale);
    const title = t('invoices:register.title');
    const span = t('invoices:register.span', { from: day(filter.fromDate), to: day(filter.toDate) });
    const bytes = await this.#runJob('documents.table', {
      sheetName: title,
      heading: `${title} ${span}`,
      author: `${t('ledger:file.mark', { who: caller.name, when })} · ${span}`,
      columns: COLUMNS.map(([key, width, kind]) => ({ title: t(`invoices:register.columns.${key}`), width, kind })),
      rows: papers.map((paper) => [
        t(`invoices:kinds.${paper.kind}`),
        paper.number,
        paper.localDate,
        paper.payer?.name ?? t('invoices:list.nameless'),
        paper.payer?.taxNumber ?? '',
        paper.payer?.reasonCode ?? '',
        paper.payer?.address ?? '',
        paper.clientName ?? '',
        paper.amountMinor,
        paper.vatMinor,
        t(`invoices:states.${paper.state}`, { context: paper.kind }),
        paper.voidReason,
      ]),
      totals: [
        t('invoices:register.total'),
        ...Array.from({ length: 7 }, () => null),
        addMoney(...valid.map(({ amountMinor }) => amountMinor)),
        addMoney(...valid.map(({ vatMinor }) => vatMinor)),
        null,
        null,
      ],
    });
    return {
      fileName: `${title} ${span}.xlsx`,
      mediaType: XLSX,
      base64: Buffer.from(bytes).toString('base64'),
    };
  }
}
