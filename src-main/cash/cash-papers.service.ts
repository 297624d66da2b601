import path from 'node:path';
import type { z } from 'zod';
import type { bookContract } from '../../src-shared/cash/book.contract.ts';
import type { FileOutput } from '../../src-shared/contract-base.ts';
import { type Locale, formatAmount, formatDate, formatInstant } from '../../src-shared/i18n/format.ts';
import { createI18n } from '../../src-shared/i18n/i18n.ts';
import type { Translate } from '../documents/translate.ts';
import type { PaperBlock } from '../personal-data/paper.job.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { RunJob } from '../workers/run-job.ts';
import type { BookService } from './book.service.ts';
import type { MoneyAccountsService } from './money-accounts.service.ts';
import type { ShiftReportsService } from './shift-reports.service.ts';

type BookWish = z.output<NonNullable<(typeof bookContract)['bookFile']['~orpc']['inputSchema']>>;

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MAX_ROWS = 100_000;

interface Neighbours {
  readonly settings: SettingsService;
  readonly accounts: MoneyAccountsService;
  readonly shifts: ShiftReportsService;
  readonly book: BookService;
  readonly runJob: RunJob;
  readonly fontsDir: string;
}

/** What another feature adds to the report of a shift. */
export type ShiftPaperPart = (
  shiftId: number,
  words: {
    readonly t: Translate;
    readonly money: (minor: number) => string;
    /** The shift is open and counted blind: no sums. */
    readonly isHidden: boolean;
  },
) => readonly PaperBlock[];

/** X and Z reports and the cash book as files; drawn on a worker thread. */
export class CashPapersService {
  readonly #deps: ServiceDeps;
  readonly #near: Neighbours;
  readonly #parts: ShiftPaperPart[] = [];

  constructor(deps: ServiceDeps, neighbours: Neighbours) {
    this.#deps = deps;
    this.#near = neighbours;
  }

  /** Registers what stands on each report of a shift besides. */
  addPart(part: ShiftPaperPart): void {
    this.#parts.push(part);
  }

  /** The X report of an open shift, the Z report of a closed one. @throws DomainError NOT_FOUND */
  async shift(caller: Caller, shiftId: number, locale: Locale): Promise<FileOutput> {
    const report = this.#near.shifts.report(caller, shiftId);
    const { t, money, when, foot } = this.#words(caller, locale);
    const settings = this.#near.settings.now();
    const { shift, totals, count } = report;
    const isClosed = shift.closedAtMs !== null;
    const at = (ms: number): string => formatInstant(ms, settings.timeZone, locale);
    const title = t(isClosed ? 'cash:paper.zTitle' : 'cash:paper.xTitle', { number: shift.number });
    const known = (minor: number | null): string => (minor === null ? t('cash:paper.hidden') : money(minor));
    const blocks: PaperBlock[] = [
      {
        kind: 'pairs',
        rows: [
          [t('cash:paper.register'), shift.accountName],
          [t('cash:paper.businessDate'), formatDate(shift.localDate, 'full', locale)],
          [t('cash:paper.opened'), [at(shift.openedAtMs), shift.openedBy].filter(Boolean).join(', ')],
          [
            t('cash:paper.closed'),
            shift.closedAtMs === null
              ? t('cash:paper.notClosed')
              : [at(shift.closedAtMs), shift.closedBy].filter(Boolean).join(', '),
          ],
        ],
      },
    ];
    if (totals) {
      blocks.push(
        { kind: 'heading', text: t('cash:paper.tenders') },
        {
          kind: 'pairs',
          rows:
            totals.tenders.length === 0
              ? [[t('cash:paper.none'), '—']]
              : totals.tenders.map((one) => [
                  t(`cash:tenders.${one.kind}`),
                  t('cash:paper.inAndOut', {
                    taken: money(one.inMinor),
                    takenCount: one.inCount,
                    given: money(one.outMinor),
                    givenCount: one.outCount,
                  }),
                ]),
        },
        {
          kind: 'pairs',
          rows: [
            [t('cash:paper.sales'), `${money(totals.sales.minor)} (${totals.sales.count})`],
            [t('cash:paper.refunds'), `${money(totals.refunds.minor)} (${totals.refunds.count})`],
            [t('cash:paper.documents'), String(totals.documents)],
          ],
        },
      );
    }
    blocks.push(
      { kind: 'heading', text: t('cash:paper.cash') },
      {
        kind: 'pairs',
        rows: [
          [t('cash:paper.opening'), money(shift.openingMinor)],
          ...(totals?.cash ?? []).flatMap(({ kind, inMinor, outMinor }) =>
            [inMinor, -outMinor]
              .filter((minor) => minor !== 0)
              .map((minor) => [t(`cash:kinds.${kind}`), money(minor)] as const),
          ),
          [t('cash:paper.expected'), known(shift.expectedMinor)],
          ...(isClosed
            ? ([
                [t('cash:paper.counted'), known(shift.countedMinor)],
                [t('cash:paper.difference'), known(shift.differenceMinor)],
              ] as const)
            : []),
        ],
      },
    );
    if (shift.openingDifferenceMinor !== 0) {
      blocks.push({ kind: 'pairs', rows: [[t('cash:paper.openingDifference'), money(shift.openingDifferenceMinor)]] });
    }
    if (count.length > 0) {
      blocks.push(
        { kind: 'heading', text: t('cash:paper.count') },
        {
          kind: 'pairs',
          rows: count.map(({ minor, pieces }) => [money(minor), `× ${pieces} = ${money(minor * pieces)}`]),
        },
      );
    }
    if (shift.responsibleName !== null) {
      blocks.push({ kind: 'pairs', rows: [[t('cash:paper.responsible'), shift.responsibleName]] });
    }
    for (const part of this.#parts) blocks.push(...part(shiftId, { t, money, isHidden: totals === null }));
    if (shift.note !== '') blocks.push({ kind: 'text', text: shift.note });
    if (isClosed) blocks.push({ kind: 'signatures', lines: [t('cash:paper.cashier'), t('cash:paper.owner')] });
    if (totals) {
      const seal = t('cash:paper.seal', { number: totals.seal.commandId, seal: totals.seal.hex });
      blocks.push({ kind: 'text', text: seal, isDim: true });
    }
    const bytes = await this.#near.runJob('personalData.paper', {
      paper: { salonName: settings.salonName, title, blocks, ...foot(when) },
      ...this.#fonts(),
    });
    return { fileName: `${title} ${shift.localDate}.pdf`, mediaType: 'application/pdf', base64: base64(bytes) };
  }

  /** @throws DomainError FORBIDDEN, NOT_FOUND, INVALID_INPUT */
  async bookFile(caller: Caller, wish: BookWish, locale: Locale): Promise<FileOutput> {
    const { reader } = this.#deps.store;
    const book = await this.#near.book.book(caller, { ...wish, limit: MAX_ROWS, offset: 0 });
    const account = this.#near.accounts.require(reader, wish.accountId);
    const { t, money, when, foot } = this.#words(caller, locale);
    const settings = this.#near.settings.now();
    const title = t('cash:book.paperTitle', { name: account.name });
    const fileName = `${t('cash:book.file')} ${account.name} ${wish.from} – ${wish.to}`.replaceAll(
      /[\\/:*?"<>|]/gu,
      ' ',
    );
    const day = (date: string): string => formatDate(date, 'short', locale);
    const span = t('cash:book.period', { from: day(wish.from), to: day(wish.to) });
    const only = wish.kind === undefined ? '' : t('cash:book.only', { kind: t(`cash:kinds.${wish.kind}`) });
    const kindOf = (kind: string, number: number): string => `${t(`cash:kinds.${kind}`)} № ${number}`;
    if (wish.format === 'xlsx') {
      const column = (name: string, width: number, kind: 'text' | 'money' | 'date') => ({
        title: t(`cash:book.${name}`),
        width,
        kind,
      });
      const bytes = await this.#near.runJob('documents.table', {
        sheetName: account.name,
        heading: [title, span, only].filter(Boolean).join('. '),
        author: t('documents:savedBy', { who: caller.name, when }),
        columns: [
          column('date', 12, 'date'),
          column('document', 30, 'text'),
          column('about', 40, 'text'),
          column('comment', 40, 'text'),
          column('by', 20, 'text'),
          column('in', 14, 'money'),
          column('out', 14, 'money'),
          column('balance', 14, 'money'),
        ],
        rows: [
          [wish.from, t('cash:book.opening'), '', '', '', null, null, book.openingMinor],
          ...book.rows.map((row) => [
            row.localDate,
            kindOf(row.kind, row.number),
            row.about,
            row.comment,
            row.byName ?? '',
            row.inMinor || null,
            row.outMinor || null,
            row.balanceMinor,
          ]),
        ],
        totals: [wish.to, t('cash:book.closing'), '', '', '', book.inMinor, book.outMinor, book.closingMinor],
      });
      return { fileName: `${fileName}.xlsx`, mediaType: XLSX, base64: base64(bytes) };
    }
    const column = (name: string, share: number, isNumber = false) => ({
      title: t(`cash:book.${name}`),
      share,
      isNumber,
    });
    const bytes = await this.#near.runJob('cash.book', {
      book: {
        salonName: settings.salonName,
        title,
        lines: [
          [span, only].filter(Boolean).join('. '),
          t('cash:book.openingLine', { sum: money(book.openingMinor) }),
          t('cash:book.closingLine', { sum: money(book.closingMinor) }),
        ],
        columns: [
          column('date', 0.1),
          column('document', 0.24),
          column('about', 0.3),
          column('in', 0.12, true),
          column('out', 0.12, true),
          column('balance', 0.12, true),
        ],
        rows: book.rows.map((row) => [
          day(row.localDate),
          kindOf(row.kind, row.number),
          // The font of papers has no arrow.
          [row.about, row.comment].filter(Boolean).join('. ').replaceAll('→', '–'),
          row.inMinor === 0 ? '' : money(row.inMinor),
          row.outMinor === 0 ? '' : money(row.outMinor),
          money(row.balanceMinor),
        ]),
        totals: ['', t('cash:book.total'), '', money(book.inMinor), money(book.outMinor), money(book.closingMinor)],
        emptyText: t('cash:book.empty'),
        ...foot(when),
      },
      ...this.#fonts(),
    });
    return { fileName: `${fileName}.pdf`, mediaType: 'application/pdf', base64: base64(bytes) };
  }

  #words(caller: Caller, locale: Locale) {
    const i18n = createI18n(locale);
    const t: Translate = (key, values) => i18n.t(key, { ...values });
    const settings = this.#near.settings.now();
    return {
      t,
      money: (minor: number): string => formatAmount(minor, settings.currency, locale),
      when: formatInstant(this.#deps.clock.nowMs(), settings.timeZone, locale),
      foot: (when: string) => ({
        footer: t('documents:footer', { when, who: caller.name }),
        pageText: t('documents:page'),
      }),
    };
  }

  #fonts() {
    const { fontsDir } = this.#near;
    return {
      regularFont: path.join(fontsDir, 'NotoSans_400Regular.ttf'),
      boldFont: path.join(fontsDir, 'NotoSans_700Bold.ttf'),
    };
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
