import { crc32, deflateSync } from 'node:zlib';
import type { Bowl } from '../../src-shared/treatments/formula.rules.ts';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import { instantOf } from '../../src-shared/kernel/wall-time.ts';
import { ContentFolder } from '../store/content-folder.ts';
import { sqlText } from '../store/executor.ts';
import type { Store } from '../store/store.ts';
import type { Tx } from '../store/unit-of-work.ts';
import { DEMO_TIME_ZONE } from './demo.service.ts';
import { DEMO_DEVICE } from './demo-sink.ts';

const RECORDS = 120;
const TEST_DAYS = 180;
const SHADES = ['7/0', '7/1', '8/0', '8/38', '9/16', '6/7', '5/4', '10/16'];
const OUTCOMES = ['Ровный тон, без рыжины', 'Корни взялись легче длины', 'Седина перекрыта полностью', ''];

interface ColourLine {
  readonly id: number;
  readonly visit_id: number;
  readonly client_id: number;
  readonly service_id: number;
  readonly staff_id: number;
  readonly local_date: string;
  readonly end_min: number;
}

/** Formulas and outcomes of the newest colourings, tests for allergy, and one pair of photos. */
export function addDemoTreatments(store: Store, actorId: number, nowMs: number): void {
  const lines = store.reader.all(
    sqlText<ColourLine>(
      `select l.id, l.visit_id, v.client_id, l.service_id, l.staff_id, v.local_date, l.start_min + l.duration_min as end_min
       from visits v join visit_lines l on l.visit_id = v.id join services s on s.id = l.service_id
         join service_categories c on c.id = s.category_id
       where v.status = 'completed' and v.client_id is not null and c.name = 'Окрашивание'
       order by v.local_date desc, l.id desc limit ?`,
      RECORDS,
    ),
  );
  if (lines.length === 0) return;
  store.work.run({ actorId, device: DEMO_DEVICE, nowMs }, 'demo.treatments', (tx) => {
    tx.summary = { key: 'demo.treatments' };
    for (const line of lines) addRecord(tx, line, actorId);
    const tested = new Map(lines.map((line) => [line.client_id, line.local_date]));
    for (const [clientId, day] of tested) addTest(tx, clientId, day, actorId);
    tx.runSql("update services set patch_test_days = ?, version = version + 1 where name = 'Сложное окрашивание'", [
      TEST_DAYS,
    ]);
    addPhotos(tx, new ContentFolder(store.paths.contents), lines, nowMs, actorId);
  });
}

function addRecord(tx: Tx, line: ColourLine, actorId: number): void {
  const atMs = instantOf(line.local_date, Math.min(1439, line.end_min), DEMO_TIME_ZONE).atMs;
  const { insertId } = tx.runSql(
    `insert into service_records (visit_line_id, visit_id, client_id, service_id, staff_id, outcome, score, would_return,
       would_recommend, created_at_ms, created_by) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      line.id,
      line.visit_id,
      line.client_id,
      line.service_id,
      line.staff_id,
      OUTCOMES[line.id % OUTCOMES.length] ?? '',
      7 + (line.id % 4),
      1,
      line.id % 3 === 0 ? null : 1,
      atMs,
      actorId,
    ],
  );
  const versions = line.id % 5 === 0 ? 2 : 1;
  for (let number = 1; number <= versions; number++) {
    tx.runSql(
      'insert into formulas (record_id, number, bowls_json, note, created_at_ms, created_by) values (?, ?, ?, ?, ?, ?)',
      [insertId, number, JSON.stringify(bowlsOf(line.id, number)), '', atMs + number * 60_000, actorId],
    );
  }
}

function bowlsOf(seed: number, number: number): Bowl[] {
  const shade = (step: number): string => SHADES[(seed + step) % SHADES.length] ?? '7/0';
  const part = (name: string, grams: number) => ({
    brand: 'Wella',
    line: 'Koleston Perfect',
    shade: name,
    gramsMilli: grams * 1000,
  });
  const roots: Bowl = {
    title: 'корни',
    parts: [part(shade(0), 30), part(shade(1), number === 1 ? 15 : 10)],
    developer: 'Welloxon Perfect',
    developerBp: 600,
    ratioMilli: 1000,
    baseLevelTenths: 60,
    targetLevelTenths: 70,
    minutes: 35,
  };
  if (seed % 3 !== 0) return [roots];
  const lengths = {
    ...roots,
    title: 'длина',
    parts: [part(shade(2), 40)],
    developerBp: 190,
    ratioMilli: 2000,
    minutes: 20,
  };
  return [roots, lengths];
}

function addTest(tx: Tx, clientId: number, day: string, actorId: number): void {
  const result = clientId % 41 === 0 ? 'reaction' : 'ok';
  tx.runSql(
    `insert into patch_tests (client_id, tested_on, valid_until, result, product, created_at_ms, created_by)
     values (?, ?, ?, ?, 'Koleston Perfect', ?, ?)`,
    [clientId, day, addDays(day, TEST_DAYS), result, instantOf(day, 600, DEMO_TIME_ZONE).atMs, actorId],
  );
}

/** A dull head of hair and a bright one: drawn, of nobody. */
function addPhotos(tx: Tx, folder: ContentFolder, lines: readonly ColourLine[], nowMs: number, actorId: number): void {
  const agreed = lines.find(
    ({ client_id: clientId }) =>
      tx.get(
        sqlText<{ id: number }>(
          "select id from consents where client_id = ? and purpose = 'photo' and withdrawn_at_ms is null",
          clientId,
        ),
      ) !== undefined,
  );
  if (!agreed) return;
  for (const [kind, picture] of [
    ['before', hairOf(96, 74, 60)],
    ['after', hairOf(196, 120, 62)],
  ] as const) {
    tx.runSql(
      `insert into client_files (client_id, visit_id, kind, pair_no, title, media_type, size_bytes, sha256, created_at_ms,
         created_by) values (?, ?, ?, 1, ?, 'image/png', ?, ?, ?, ?)`,
      [
        agreed.client_id,
        agreed.visit_id,
        kind,
        kind === 'before' ? 'До окрашивания' : 'После окрашивания',
        picture.length,
        folder.put(picture),
        nowMs,
        actorId,
      ],
    );
  }
}

const SIDE = 240;

/** Strands of one colour as a PNG. */
function hairOf(red: number, green: number, blue: number): Buffer {
  const rows = Buffer.alloc(SIDE * (1 + SIDE * 3));
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const wave = Math.sin((x + 14 * Math.sin(y / 38)) / 5) * 0.16 + Math.sin(y / 70) * 0.12 + 1;
      const at = y * (1 + SIDE * 3) + 1 + x * 3;
      [red, green, blue].forEach((value, channel) => {
        rows[at + channel] = Math.min(255, Math.round(value * wave));
      });
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(SIDE, 0);
  head.writeUInt32BE(SIDE, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}
