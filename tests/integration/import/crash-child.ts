// A program that imports, or takes an import back, until it is killed.
import fs from 'node:fs';
import path from 'node:path';
import { importOptions } from '../../../src-shared/import/import.contract.ts';
import { ClientsService } from '../../../src-main/clients/clients.service.ts';
import { type ImportJob, ImportService } from '../../../src-main/import/import.service.ts';
import { SettingsService } from '../../../src-main/settings/settings.service.ts';
import { Caller } from '../../../src-main/store/service.ts';
import { query } from '../../../src-main/store/query.ts';
import { openStore } from '../../../src-main/store/store.ts';
import { silentLogger } from '../../helpers/test-store.ts';
import { runHere } from '../backup/held-salon.ts';

const [dir = '', act = 'run'] = process.argv.slice(2);
const clock = { nowMs: () => Date.now() };
const store = await openStore({ dataDir: dir, host: 'crash', nowMs: clock.nowMs });
const deps = { store, clock, logger: silentLogger };
const settings = new SettingsService(deps);
// The search index is kept in step, as in the product.
void new ClientsService(deps, settings);
const tell = (job: ImportJob): void => {
  if (job.title === (act === 'undo' ? 'import.undo' : 'import.run')) {
    fs.writeSync(1, `${JSON.stringify({ share: job.share, state: job.state })}\n`);
  }
};
const imports = new ImportService(deps, { settings, runJob: runHere, onJob: tell });
const userId = store.work.run({ actorId: null, device: 'crash', nowMs: clock.nowMs() }, 'setup.user', (tx) =>
  tx.insert(query.insertInto('users').values({ name: `Ольга ${clock.nowMs()}`, role: 'owner', staff_id: null })),
).value;
const caller = new Caller({ userId, name: 'Ольга', role: 'owner', staffId: null }, 'crash');
const base64 = fs.readFileSync(path.join(dir, '..', 'clients.csv')).toString('base64');
const { draft } = await imports.upload(caller, { uploadId: null, base64, isLast: true, fileName: 'clients.csv' });
const { draftId, mapping } = draft!;
await imports.check(caller, { draftId, mapping, options: importOptions.parse({}) }, 'ru');
const { importId } = await imports.run(caller, { draftId });
if (act === 'undo') await imports.undo(caller, { importId, keepsTouched: false });
fs.writeSync(1, '{"ended":true}\n');
store.close();
