import type { z } from 'zod';
import type { FileOutput } from '../../src-shared/contract-base.ts';
import { type Locale, formatAmount, formatInstant } from '../../src-shared/i18n/format.ts';
import { createI18n } from '../../src-shared/i18n/i18n.ts';
import type { ListColumn } from '../../src-shared/segments/list-columns.rules.ts';
import { filterText } from '../../src-shared/segments/segment-text.ts';
import type { ClientSort, Segment, segmentsContract } from '../../src-shared/segments/segments.contract.ts';
import type { Field, Filter, Value } from '../../src-shared/segments/segments.rules.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { RunJob } from '../workers/run-job.ts';
import { insertExport, readExports } from './segments.repository.ts';
import { type SegmentsService, refuseFaults } from './segments.service.ts';

const MEDIA_TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;
const SHOWN_EXPORTS = 200;

interface ExportWish {
  readonly filter: Filter;
  readonly withArchived: boolean;
  readonly sort: ClientSort;
  readonly picked: readonly number[] | null;
  readonly columns: readonly ListColumn[];
  readonly format: 'xlsx' | 'csv';
}

type ExportedView = z.input<(typeof segmentsContract)['exports']['~orpc']['outputSchema'] & z.ZodType>;

/** Clients as a file, and the register of who took them. */
export class ExportService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;
  readonly #segments: SegmentsService;
  readonly #runJob: RunJob;

  constructor(deps: ServiceDeps, neighbours: { settings: SettingsService; segments: SegmentsService; runJob: RunJob }) {
    this.#deps = deps;
    this.#settings = neighbours.settings;
    this.#segments = neighbours.segments;
    this.#runJob = neighbours.runJob;
  }

  /**
   * The clients found, or of those the picked ones, as a file (features.md X6).
   *
   * The register is written before the file: an export that is broken off stands in it all the same. Phones are masked and
   * mail is left out for who may not see phones.
   *
   * @throws DomainError INVALID_INPUT
   */
  async file(
    caller: Caller,
    wish: ExportWish,
    locale: Locale,
    signal?: AbortSignal,
  ): Promise<FileOutput & { number: number; rows: number }> {
    refuseFaults(wish.filter);
    const { clock, store } = this.#deps;
    const moment = this.#segments.moment();
    const eye = this.#segments.eye(caller, moment);
    const found = this.#segments.idsOf(wish);
    const picked = wish.picked && new Set(wish.picked);
    const ids = picked ? found.filter((id) => picked.has(id)) : found;
    const settings = this.#settings.now();
    const i18n = createI18n(locale);
    const said = this.#said(wish.filter, locale);
    const { value: number } = store.work.run(caller.actor(clock), 'exports.clients', (tx) => {
      const id = insertExport(tx, {
        exported_at_ms: tx.context.nowMs,
        exported_by: caller.userId,
        rows: ids.length,
        format: wish.format,
        filter_json: JSON.stringify(wish.filter),
        columns_json: JSON.stringify(wish.columns),
        with_phones: eye.seesPhones && wish.columns.some((column) => column === 'phone' || column === 'email') ? 1 : 0,
      });
      const key = said === '' ? 'segments.exportAll' : 'segments.export';
      tx.summary = { key, values: { number: id, count: ids.length, filter: said } };
      return id;
    });
    const when = formatInstant(clock.nowMs(), settings.timeZone, locale);
    const mark = i18n.t('segments:export.mark', { number, who: caller.name, when, count: ids.length });
    const bytes = await this.#runJob(
      'segments.export',
      {
        databaseFile: store.paths.database,
        ids,
        columns: wish.columns,
        format: wish.format,
        eye,
        locale,
        mark,
        filter: said,
      },
      signal ? { signal } : {},
    );
    return {
      fileName: `${i18n.t('segments:export.file')} ${moment.today} №${number}.${wish.format}`,
      mediaType: MEDIA_TYPES[wish.format],
      base64: Buffer.from(bytes).toString('base64'),
      number,
      rows: ids.length,
    };
  }

  /** The register, newest first. */
  exports(): ExportedView {
    return readExports(this.#deps.store.reader, SHOWN_EXPORTS).map((row) => ({
      number: row.id,
      atMs: row.exported_at_ms,
      who: row.who ?? '',
      rows: row.rows,
      format: row.format,
      filter: JSON.parse(row.filter_json) as Segment['filter'],
      columns: JSON.parse(row.columns_json) as string[],
      withPhones: row.with_phones === 1,
    }));
  }

  /** A filter in words, as the log and the file tell it. */
  #said(filter: Filter, locale: Locale): string {
    const i18n = createI18n(locale);
    const { currency } = this.#settings.now();
    const choices = this.#segments.choices();
    const names = (list: readonly { id: number; name: string }[], value: Value): string =>
      list.find(({ id }) => id === value)?.name ?? '';
    const nameOf = (field: Field, value: Value): string => {
      switch (field) {
        case 'category':
          return names(choices.categories, value);
        case 'tags':
          return names(choices.tags, value);
        case 'responsible':
          return names(choices.staff, value);
        case 'service':
          return names(choices.services, value);
        case 'consents':
          return i18n.t(`segments:purposes.${value}`);
        case 'status':
          return i18n.t(`segments:statuses.${value}`);
        case 'sex':
          return i18n.t(`clients:sexes.${value}`);
        default:
          return String(value);
      }
    };
    return filterText(filter, {
      t: (key, values) => i18n.t(key, { ...values }),
      locale,
      money: (minor) => formatAmount(minor, currency, locale),
      nameOf,
    });
  }
}
