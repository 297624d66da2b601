import path from 'node:path';
import type { BusinessTable } from '../../db/tables.ts';
import type { FileOutput } from '../../src-shared/contract-base.ts';
import { type Locale, formatAmount, formatDate, formatInstant, formatPercent } from '../../src-shared/i18n/format.ts';
import { commandTextKey, createI18n } from '../../src-shared/i18n/i18n.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { formatPhone } from '../../src-shared/kernel/fold.ts';
import { addMonths, isLocalDate } from '../../src-shared/kernel/local-date.ts';
import { formatMinute, localOf } from '../../src-shared/kernel/wall-time.ts';
import {
  ACT_YEARS,
  type ConsentPurpose,
  type ContentLeftOut,
  fillConsentText,
  fittingContents,
} from '../../src-shared/personal-data/personal-data.rules.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { RunJob } from '../workers/run-job.ts';
import { type ClientCopy, type CopyRecord, readClientCopy } from './client-copy.ts';
import type { ConsentsService } from './consents.service.ts';
import { type ErasureAct, labelOf } from './erasure.service.ts';
import type { Paper, PaperBlock } from './paper.job.ts';
import { presentPerson, personName } from './person.ts';
import { findRequest } from './requests.repository.ts';
import type { RequestsService } from './requests.service.ts';

/** What a reader of the copy has no use for: numbers of rows, and what stands elsewhere in words. */
const HIDDEN =
  /^(?:id|version|position|.*_id|.*_by|.*_to|sha256|thumb_sha256|lines_json|rule_json|services_json|staff_json|weekdays_json|offer_json|segments_json|equipment_json|act_json|choices_json|is_archived|series_key)$/u;
const SHOWN_TO = new Set(['to_date', 'valid_to']);
const FLAG = /^(?:is|wants|would|with|holds)_/u;

/** The content of a client's file by its digest, or why it cannot be given. */
export type ContentOf = (digest: string) => Buffer | Exclude<ContentLeftOut, 'size'>;

/** Papers about a client's data: the form of a consent, the full copy, the act of destruction (D1, D2, D6). */
export class PapersService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;
  readonly #consents: ConsentsService;
  readonly #requests: RequestsService;
  readonly #runJob: RunJob;
  readonly #fontsDir: string;
  readonly #contentOf: ContentOf;

  constructor(
    deps: ServiceDeps,
    neighbours: {
      settings: SettingsService;
      consents: ConsentsService;
      requests: RequestsService;
      runJob: RunJob;
      fontsDir: string;
      contentOf: ContentOf;
    },
  ) {
    this.#deps = deps;
    this.#settings = neighbours.settings;
    this.#consents = neighbours.consents;
    this.#requests = neighbours.requests;
    this.#runJob = neighbours.runJob;
    this.#fontsDir = neighbours.fontsDir;
    this.#contentOf = neighbours.contentOf;
  }

  /** The form of a consent with the client's name, to be signed. @throws DomainError NOT_FOUND */
  async consentForm(clientId: number, purpose: ConsentPurpose, locale: Locale): Promise<FileOutput> {
    const { reader } = this.#deps.store;
    const settings = this.#settings.now();
    const person = presentPerson(reader, clientId);
    const text = this.#consents.textToday(purpose);
    const { t } = createI18n(locale);
    const client = personName(person, settings.nameOrder, true);
    const values = {
      client,
      salon: settings.salonName,
      address: settings.salonAddress,
      phone: settings.salonPhone,
    };
    const blocks: PaperBlock[] = [
      {
        kind: 'pairs',
        rows: [
          [t('personalData:form.client'), client],
          [
            t('personalData:form.salon'),
            [settings.salonName, settings.salonAddress, settings.salonPhone].filter(Boolean).join(', '),
          ],
        ],
      },
      { kind: 'text', text: fillConsentText(text.body, values) },
      {
        kind: 'text',
        isDim: true,
        text: t('personalData:form.version', {
          number: text.number,
          date: formatDate(text.valid_from, 'short', locale),
          digest: text.sha256.slice(0, 16),
        }),
      },
      { kind: 'signatures', lines: [t('personalData:form.signature'), t('personalData:form.date')] },
    ];
    const title = t(`personalData:form.titles.${purpose}`);
    return this.#pdf({ title, blocks, fileName: `${title} – ${client}.pdf`, who: '' }, locale);
  }

  /** Everything that is kept of a client, written into the log. @throws DomainError NOT_FOUND */
  async copy(caller: Caller, clientId: number, format: 'json' | 'pdf', locale: Locale): Promise<FileOutput> {
    const { store, clock } = this.#deps;
    const settings = this.#settings.now();
    const person = presentPerson(store.reader, clientId);
    const name = personName(person, settings.nameOrder, true);
    store.work.run(caller.actor(clock), 'personalData.copy', (tx) => {
      tx.summary = { key: 'personalData.copy', values: { client: name, format: format.toUpperCase() } };
      this.#requests.noteCopyInside(tx, clientId, format);
    });
    const copy = readClientCopy(store.reader, store, clientId);
    const { t } = createI18n(locale);
    const title = t('personalData:copy.title', { client: name });
    const fileName = `${title.replaceAll(/[\\/:*?"<>|]/gu, ' ')}.${format}`;
    if (format === 'pdf') {
      return this.#pdf({ title, blocks: this.#copyBlocks(copy, name, locale), fileName, who: caller.name }, locale);
    }
    const content = {
      format: 'zerkalo-client-copy/1',
      madeAtMs: clock.nowMs(),
      madeBy: caller.name,
      salon: { name: settings.salonName, address: settings.salonAddress, phone: settings.salonPhone },
      client: { id: clientId, name },
      ...Object.fromEntries(
        copy.tables.map(({ table, records }) => [
          table,
          table === 'client_files' ? this.#withContents(records) : records,
        ]),
      ),
      changes: copy.changes,
    };
    return {
      fileName,
      mediaType: 'application/json',
      base64: Buffer.from(`${JSON.stringify(content, null, 2)}\n`, 'utf8').toString('base64'),
    };
  }

  /** Files with what is in them, as base64, as far as one copy holds; what is left out says why. */
  #withContents(records: readonly CopyRecord[]): CopyRecord[] {
    const fits = fittingContents(records.map((record) => Number(record['size_bytes'])));
    return records.map((record, at) => {
      const found = fits[at] ? this.#contentOf(String(record['sha256'])) : 'size';
      return typeof found === 'string'
        ? { ...record, content_base64: null, content_left_out: found }
        : { ...record, content_base64: found.toString('base64'), content_left_out: null };
    });
  }

  /** The act of destruction of an erasure (D6). @throws DomainError NOT_FOUND */
  async act(caller: Caller, requestId: number, locale: Locale): Promise<FileOutput> {
    const request = findRequest(this.#deps.store.reader, requestId);
    if (!request?.act_json) throw new DomainError('NOT_FOUND', { what: 'act', id: requestId });
    const act = JSON.parse(request.act_json) as ErasureAct;
    const settings = this.#settings.now();
    const { t } = createI18n(locale);
    const when = (atMs: number): string => formatInstant(atMs, settings.timeZone, locale);
    const title = t('personalData:act.title', { number: requestId });
    const erasedOn = localOf(act.erasedAtMs, settings.timeZone).localDate;
    const keptUntil = addMonths(erasedOn, ACT_YEARS * 12, 'clamp');
    const blocks: PaperBlock[] = [
      {
        kind: 'pairs',
        rows: [
          [t('personalData:act.operator'), [settings.salonName, settings.salonAddress].filter(Boolean).join(', ')],
          [t('personalData:act.subject'), act.clientIds.map(labelOf).join(', ')],
          [t('personalData:act.when'), when(act.erasedAtMs)],
          [t('personalData:act.who'), act.by ?? t('personalData:act.program')],
          [t('personalData:act.keepUntil'), formatDate(keptUntil, 'full', locale)],
          [
            t('personalData:act.why'),
            act.isAgain
              ? t('personalData:act.again')
              : t('personalData:act.request', { date: formatDate(request.requested_on, 'full', locale) }),
          ],
          [t('personalData:act.system'), t('personalData:act.systemName')],
          [t('personalData:act.how'), t('personalData:act.method')],
        ],
      },
      { kind: 'heading', text: t('personalData:act.categories') },
      {
        kind: 'pairs',
        rows: act.categories.map(({ category, records }) => [
          t(`personalData:categories.${category}`),
          t('personalData:records', { count: records }),
        ]),
      },
      ...(act.contents > 0
        ? [{ kind: 'text', text: t('personalData:act.contents', { count: act.contents }) } as const]
        : []),
      { kind: 'text', text: t('personalData:act.kept', { count: act.visitsKept }) },
      { kind: 'heading', text: t('personalData:act.log') },
      {
        kind: 'pairs',
        rows: [
          [t('personalData:act.command'), `№ ${act.log.commandId}, ${when(act.erasedAtMs)}`],
          [t('personalData:act.values'), String(act.log.values)],
          [t('personalData:act.sentences'), String(Object.keys(act.log.seals).length)],
          [t('personalData:act.digest'), act.log.sha256],
        ],
      },
      { kind: 'heading', text: t('personalData:act.copies') },
      { kind: 'text', text: this.#copiesText(act, when, t) },
      { kind: 'signatures', lines: [t('personalData:act.signature'), t('personalData:act.commission')] },
    ];
    return this.#pdf({ title, blocks, fileName: `${title}.pdf`, who: caller.name }, locale);
  }

  #copiesText(
    act: ErasureAct,
    when: (atMs: number) => string,
    t: (key: string, values?: Record<string, string | number>) => string,
  ): string {
    if (act.copies.length === 0) return t('personalData:act.noCopies');
    const last = act.copies.map((copy) => copy.goneByMs);
    const latest = Math.max(...last.map((atMs) => atMs ?? 0));
    return [
      t('personalData:act.copiesCount', { count: act.copies.length }),
      latest > 0 ? t('personalData:act.copiesUntil', { date: when(latest) }) : '',
      last.includes(null) ? t('personalData:act.copiesByHand') : '',
      t('personalData:act.copiesAgain'),
    ]
      .filter(Boolean)
      .join(' ');
  }

  #copyBlocks(copy: ClientCopy, client: string, locale: Locale): PaperBlock[] {
    const { t, exists } = createI18n(locale);
    const settings = this.#settings.now();
    const values = new ValueWriter(locale, settings.currency, settings.timeZone, t, exists);
    const blocks: PaperBlock[] = [{ kind: 'text', isDim: true, text: t('personalData:copy.intro') }];
    const names = { client, salon: settings.salonName, address: settings.salonAddress, phone: settings.salonPhone };
    const lines = copy.tables.find(({ table }) => table === 'visit_lines')?.records ?? [];
    const linesByVisit = Map.groupBy(lines, (line) => line['visit_id']);
    for (const { table, records } of copy.tables) {
      // The services of a visit stand with the visit.
      if (table === 'visit_lines') continue;
      blocks.push({ kind: 'heading', text: `${t(`personalData:copy.tables.${table}`)} (${records.length})` });
      for (const stored of records) {
        const record = table === 'consents' ? withFilledText(stored, names) : stored;
        const pairs = values.pairsOf(table, record);
        if (table === 'visits') {
          blocks.push(values.visitBlock(record, linesByVisit.get(record['id'] ?? null) ?? []));
          continue;
        }
        if (table === 'clients') blocks.push({ kind: 'pairs', rows: pairs });
        else if (pairs.length > 0) {
          const [first, ...rest] = pairs;
          blocks.push({
            kind: 'record',
            title: `${first![0]}: ${first![1]}`,
            text: rest.map(([label, value]) => `${label}: ${value}`).join(' · '),
          });
        }
      }
    }
    blocks.push({ kind: 'heading', text: `${t('personalData:copy.changes')} (${copy.changes.length})` });
    for (const command of copy.changes) {
      const key = commandTextKey(command.summary?.key ?? command.name);
      const sentence = exists(key) ? t(key, { ...command.summary?.values }) : command.name;
      blocks.push({
        kind: 'record',
        title: `${formatInstant(command.at_ms, settings.timeZone, locale)} · ${command.actor ?? t('personalData:copy.program')}`,
        text: sentence,
      });
    }
    return blocks;
  }

  async #pdf(
    { title, blocks, fileName, who }: { title: string; blocks: PaperBlock[]; fileName: string; who: string },
    locale: Locale,
  ): Promise<FileOutput> {
    const settings = this.#settings.now();
    const { t } = createI18n(locale);
    const today = localOf(this.#deps.clock.nowMs(), settings.timeZone).localDate;
    const paper: Paper = {
      salonName: settings.salonName,
      title,
      blocks,
      footer:
        who === ''
          ? formatDate(today, 'short', locale)
          : t('documents:footer', { when: formatInstant(this.#deps.clock.nowMs(), settings.timeZone, locale), who }),
      pageText: t('documents:page'),
    };
    const bytes = await this.#runJob('personalData.paper', {
      paper,
      regularFont: path.join(this.#fontsDir, 'NotoSans_400Regular.ttf'),
      boldFont: path.join(this.#fontsDir, 'NotoSans_700Bold.ttf'),
    });
    return {
      fileName: fileName.replaceAll(/[\\/:*?"<>|]/gu, ' '),
      mediaType: 'application/pdf',
      base64: Buffer.from(bytes).toString('base64'),
    };
  }
}

/** Writes the values of records in words, by the unit in the name of the column. */
class ValueWriter {
  readonly #locale: Locale;
  readonly #currency: Parameters<typeof formatAmount>[1];
  readonly #timeZone: string;
  readonly #t: (key: string) => string;
  readonly #exists: (key: string) => boolean;

  constructor(
    locale: Locale,
    currency: Parameters<typeof formatAmount>[1],
    timeZone: string,
    t: (key: string) => string,
    exists: (key: string) => boolean,
  ) {
    this.#locale = locale;
    this.#currency = currency;
    this.#timeZone = timeZone;
    this.#t = t;
    this.#exists = exists;
  }

  /** A visit: its day and state, its services with master and price, then what else is known. */
  visitBlock(visit: CopyRecord, lines: readonly CopyRecord[]): PaperBlock {
    const value = (record: CopyRecord, column: string, table: BusinessTable): string => {
      const found = record[column] ?? null;
      return found === null ? '' : this.#valueOf(table, column, found);
    };
    const services = lines.map((line) =>
      ['start_min', 'service_id_name', 'staff_id_name', 'price_minor']
        .map((column) => value(line, column, 'visit_lines'))
        .filter(Boolean)
        .join(', '),
    );
    const said = new Set([this.#label('visits', 'local_date'), this.#label('visits', 'status')]);
    const rest = this.pairsOf('visits', visit).flatMap(([label, text]) =>
      said.has(label) ? [] : [`${label}: ${text}`],
    );
    return {
      kind: 'record',
      title: `${value(visit, 'local_date', 'visits')} · ${value(visit, 'status', 'visits')}`,
      text: [...services, ...rest].join(' · '),
    };
  }

  /** What is known of a record, with the names of its fields; what is not so is not said. */
  pairsOf(table: BusinessTable, record: CopyRecord): [label: string, value: string][] {
    return Object.entries(record).flatMap(([column, value]): [string, string][] => {
      if (value === null || value === '' || (HIDDEN.test(column) && !SHOWN_TO.has(column))) return [];
      if (value === 0 && (FLAG.test(column) || column === 'reschedule_count')) return [];
      return [[this.#label(table, column), this.#valueOf(table, column, value)]];
    });
  }

  /** The name of a field: of this table, or the same in all. */
  #label(table: BusinessTable, column: string): string {
    const own = `personalData:copy.columns.${table}_${column}`;
    const common = `personalData:copy.columns.${column}`;
    return this.#exists(own) ? this.#t(own) : this.#exists(common) ? this.#t(common) : column;
  }

  #valueOf(table: BusinessTable, column: string, value: string | number): string {
    if (typeof value === 'number') {
      if (column.endsWith('_minor')) return formatAmount(value, this.#currency, this.#locale);
      if (column.endsWith('_at_ms')) return formatInstant(value, this.#timeZone, this.#locale);
      if (column.endsWith('_bp')) return formatPercent(value / 100, this.#locale);
      if (column === 'start_min' || column === 'from_min' || column === 'to_min') return formatMinute(value);
      if (FLAG.test(column)) return this.#t(`personalData:copy.${value === 1 ? 'yes' : 'no'}`);
      return String(value);
    }
    if (column === 'digits' || column === 'phone_digits') return formatPhone(value);
    if (isLocalDate(value)) return formatDate(value, 'short', this.#locale);
    if (column.endsWith('_json')) return flattened(JSON.parse(value));
    const key = `personalData:copy.values.${table}_${column}.${value}`;
    return this.#exists(key) ? this.#t(key) : value;
  }
}

/** A consent with the words that the client read: the form had the names in their places. */
function withFilledText(record: CopyRecord, names: Parameters<typeof fillConsentText>[1]): CopyRecord {
  const text = record['text'];
  return typeof text === 'string' ? { ...record, text: fillConsentText(text, names) } : record;
}

/** Structured values in one line: what a card keeps as a list or an object. */
function flattened(value: unknown): string {
  if (Array.isArray(value)) return value.map(flattened).filter(Boolean).join('; ');
  if (value !== null && typeof value === 'object') {
    return Object.entries(value)
      .filter(([, inner]) => inner !== null && inner !== '')
      .map(([name, inner]) => `${name} ${flattened(inner)}`)
      .join(', ');
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
