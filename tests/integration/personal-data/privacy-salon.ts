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
    fillMoney(run, { clientId, visit, line, staffId: salon.anna, at, secret });
  });
  return ['тайна-', 'olga.taina', '79990001122', 'Ольга', 'Кузнецова', '79161234567'];
}

interface MoneyPlace {
  readonly clientId: number;
  readonly visit: number;
  readonly line: number;
  readonly staffId: number;
  readonly at: number;
  readonly secret: (name: string) => string;
}

/** A check with everything that loyalty may hold of a client. */
function fillMoney(
  run: (sql: string, ...values: unknown[]) => number,
  { clientId, visit, line, staffId, at, secret }: MoneyPlace,
): void {
  const document = run(
    `insert into ledger_documents (kind, number, local_date, at_ms, client_id, amount_minor, reason, comment)
     values ('sale', 1, '2026-02-02', ?, ?, 200000, ?, ?)`,
    at,
    clientId,
    secret('why'),
    secret('remark'),
  );
  const sale = run(
    `insert into sales (document_id, visit_id, client_id, local_date, priced_on, gross_minor, discount_minor, net_minor,
       rebook_skip, comment) values (?, ?, ?, '2026-02-02', '2026-02-02', 200000, 0, 200000, ?, ?)`,
    document,
    visit,
    clientId,
    secret('skip'),
    secret('check'),
  );
  run(
    `insert into sale_lines (sale_id, position, kind, title, visit_line_id, staff_id, quantity_milli, list_price_minor,
       price_minor, gross_minor, discount_minor, net_minor)
     values (?, 0, 'service', 'Стрижка', ?, ?, 1000, 200000, 200000, 200000, 0, 200000)`,
    sale,
    line,
    staffId,
  );
  run(
    `insert into tenders (document_id, sale_id, position, kind, amount_minor, reference)
     values (?, ?, 0, 'card', 200000, ?)`,
    document,
    sale,
    secret('reference'),
  );
  run(
    'insert into sale_drafts (visit_id, client_id, content_json, updated_at_ms) values (?, ?, ?, ?)',
    visit,
    clientId,
    JSON.stringify({ comment: secret('draft') }),
    at,
  );
  run(
    `insert into certificates (number, nominal_minor, paid_minor, sold_on, client_id, recipient, note)
     values ('С-1', 100000, 100000, '2026-01-01', ?, ?, ?)`,
    clientId,
    secret('recipient'),
    secret('certificate'),
  );
  const type = run(
    `insert into membership_types (name, kind, price_minor, validity_days, starts_at, balance)
     values ('Пять стрижек', 'visits', 500000, 90, 'purchase', 'shared')`,
  );
  const membership = run(
    `insert into memberships (number, type_id, client_id, title, kind, price_minor, validity_days, sold_on, closed_on, note)
     values ('А-1', ?, ?, 'Пять стрижек', 'visits', 500000, 90, '2025-01-01', '2025-04-01', ?)`,
    type,
    clientId,
    secret('membership'),
  );
  run('insert into membership_members (membership_id, client_id) values (?, ?)', membership, clientId);
  run(
    `insert into membership_freezes (membership_id, from_date, to_date, reason, created_at_ms)
     values (?, '2025-02-01', '2025-02-10', ?, ?)`,
    membership,
    secret('freeze'),
    at,
  );
  run(
    `insert into bonus_lots (client_id, document_id, source, granted_on, available_from, note)
     values (?, ?, 'manual', '2026-02-02', '2026-02-02', ?)`,
    clientId,
    document,
    secret('bonus'),
  );
  const payer = {
    kind: 'person',
    name: secret('payer-name'),
    taxNumber: '',
    reasonCode: '',
    address: secret('payer-home'),
  };
  run(
    "insert into payers (client_id, kind, name, address) values (?, 'person', ?, ?)",
    clientId,
    payer.name,
    payer.address,
  );
  run(
    `insert into invoices (kind, year, number, local_date, at_ms, client_id, amount_minor, vat_minor, payer_json, content_json)
     values ('invoice', 2026, 1, '2026-02-02', ?, ?, 100, 0, ?, '{}')`,
    at,
    clientId,
    JSON.stringify(payer),
  );
  run(
    "insert into discount_cards (number, client_id, rate_bp, valid_from, note) values (?, ?, 500, '2026-01-01', ?)",
    secret('card-number'),
    clientId,
    secret('card-note'),
  );
}
