import path from 'node:path';
import type { FileOutput } from '../../src-shared/contract-base.ts';
import { formatAmount, formatDate, formatInstant, type Locale } from '../../src-shared/i18n/format.ts';
import { createI18n } from '../../src-shared/i18n/i18n.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import type { ServicesService } from '../services/services.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { RunJob } from '../workers/run-job.ts';
import type { PrintedPriceList } from './price-list.job.ts';
import { type PriceListContent, type PricePair, priceListOf } from './price-list.model.ts';
import type { Table } from './table.job.ts';
import type { Translate } from './translate.ts';

/** Which price list is wanted. */
export interface PriceListWish {
  readonly localDate: LocalDate;
  /** Undefined = the default list. */
  readonly listId?: number | undefined;
  readonly format: 'pdf' | 'xlsx';
}

/** The price list as paper and as a table, on any day and of any list (P1). Drawn on a worker thread. */
export class PriceListService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;
  readonly #services: ServicesService;
  readonly #runJob: RunJob;
  readonly #fontsDir: string;

  constructor(
    deps: ServiceDeps,
    neighbours: { settings: SettingsService; services: ServicesService; runJob: RunJob; fontsDir: string },
  ) {
    this.#deps = deps;
    this.#settings = neighbours.settings;
    this.#services = neighbours.services;
    this.#runJob = neighbours.runJob;
    this.#fontsDir = neighbours.fontsDir;
  }

  /** @throws DomainError NOT_FOUND (price list) */
  async file(caller: Caller, { localDate, listId, format }: PriceListWish, locale: Locale): Promise<FileOutput> {
    const settings = this.#settings.on(localDate);
    const i18n = createI18n(locale);
    const t: Translate = (key, values) => i18n.t(key, { ...values });
    const source = this.#services.list(false);
    const list = listId === undefined ? null : source.priceLists.find(({ id }) => id === listId);
    if (list === undefined) throw new DomainError('NOT_FOUND', { what: 'priceList', id: listId ?? 0 });
    const terms = { localDate, priceListId: list?.id ?? null, priceStepMinor: settings.priceStepMinor };
    const content = priceListOf(source, terms, { t, locale });
    const printedAt = formatInstant(this.#deps.clock.nowMs(), settings.timeZone, locale);
    const name = [t('documents:priceList.file'), list?.name, localDate].filter(Boolean).join(' ');
    if (format === 'xlsx') {
      const author = t('documents:savedBy', { who: caller.name, when: printedAt });
      const bytes = await this.#runJob('documents.table', tableOf(content, t, author));
      return { fileName: `${name}.xlsx`, mediaType: XLSX, base64: Buffer.from(bytes).toString('base64') };
    }
    const money = (minor: number): string => formatAmount(minor, settings.currency, locale);
    const valid = t('documents:priceList.validOn', { date: formatDate(localDate, 'full', locale) });
    const printed: PrintedPriceList = {
      salonName: settings.salonName,
      title: t('documents:priceList.title'),
      lines: [
        list ? `${valid} · ${list.name}` : valid,
        [settings.salonAddress, settings.salonPhone].filter(Boolean).join(' · '),
      ].filter(Boolean),
      columns: content.columns,
      groups: content.groups.map(({ path: names, depth, rows }) => ({
        title: names.at(-1) ?? '',
        depth,
        rows: rows.map((row) => ({
          name: row.name,
          note: row.note,
          prices: row.prices.map((pair) => priceText(pair, money)),
        })),
      })),
      emptyText: t('documents:priceList.empty'),
      footer: t('documents:footer', { when: printedAt, who: caller.name }),
      pageText: t('documents:page'),
    };
    const bytes = await this.#runJob('documents.priceList', {
      list: printed,
      regularFont: path.join(this.#fontsDir, 'NotoSans_400Regular.ttf'),
      boldFont: path.join(this.#fontsDir, 'NotoSans_700Bold.ttf'),
    });
    return { fileName: `${name}.pdf`, mediaType: 'application/pdf', base64: Buffer.from(bytes).toString('base64') };
  }
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

function priceText(pair: PricePair, money: (minor: number) => string): string {
  if (pair === null) return '—';
  const [from, to] = pair;
  return from === to ? money(from) : `${money(from)} – ${money(to)}`;
}

function tableOf({ columns, groups }: PriceListContent, t: Translate, author: string): Table {
  const rows = groups.flatMap(({ path: names, rows: lines }) =>
    lines.map((row) => [
      names.join(' / '),
      row.name,
      row.durationMin,
      ...row.prices.flatMap((pair) => (pair === null ? [null, null] : [pair[0], pair[0] === pair[1] ? null : pair[1]])),
    ]),
  );
  const price = (name: string, part: 'price' | 'priceTo') => ({
    title: name === '' ? t(`documents:priceList.${part}`) : `${name}: ${t(`documents:priceList.${part}`)}`,
    width: 16,
    kind: 'money' as const,
  });
  return {
    sheetName: t('documents:priceList.title'),
    author,
    columns: [
      { title: t('documents:priceList.category'), width: 30, kind: 'text' },
      { title: t('documents:priceList.service'), width: 44, kind: 'text' },
      { title: t('documents:priceList.minutes'), width: 12, kind: 'integer' },
      ...columns.flatMap((name) => [price(name, 'price'), price(name, 'priceTo')]),
    ],
    rows,
    totals: null,
  };
}
