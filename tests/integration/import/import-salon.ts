import { type ClientFields, clientFields } from '../../../src-shared/clients/client-parts.contract.ts';
import type { ImportDraft, ImportOptions } from '../../../src-shared/import/import.contract.ts';
import { importOptions } from '../../../src-shared/import/import.contract.ts';
import { ClientsService } from '../../../src-main/clients/clients.service.ts';
import { HistoryService } from '../../../src-main/history/history.service.ts';
import { type ImportJob, ImportService } from '../../../src-main/import/import.service.ts';
import type { RunJob } from '../../../src-main/workers/run-job.ts';
import { type TestSalon, openTestSalon } from '../../helpers/salon-services.ts';
import { runHere } from '../backup/held-salon.ts';

/** A salon with its clients, the import and the history, over a real file. */
export interface ImportSalon extends TestSalon {
  readonly clients: ClientsService;
  readonly imports: ImportService;
  readonly history: HistoryService;
  readonly jobs: ImportJob[];
  /** Hands a whole file in. */
  hand(content: string | Uint8Array, fileName?: string): Promise<ImportDraft>;
  /** Hands in, rehearses and runs. */
  take(content: string | Uint8Array, options?: Partial<ImportOptions>): ReturnType<ImportService['run']>;
  addClient(fields: Partial<ClientFields> & { firstName: string }): number;
  /** Everybody's names and phones, in order of id. */
  everybody(): string[];
}

/** Opens a salon for one test of imports. */
export async function openImportSalon(
  options: { runJob?: RunJob; onJob?: (job: ImportJob) => void } = {},
): Promise<ImportSalon> {
  const base = await openTestSalon();
  const clients = new ClientsService(base.deps, base.settings);
  const jobs: ImportJob[] = [];
  const imports = new ImportService(base.deps, {
    settings: base.settings,
    runJob: options.runJob ?? runHere,
    onJob: (job) => {
      jobs.push(job);
      options.onJob?.(job);
    },
  });
  const history = new HistoryService(base.deps, [], [imports.whole]);
  const hand = async (content: string | Uint8Array, fileName = 'клиенты.csv'): Promise<ImportDraft> => {
    const base64 = Buffer.from(content as Uint8Array).toString('base64');
    const { draft } = await imports.upload(base.owner, { uploadId: null, base64, isLast: true, fileName });
    return draft!;
  };
  return {
    ...base,
    clients,
    imports,
    history,
    jobs,
    hand,
    take: async (content, chosen = {}) => {
      const draft = await hand(content);
      const given = importOptions.parse({ ...draft.options, ...chosen });
      await imports.check(base.owner, { draftId: draft.draftId, mapping: draft.mapping, options: given }, 'ru');
      return await imports.run(base.owner, { draftId: draft.draftId });
    },
    addClient: (fields) => clients.create(base.owner, { ...clientFields.parse(fields), allowSamePhone: true }).clientId,
    everybody: () =>
      base.store.connection
        .prepare(
          `select trim(last_name || ' ' || first_name) || coalesce(' ' || (select group_concat(digits, ' ') from
             client_phones where client_id = clients.id), '') from clients order by id`,
        )
        .pluck()
        .all() as string[],
  };
}
