import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { query } from '../../../src-main/store/query.ts';
import { Caller } from '../../../src-main/store/service.ts';
import { sqlText } from '../../../src-main/store/executor.ts';
import { verifyDatabase } from '../../../src-main/store/verify.ts';
import { type TestCore, openTestCore } from '../../helpers/test-core.ts';
import { runHere } from '../backup/held-salon.ts';

let subject: TestCore;
afterEach(() => subject.close());

/** A salon with one client, and a proved copy that still holds her. */
async function salonWithCopy(): Promise<{ backup: string; clientId: number; owner: Caller }> {
  subject = await openTestCore({ runJob: runHere });
  const userId = subject.addUser('owner');
  const owner = new Caller({ userId, name: 'Владелец', role: 'owner', staffId: null }, 'test');
  const { id: clientId } = addClient(owner, 'Ольга', 'Кузнецова');
  const { id: backup } = await subject.core.backup.create('manual');
  return { backup, clientId, owner };
}

function addClient(owner: Caller, firstName: string, lastName: string): { id: number } {
  const { store } = subject.core.salon!;
  const { value: id } = store.work.run(owner.actor(subject.clock), 'clients.create', (tx) => {
    tx.summary = { key: 'clients.create', values: { client: `${firstName} ${lastName}` } };
    const row = { first_name: firstName, last_name: lastName, created_at_ms: subject.clock.nowMs() };
    const clientId = tx.insert(query.insertInto('clients').values(row));
    tx.insert(query.insertInto('client_phones').values({ client_id: clientId, digits: '79161234567' }));
    return clientId;
  });
  return { id };
}

const nameOf = (clientId: number): string | undefined =>
  subject.core.salon!.store.reader.get(
    sqlText<{ name: string }>(
      "select trim(first_name || ' ' || last_name) as name from clients where id = ?",
      clientId,
    ),
  )?.name;

describe('an erasure and the copies (D6)', () => {
  test('D6 a restored older copy forgets the client again at its start, with an act of its own', async () => {
    const { backup, clientId, owner } = await salonWithCopy();
    subject.core.salon!.personalData.erasure.erase(owner, { clientId, name: 'Ольга Кузнецова' });
    await subject.core.backup.restore(backup);
    expect(nameOf(clientId)).toBe(`Клиент #${clientId}`);
    const { store } = subject.core.salon!;
    expect(verifyDatabase(store.connection)).toMatchObject({ findings: [], erased: [{ actId: 1 }] });
    const act = store.reader.get(sqlText<{ act_json: string }>('select act_json from data_requests'));
    expect(JSON.parse(act?.act_json ?? '{}')).toMatchObject({ isAgain: true, by: null, clientIds: [clientId] });
    store.settle();
    expect(fs.readFileSync(store.paths.database).toString('utf8')).not.toMatch(/Кузнецова|79161234567/u);
  });

  test('D6 the list lies in both folders, bears nothing personal, and one of them is enough', async () => {
    const { backup, clientId, owner } = await salonWithCopy();
    const { paths } = subject.core;
    subject.core.salon!.personalData.erasure.erase(owner, { clientId, name: 'Ольга Кузнецова' });
    const files = [paths.dir, paths.backups].map((dir) => path.join(dir, 'erasures.json'));
    for (const file of files) {
      const text = fs.readFileSync(file, 'utf8');
      expect(JSON.parse(text)).toMatchObject({ entries: [{ clientId }] });
      expect(text).not.toMatch(/Ольга|Кузнецова|7916/u);
    }
    fs.rmSync(files[0]!);
    await subject.core.backup.restore(backup);
    expect(nameOf(clientId)).toBe(`Клиент #${clientId}`);
    expect(fs.existsSync(files[0]!)).toBe(true);
  });

  test('D6 somebody else who got the same number after a restore keeps the name', async () => {
    const { owner } = await salonWithCopy();
    const { id: early } = await subject.core.backup.create('manual');
    const later = addClient(owner, 'Ирина', 'Новикова').id;
    subject.core.salon!.personalData.erasure.erase(owner, { clientId: later, name: 'Ирина Новикова' });
    await subject.core.backup.restore(early);
    subject.clock.atMs += 60_000;
    const other = addClient(owner, 'Мария', 'Зотова').id;
    expect(other).toBe(later);
    expect(subject.core.salon!.personalData.erasure.eraseAgain()).toEqual([]);
    expect(nameOf(other)).toBe('Мария Зотова');
  });
});
