import fs from 'node:fs';
import path from 'node:path';
import type { FileOutput } from '../../src-shared/contract-base.ts';
import type { EveningSheets, SheetProblem } from '../../src-shared/documents/documents.contract.ts';
import { sheetDayDue, sheetsToDelete } from '../../src-shared/documents/evening-sheet.rules.ts';
import type { Locale } from '../../src-shared/i18n/format.ts';
import { createI18n } from '../../src-shared/i18n/i18n.ts';
import { DomainError } from '../../src-shared/kernel/errors.ts';
import { type LocalDate, isLocalDate } from '../../src-shared/kernel/local-date.ts';
import type { SettingsService } from '../settings/settings.service.ts';
import { Caller, type Clock, type Logger } from '../store/service.ts';
import type { DocumentsService } from './documents.service.ts';

/** What the evening sheets are made with. */
export interface EveningSheetPorts {
  /** Where they lie unless the salon has named another folder. */
  readonly folder: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly locale: Locale;
  /** The open salon; null on the recovery screen and before the first run is done. */
  readonly salon: () => { readonly settings: SettingsService; readonly documents: DocumentsService } | null;
  /** Shows a folder in the file manager; absent where the host has no screen. */
  readonly openFolder?: ((folder: string) => void) | undefined;
}

const DEVICE = 'evening-sheet';
const PDF = 'application/pdf';

/**
 * Tomorrow's day sheet as a PDF in a folder, made every evening by itself: the paper of the day when the PC is dead.
 *
 * It is made when it is missing, and again when a booking of its day changes later that evening. Phones are shown as the
 * role of the salon's setting sees them.
 */
export class EveningSheetsService {
  readonly #ports: EveningSheetPorts;
  #problem: EveningSheets['problem'] = null;
  #isStale = false;
  #running: Promise<void> | null = null;

  constructor(ports: EveningSheetPorts) {
    this.#ports = ports;
  }

  /** A command changed these days: a sheet of one of them is old. */
  noteChanged(dates: readonly LocalDate[]): void {
    const due = this.#due();
    if (due !== null && dates.includes(due.localDate)) this.#isStale = true;
  }

  /** What there is and where, for who prints or keeps the PC. @throws DomainError FORBIDDEN */
  status(caller: Caller, canOpenFolder: boolean): EveningSheets {
    requireSheets(caller);
    const salon = this.#salon();
    const { isEveningSheetOn, eveningSheetMin } = salon.settings.now();
    const folder = this.#folder();
    return {
      isOn: isEveningSheetOn,
      eveningMin: eveningSheetMin,
      folder,
      canOpenFolder: canOpenFolder && this.#ports.openFolder !== undefined,
      sheets: listSheets(folder).map(({ fileName, localDate, madeAtMs, sizeBytes }) => ({
        fileName,
        localDate,
        madeAtMs,
        sizeBytes,
      })),
      problem: this.#problem,
    };
  }

  /** One sheet as it lies in the folder. @throws DomainError NOT_FOUND, FORBIDDEN */
  file(caller: Caller, localDate: LocalDate): FileOutput {
    // Whose phones stand on it is the salon's setting, so whoever may not see them may not take it.
    if (this.#salon().settings.now().eveningSheetRole === 'administrator') caller.require('see_phones');
    const folder = this.#folder();
    const sheet = listSheets(folder).find((item) => item.localDate === localDate);
    if (!sheet) throw new DomainError('NOT_FOUND', { what: 'daySheet', localDate });
    const base64 = fs.readFileSync(path.join(folder, sheet.fileName)).toString('base64');
    return { fileName: sheet.fileName, mediaType: PDF, base64 };
  }

  /** Makes the sheet that is due, also over one that is there. @throws DomainError FORBIDDEN */
  async makeNow(caller: Caller): Promise<void> {
    requireSheets(caller);
    this.#isStale = true;
    await this.#run(true);
  }

  /** Makes the sheet that is due, if it is missing or old; a failure is kept for `status` and tried again next time. */
  async makeIfDue(): Promise<void> {
    await this.#run(false);
  }

  /** Shows the folder; false where nobody would see it. @throws DomainError FORBIDDEN */
  openFolder(caller: Caller, canOpenFolder: boolean): boolean {
    requireSheets(caller);
    const { openFolder, folder: ownFolder } = this.#ports;
    const folder = this.#folder();
    if (!openFolder || !canOpenFolder) return false;
    if (folder === ownFolder) fs.mkdirSync(folder, { recursive: true });
    if (!fs.existsSync(folder)) return false;
    openFolder(folder);
    return true;
  }

  /** Waits for a sheet that is being made. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(isAsked: boolean): Promise<void> {
    await this.#running;
    this.#running = this.#make(isAsked).finally(() => {
      this.#running = null;
    });
    await this.#running;
  }

  async #make(isAsked: boolean): Promise<void> {
    const due = this.#due();
    const salon = this.#ports.salon();
    if (due === null || salon === null || (!due.isOn && !isAsked)) return;
    const { localDate, isEvening } = due;
    const folder = this.#folder();
    const known = listSheets(folder).find((sheet) => sheet.localDate === localDate);
    // During its own day the sheet stays what it was: paper that changes by itself helps nobody.
    if (known && !isAsked && !(isEvening && this.#isStale)) return;
    const wasStale = this.#isStale;
    this.#isStale = false;
    try {
      if (!path.isAbsolute(folder)) throw Object.assign(new Error('not an absolute path'), { code: 'NOT_ABSOLUTE' });
      if (folder === this.#ports.folder) fs.mkdirSync(folder, { recursive: true });
      const { locale } = this.#ports;
      const name = createI18n(locale).t('documents:evening.program');
      const role = salon.settings.now().eveningSheetRole;
      const writer = new Caller({ userId: 0, name, role, staffId: null }, DEVICE);
      const sheet = await salon.documents.daySheet(writer, localDate, locale);
      writeWhole(path.join(folder, sheet.fileName), Buffer.from(sheet.base64, 'base64'));
      for (const old of listSheets(folder)) {
        if (old.localDate === localDate && old.fileName !== sheet.fileName) fs.rmSync(path.join(folder, old.fileName));
      }
      const sheets = listSheets(folder);
      const gone = new Set(sheetsToDelete(sheets.map((item) => item.localDate)));
      for (const item of sheets) if (gone.has(item.localDate)) fs.rmSync(path.join(folder, item.fileName));
      this.#problem = null;
      this.#ports.logger.info({ localDate, folder }, 'the day sheet was written');
    } catch (error) {
      this.#isStale = wasStale;
      const code = problemOf(error);
      this.#problem = { code, atMs: this.#ports.clock.nowMs() };
      this.#ports.logger.warn({ code, folder, error: String(error) }, 'the day sheet could not be written');
    }
  }

  #due(): { readonly localDate: LocalDate; readonly isEvening: boolean; readonly isOn: boolean } | null {
    const salon = this.#ports.salon();
    if (salon === null) return null;
    const now = salon.settings.today();
    const { isEveningSheetOn: isOn, eveningSheetMin } = salon.settings.now();
    return { localDate: sheetDayDue(now, eveningSheetMin), isEvening: now.minute >= eveningSheetMin, isOn };
  }

  #folder(): string {
    return this.#salon().settings.now().eveningSheetFolder || this.#ports.folder;
  }

  #salon(): NonNullable<ReturnType<EveningSheetPorts['salon']>> {
    const salon = this.#ports.salon();
    if (salon === null) throw new DomainError('SETUP_REQUIRED', {});
    return salon;
  }
}

/** Who prints the day, and who keeps the PC. */
function requireSheets(caller: Caller): void {
  if (!caller.can('settings')) caller.require('print_documents');
}

interface Sheet {
  readonly fileName: string;
  readonly localDate: LocalDate;
  readonly madeAtMs: number;
  readonly sizeBytes: number;
}

/** Only files that this program has named are ever looked at or deleted: the folder may hold others. */
const NAMES = (['ru', 'en'] as const).map((locale) => createI18n(locale).t('documents:daySheetFile'));

function listSheets(folder: string): Sheet[] {
  let names: string[];
  try {
    names = fs.readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .flatMap((fileName): Sheet[] => {
      const localDate = fileName.slice(-14, -4);
      const isOurs = NAMES.some((name) => fileName === `${name} ${localDate}.pdf`) && isLocalDate(localDate);
      const facts = isOurs ? fs.statSync(path.join(folder, fileName), { throwIfNoEntry: false }) : undefined;
      return facts?.isFile()
        ? [{ fileName, localDate, madeAtMs: Math.round(facts.mtimeMs), sizeBytes: facts.size }]
        : [];
    })
    .sort((a, b) => (a.localDate < b.localDate ? 1 : -1));
}

/** Half a sheet must never stand under its name. */
function writeWhole(file: string, bytes: Buffer): void {
  const part = `${file}.part`;
  const handle = fs.openSync(part, 'w');
  try {
    fs.writeSync(handle, bytes);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
  fs.renameSync(part, file);
}

function problemOf(error: unknown): SheetProblem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'NOT_ABSOLUTE') return 'NOT_ABSOLUTE';
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'NO_FOLDER';
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'DISK_FULL';
  return ['EACCES', 'EPERM', 'EROFS', 'EBUSY'].includes(code) ? 'NOT_WRITABLE' : 'UNEXPECTED';
}
