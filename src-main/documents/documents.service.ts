import path from 'node:path';
import type { FileOutput } from '../../src-shared/contract-base.ts';
import { createI18n } from '../../src-shared/i18n/i18n.ts';
import { formatAmount, formatDate, formatInstant, type Locale } from '../../src-shared/i18n/format.ts';
import { isOccupying } from '../../src-shared/journal/journal.rules.ts';
import type { LocalDate } from '../../src-shared/kernel/local-date.ts';
import { formatMinute } from '../../src-shared/kernel/wall-time.ts';
import type { JournalService } from '../journal/journal.service.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import type { Caller, ServiceDeps } from '../store/service.ts';
import type { RunJob } from '../workers/run-job.ts';
import type { ServicesService } from '../services/services.service.ts';
import { daySheetOf } from './day-sheet.model.ts';
import { PriceListService } from './price-list.service.ts';
import type { Table } from './table.job.ts';
import type { Translate } from './translate.ts';

const PDF = 'application/pdf';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Papers and tables of the day. Drawing and writing run on a worker thread, so that the journal never waits. */
export class DocumentsService {
  readonly #deps: ServiceDeps;
  readonly #settings: SettingsService;
  readonly #journal: JournalService;
  readonly #runJob: RunJob;
  readonly #fontsDir: string;
  readonly priceLists: PriceListService;

  constructor(
    deps: ServiceDeps,
    neighbours: {
      settings: SettingsService;
      journal: JournalService;
      services: ServicesService;
      runJob: RunJob;
      fontsDir: string;
    },
  ) {
    this.#deps = deps;
    this.priceLists = new PriceListService(deps, neighbours);
    this.#settings = neighbours.settings;
    this.#journal = neighbours.journal;
    this.#runJob = neighbours.runJob;
    this.#fontsDir = neighbours.fontsDir;
  }

  /** The day by master, A4 landscape PDF. Phones are masked for those who may not see them, as in the journal. */
  async daySheet(caller: Caller, localDate: LocalDate, locale: Locale): Promise<FileOutput> {
    const day = this.#journal.day(caller, localDate);
    const { t, printedAt, money, salonName } = this.#texts(localDate, locale);
    const date = formatDate(localDate, 'dayLong', locale);
    const sheet = daySheetOf(day, { t, money, date, printedAt, userName: caller.name, salonName });
    const bytes = await this.#runJob('documents.daySheet', { sheet, ...fontFiles(this.#fontsDir) });
    return file(`${t('documents:daySheetFile')} ${localDate}.pdf`, PDF, bytes);
  }

  /** The day's visits as an Excel table, one row a service, with the sum of what stands. */
  async dayList(caller: Caller, localDate: LocalDate, locale: Locale): Promise<FileOutput> {
    const day = this.#journal.day(caller, localDate);
    const { t, printedAt } = this.#texts(localDate, locale);
    const staffNames = new Map(day.staff.map((staff) => [staff.id, staff.name]));
    const roomNames = new Map(day.rooms.map((room) => [room.id, room.name]));
    const lines = day.visits
      .flatMap((visit) => visit.lines.map((line) => ({ visit, line })))
      .toSorted((a, b) => a.line.startMin - b.line.startMin || a.line.id - b.line.id);
    const table: Table = {
      sheetName: localDate,
      author: t('documents:savedBy', { who: caller.name, when: printedAt }),
      columns: [
        { title: t('documents:columns.start'), width: 8, kind: 'text' },
        { title: t('documents:columns.end'), width: 8, kind: 'text' },
        { title: t('documents:columns.staff'), width: 24, kind: 'text' },
        { title: t('documents:columns.client'), width: 28, kind: 'text' },
        { title: t('documents:columns.phone'), width: 20, kind: 'text' },
        { title: t('documents:columns.service'), width: 34, kind: 'text' },
        { title: t('documents:columns.room'), width: 16, kind: 'text' },
        { title: t('documents:columns.status'), width: 18, kind: 'text' },
        { title: t('documents:columns.price'), width: 12, kind: 'money' },
        { title: t('documents:columns.comment'), width: 40, kind: 'text' },
      ],
      rows: lines.map(({ visit, line }) => [
        formatMinute(line.startMin),
        formatMinute(line.startMin + line.durationMin),
        staffNames.get(line.staffId) ?? '',
        visit.clientName,
        visit.clientPhone ?? '',
        line.serviceName,
        line.roomId === null ? '' : (roomNames.get(line.roomId) ?? ''),
        t(`documents:status.${visit.status}`),
        line.priceMinor,
        visit.comment,
      ]),
      totals: [
        t('documents:total'),
        ...Array.from({ length: 7 }, () => null),
        lines.filter(({ visit }) => isOccupying(visit.status)).reduce((sum, { line }) => sum + line.priceMinor, 0),
        null,
      ],
    };
    const bytes = await this.#runJob('documents.table', table);
    return file(`${t('documents:dayListFile')} ${localDate}.xlsx`, XLSX, bytes);
  }

  #texts(localDate: LocalDate, locale: Locale) {
    const settings = this.#settings.on(localDate);
    const i18n = createI18n(locale);
    const t: Translate = (key, values) => i18n.t(key, { ...values });
    return {
      t,
      salonName: settings.salonName,
      money: (minor: number) => formatAmount(minor, settings.currency, locale),
      printedAt: formatInstant(this.#deps.clock.nowMs(), settings.timeZone, locale),
    };
  }
}

/** File names of the embedded fonts inside a fonts folder. */
function fontFiles(fontsDir: string): { regularFont: string; boldFont: string } {
  return {
    regularFont: path.join(fontsDir, 'NotoSans_400Regular.ttf'),
    boldFont: path.join(fontsDir, 'NotoSans_700Bold.ttf'),
  };
}

function file(fileName: string, mediaType: string, bytes: Uint8Array): FileOutput {
  return { fileName, mediaType, base64: Buffer.from(bytes).toString('base64') };
}
