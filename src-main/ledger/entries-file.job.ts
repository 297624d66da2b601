import type { Locale } from '../../src-shared/i18n/format.ts';
import { createI18n } from '../../src-shared/i18n/i18n.ts';
import { ACCOUNT_CODES, type AccountCode } from '../../src-shared/ledger/accounts.rules.ts';
import type { Period } from '../../src-shared/ledger/periods.rules.ts';
import { displayName, type NameOrder } from '../../src-shared/clients/clients.rules.ts';
import { SheetWriter } from '../segments/sheet-writer.ts';
import { Reader } from '../store/executor.ts';
import { openReadOnly } from '../store/open.ts';
import type { JobControl } from '../workers/job.ts';
import { eachEntry } from './entries.repository.ts';

export interface EntriesFileInput extends Period {
  readonly databaseFile: string;
  readonly locale: Locale;
  readonly nameOrder: NameOrder;
  /** Entries in all, for the progress. */
  readonly count: number;
  /** Who, when: stands in the file. */
  readonly mark: string;
}

const BREATH = 2000;

/** Writes every entry of a period as an Excel table for an accountant (F5), row by row on a connection of its own. */
export async function writeEntriesFile(input: EntriesFileInput, control: JobControl): Promise<Uint8Array> {
  const connection = openReadOnly(input.databaseFile);
  try {
    const { t } = createI18n(input.locale);
    const title = (key: string): string => t(`ledger:file.columns.${key}`);
    const writer = new SheetWriter({
      sheetName: t('ledger:file.entries'),
      mark: input.mark,
      columns: [
        { title: title('date'), kind: 'date' },
        { title: title('document'), kind: 'text' },
        { title: title('number'), kind: 'integer' },
        { title: title('event'), kind: 'text' },
        { title: title('debit'), kind: 'text' },
        { title: title('debitName'), kind: 'text' },
        { title: title('credit'), kind: 'text' },
        { title: title('creditName'), kind: 'text' },
        { title: title('amount'), kind: 'money' },
        { title: title('client'), kind: 'text' },
        { title: title('who'), kind: 'text' },
        { title: title('note'), kind: 'text' },
      ],
    });
    const names = new Map(ACCOUNT_CODES.map((code) => [code, `${code} ${t(`ledger:accounts.${code}`)}`]));
    const accountName = (code: AccountCode): string => names.get(code) ?? String(code);
    let done = 0;
    for (const row of eachEntry(new Reader(connection), input)) {
      writer.add([
        row.local_date,
        t(`ledger:documents.${row.kind}`),
        row.number,
        row.event,
        accountName(row.debit_account),
        row.debit_name ?? '',
        accountName(row.credit_account),
        row.credit_name ?? '',
        row.amount_minor,
        row.first_name === null
          ? ''
          : displayName({ firstName: row.first_name, lastName: row.last_name ?? '' }, input.nameOrder),
        row.by_name ?? '',
        [row.comment, row.reason].filter(Boolean).join('. '),
      ]);
      done += 1;
      if (done % BREATH === 0) {
        control.progress(done / Math.max(1, input.count));
        // Gives the compressor a turn, so that the sheet does not pile up in memory.
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    return await writer.finish(t('ledger:file.about'), [input.mark]);
  } finally {
    connection.close();
  }
}
