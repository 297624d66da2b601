import fs from 'node:fs';
import { PersonalDataService } from '../../../src-main/personal-data/personal-data.service.ts';
import { ClientFilesService } from '../../../src-main/client-files/client-files.service.ts';
import { ClientsService } from '../../../src-main/clients/clients.service.ts';
import type { Tx } from '../../../src-main/store/unit-of-work.ts';
import type { BackupInfo } from '../../../src-shared/backup/backup.contract.ts';
import { type JournalSalon, openJournalSalon } from '../journal/journal-salon.ts';
import { testFonts } from '../../helpers/test-core.ts';
import { runHere } from '../backup/held-salon.ts';

/** The journal's salon with consents, requests and erasure over it. */
export interface PrivacySalon extends JournalSalon {
  readonly data: PersonalDataService;
  readonly clients: ClientsService;
  readonly files: ClientFilesService;
  readonly owner: ReturnType<JournalSalon['callerOf']>;
  readonly copies: BackupInfo[];
  readonly removed: string[];
  text(purpose: 'processing' | 'marketing' | 'photo' | 'health', body?: string): number;
  /** Everything the file holds, as bytes: what a person with a hex editor would see. */
  bytes(): string;
}

export async function openPrivacySalon(): Promise<PrivacySalon> {
  const salon = await openJournalSalon();
  const copies: BackupInfo[] = [];
  const removed: string[] = [];
  const clients = new ClientsService(salon.deps, salon.settings);
  const files = new ClientFilesService(salon.deps, salon.settings);
  const data = new PersonalDataService(salon.deps, {
    settings: salon.settings,
    schedule: salon.schedule,
    runJob: runHere,
    fontsDir: testFonts(),
    copies: () => copies,
    contentOf: (digest) => files.contentOf(digest),
    removeContents: (digests) => removed.push(...digests),
  });
  const owner = salon.callerOf('owner');
  return {
    ...salon,
    data,
    clients,
    files,
    owner,
    copies,
    removed,
    text: (purpose, body = `Я, {клиент}, согласна: ${purpose}`) =>
      data.consents.addText(owner, { purpose, body, validFrom: '2026-01-01' }).textId,
    bytes: () => {
      salon.store.settle();
      return fs.readFileSync(salon.store.paths.database).toString('utf8');
    },
  };
}

/** Fills every table that may hold something of a client; answers with the texts that must be gone afterwards. */
export function fillEverything(salon: PrivacySalon, clientId: number): string[] {
  const at = salon.clock.nowMs();
  const secret = (name: string): string => `тайна-${name}`;
  salon.write((tx: Tx) => {
    const run = (sql: string, ...values: unknown[]): number => {
      tx.runSql(sql, values);
      return (tx.get({ sql: 'select last_insert_rowid() as id', parameters: [] }) as { id: number }).id;
    };
    const tag = run("insert into client_tags (name, colour) values ('ВИП', 'teal')");
    const family = run('insert into families (name) values (?)', secret('family'));
    run(
      `update clients set middle_name = ?, email = ?, address = ?, messengers_json = ?, allergy = ?, contraindication = ?,
         note = ?, source = ?, learned_from = ?, decided_by = ?, family_id = ?, family_role = ?, card_number = ?
       where id = ?`,
      secret('middle'),
      'olga.taina@example.ru',
      secret('address'),
      JSON.stringify({ telegram: secret('messenger') }),
      secret('allergy'),
      secret('contraindication'),
      secret('note'),
      secret('source'),
      secret('learned'),
      secret('decided'),
      family,
      secret('role'),
      secret('card'),
      clientId,
    );
    run('update client_phones set label = ? where client_id = ?', secret('label'), clientId);
    run('insert into client_tag_links (client_id, tag_id) values (?, ?)', clientId, tag);
    run('insert into client_preferred_staff (client_id, staff_id) values (?, ?)', clientId, salon.anna);
    run('insert into client_notes (client_id, body, created_at_ms) values (?, ?, ?)', clientId, secret('body'), at);
    run(
      `insert into client_files (client_id, kind, title, media_type, size_bytes, sha256, thumb_sha256, created_at_ms)
       values (?, 'before', ?, 'image/jpeg', 3, 'aa11', 'bb22', ?)`,
      clientId,
      secret('photo'),
      at,
    );
    run(
      `insert into patch_tests (client_id, tested_on, valid_until, result, product, note, created_at_ms)
       values (?, '2026-01-01', '2026-07-01', 'reaction', ?, ?, ?)`,
      clientId,
      secret('product'),
      secret('test'),
      at,
    );
    const visit = run(
      `insert into visits (client_id, local_date, status, comment, created_at_ms)
       values (?, '2026-02-02', 'completed', ?, ?)`,
      clientId,
      secret('comment'),
      at,
    );
    const cancelled = run(
      `insert into visits (client_id, local_date, status, cancel_reason, created_at_ms)
       values (?, '2026-02-03', 'cancelled', ?, ?)`,
      clientId,
      secret('cancel'),
      at,
    );
    const line = run(
      `insert into visit_lines (visit_id, position, local_date, service_id, staff_id, start_min, duration_min, price_minor)
       values (?, 1, '2026-02-02', ?, ?, 600, 60, 200000)`,
      visit,
      salon.cut,
      salon.anna,
    );
    const record = run(
      `insert into service_records (visit_line_id, visit_id, client_id, service_id, staff_id, outcome, score, created_at_ms)
       values (?, ?, ?, ?, ?, ?, 9, ?)`,
      line,
      visit,
      clientId,
      salon.cut,
      salon.anna,
      secret('outcome'),
      at,
    );
    run(
      `insert into formulas (record_id, number, bowls_json, note, created_at_ms) values (?, 1, '[]', ?, ?)`,
      record,
      secret('formula'),
      at,
    );
    const series = run(
      `insert into visit_series (client_id, rule_json, start_date, start_min, lines_json, comment, is_ended, created_at_ms)
       values (?, '{}', '2026-01-01', 600, '[]', ?, 1, ?)`,
      clientId,
      secret('series'),
      at,
    );
    run(
      `insert into series_exceptions (series_id, key_date, kind, reason) values (?, '2026-01-08', 'excluded', ?)`,
      series,
      secret('exception'),
    );
    run(
      `insert into waiting_entries (kind, client_id, name, phone_digits, comment, status, closed_reason, created_at_ms)
       values ('waiting', ?, ?, '79990001122', ?, 'closed', ?, ?)`,
      clientId,
      secret('waiting'),
      secret('wish'),
      secret('closed'),
      at,
    );
    run(
      `insert into client_calls (client_id, reason, outcome, note, visit_id, called_at_ms)
       values (?, 'due', 'later', ?, ?, ?)`,
      clientId,
      secret('call'),
      cancelled,
      at,
    );
    run(
      `insert into data_requests (client_id, kind, requested_on, due_on, note)
       values (?, 'copy', '2026-03-01', '2026-03-16', ?)`,
      clientId,
      secret('request'),
    );
  });
  return ['тайна-', 'olga.taina', '79990001122', 'Ольга', 'Кузнецова', '79161234567'];
}
