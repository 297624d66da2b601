import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { ROLES, type Role } from '../../src-shared/access/access.rules.ts';
import { dataPaths } from '../../src-main/store/data-folder.ts';
import { JobCancelled } from '../../src-main/workers/job.ts';
import type { RunJob } from '../../src-main/workers/run-job.ts';
import { type Client, TEST_PIN, type TestCore, type TestScreen, openTestCore } from '../helpers/test-core.ts';
import { TEST_TODAY } from '../helpers/test-store.ts';
import { runHere } from '../integration/backup/held-salon.ts';

export const TODAY = TEST_TODAY;
export const YESTERDAY = '2026-03-11';
export const TOMORROW = '2026-03-13';
/** A day without visits. */
export const FREE_DAY = '2026-03-20';

export const OLGA_DIGITS = '79161234567';
export const IRINA_DIGITS = '79035557788';
export const ANNA_DIGITS = '79261112233';
const UPLOAD_LIMIT_BYTES = 3_000_000;

/** What a client calls the transport: a window's MessagePort, a browser's HTTP, a program's REST. */
export type Transport = 'port' | 'http' | 'rest';

/** In which condition the data folder is when the core opens it. */
export type SalonState = 'prepared' | 'new' | 'damaged' | 'lostWrites';

/** Ids of the prepared salon. */
export interface Facts {
  readonly users: Readonly<Record<Role, number>>;
  readonly category: number;
  /** 60 min for 2,000.00, done by both masters. */
  readonly cut: number;
  /** 40 min of work, 45 of waiting, 35 of work; 5,000.00 to 7,000.00, done by both. */
  readonly colour: number;
  /** 60 min for 1,500.00 with a buffer of 10 min after, done by Anna only. */
  readonly nails: number;
  /** Room for one, Anna's usual. */
  readonly room: number;
  /** Room for two, nobody's usual. */
  readonly hall: number;
  readonly anna: number;
  readonly maria: number;
  readonly template: number;
  readonly annaAssignment: number;
  readonly olga: number;
  readonly irina: number;
  /** Today 12:00-13:00, Anna cuts Olga in her room. */
  readonly visit: number;
  readonly visitLine: number;
  /** Yesterday 11:00, Maria cut Irina. */
  readonly pastVisit: number;
  readonly pastLine: number;
  /** Today 16:00, Anna for Irina, cancelled. */
  readonly cancelledVisit: number;
  /** A visit that was booked and then taken back. */
  readonly deletedVisit: number;
  readonly deletedLine: number;
  /** Command that booked `visit`. */
  readonly bookCommand: number;
  /** File name of a proved copy. */
  readonly backup: string;
  /** API token of each user. */
  readonly tokens: Readonly<Record<Role, string>>;
}

/** Long work of a test: it runs at once in this thread, unless it is held. */
export class TestJobs {
  /** Whether any work was asked for. */
  wasUsed = false;
  #gate: Promise<void> | null = null;
  #open: () => void = () => undefined;

  /** Work that begins from now on waits until `release`, or ends when it is cancelled. */
  hold(): void {
    this.wasUsed = true;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#gate = promise;
    this.#open = resolve;
  }

  release(): void {
    this.#gate = null;
    this.#open();
  }

  readonly run: RunJob = async (name, input, options = {}) => {
    const { signal } = options;
    this.wasUsed = true;
    if (this.#gate) {
      const cancelled = new Promise<void>((_, reject) => {
        signal?.addEventListener('abort', () => reject(new JobCancelled()), { once: true });
      });
      await Promise.race([this.#gate, cancelled]);
    }
    return runHere(name, input, options);
  };
}

/** A salon of its own for one case. Closed unchanged, it serves the next case as well. */
export interface CaseSalon extends Facts {
  readonly test: TestCore;
  readonly jobs: TestJobs;
  readonly transport: Transport;
  /** Signed in as the case asks for. */
  readonly client: Client;
  /** Another screen of the same transport, signed in. */
  screenOf(role: Role): Promise<Client>;
}

/** A folder whose copies open as the same salon. */
export interface PreparedFolder {
  readonly dir: string;
  readonly facts: Facts;
  /** Closes the salons that nobody uses any more. */
  remove(): Promise<void>;
}

/** A container may give `/dev/shm` no more than 64 MB; a case with fifty thousand clients wants more. */
const MEMORY_WANTED_BYTES = 512 * 1024 * 1024;

/**
 * A folder in memory where the system has one: hundreds of salons are opened, and the disk's own speed is not what these
 * tests are about.
 */
function memoryFolder(): string {
  return fs.mkdtempSync(path.join((root ??= hasMemory('/dev/shm') ? '/dev/shm' : os.tmpdir()), 'zerkalo-contract-'));
}

let root: string | null = null;

function hasMemory(dir: string): boolean {
  try {
    fs.accessSync(dir, fs.constants.W_OK);
    const { bavail, bsize } = fs.statfsSync(dir);
    return bavail * bsize >= MEMORY_WANTED_BYTES;
  } catch {
    return false;
  }
}

let made: Promise<Omit<PreparedFolder, 'remove'>> | null = null;
/** Salons that a case left as it found them, by who is signed in over what. */
const idle = new Map<string, OpenSalon>();

/** Gives the folder of a salon that was built through its procedures, once per worker. */
export async function prepareFolder(): Promise<PreparedFolder> {
  return {
    ...(await (made ??= buildFolder())),
    remove: async () => {
      const salons = [...idle.values()];
      idle.clear();
      for (const { test } of salons) await test.close();
    },
  };
}

async function buildFolder(): Promise<Omit<PreparedFolder, 'remove'>> {
  const dir = memoryFolder();
  process.once('exit', () => {
    fs.rmSync(dir, { recursive: true, force: true });
  });
  const jobs = new TestJobs();
  const test = await openTestCore({ runJob: jobs.run });
  const { client } = test.overPort();
  const facts = await fill(client);
  test.core.salon!.store.settle();
  fs.rmSync(dir, { recursive: true });
  fs.cpSync(test.dir, dir, { recursive: true, filter: (file) => !/owner\.(lock|json)/.test(file) });
  await test.close();
  return { dir, facts };
}

/** An open copy with a person signed in, and how it was then. */
interface OpenSalon {
  readonly test: TestCore;
  readonly jobs: TestJobs;
  readonly client: Client;
  readonly salon: TestCore['core']['salon'];
  readonly state: string;
}

/** What shows a change of the salon: rows written since it was opened, the clock, and the files of its folder. */
function stateOf({ core, clock, dir }: TestCore): string {
  const { database, highWater } = dataPaths(dir);
  // The mark is written anew a moment after any commit.
  const untold = [highWater, `${database}-shm`].map((file) => path.basename(file));
  const written = core.salon?.store.connection.prepare('select total_changes()').pluck().get();
  const files = fs
    .readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !untold.includes(entry.name))
    .map((entry) => {
      const { size, mtimeMs } = fs.statSync(path.join(entry.parentPath, entry.name));
      return `${entry.name} ${size} ${mtimeMs}`;
    });
  return [written, clock.nowMs(), ...files].join('\n');
}

/**
 * Opens a copy of the prepared salon, or a folder in another condition, and signs a person in.
 *
 * To open the core takes ten times as long as a call. A salon whose case wrote nothing and ran no work is as good as new: it
 * is kept for the next case that wants the same person over the same transport. What a test replaced inside the core it puts
 * back before `test.close`.
 */
export async function openCaseSalon(
  prepared: PreparedFolder,
  transport: Transport,
  options: { on?: SalonState; as?: Role | null } = {},
): Promise<CaseSalon> {
  const { on = 'prepared', as = on === 'prepared' ? 'owner' : null } = options;
  const { facts } = prepared;
  const key = `${transport} ${as}`;
  const kept = on === 'prepared' ? idle.get(key) : undefined;
  idle.delete(key);
  const open = kept ?? (await openCopy(prepared, transport, on, as));
  const { test, jobs, client } = open;
  const close = async (): Promise<void> => {
    const isAsNew =
      on === 'prepared' &&
      !idle.has(key) &&
      !jobs.wasUsed &&
      test.core.salon === open.salon &&
      stateOf(test) === open.state &&
      (transport === 'rest' || (await isSignedIn(client, as && facts.users[as])));
    if (!isAsNew) return test.close();
    test.logger.lines.length = 0;
    idle.set(key, open);
  };
  return {
    ...facts,
    test: { ...test, close },
    jobs,
    transport,
    client,
    screenOf: (role) => signedIn(test, facts, transport, role),
  };
}

/** Whether a place is what it was: this person's and not locked, or nobody's. */
async function isSignedIn(client: Client, userId: number | null): Promise<boolean> {
  const session = await client.access.session();
  return userId === null ? session === null : session?.user.id === userId && !session.isLocked;
}

async function signedIn(test: TestCore, facts: Facts, transport: Transport, role: Role | null): Promise<Client> {
  const { client } = await screenOver(test, transport, facts.tokens[role ?? 'owner']);
  if (role !== null && transport !== 'rest') {
    await client.access.signIn({ userId: facts.users[role], secret: TEST_PIN });
  }
  return client;
}

async function openCopy(
  prepared: PreparedFolder,
  transport: Transport,
  on: SalonState,
  as: Role | null,
): Promise<OpenSalon> {
  const dir = memoryFolder();
  const paths = dataPaths(dir);
  if (on !== 'new') fs.cpSync(prepared.dir, dir, { recursive: true });
  if (on === 'damaged') fs.writeFileSync(paths.database, 'no database at all', { flag: 'r+' });
  if (on === 'lostWrites') {
    const mark = JSON.parse(fs.readFileSync(paths.highWater, 'utf8')) as { commandId: number; seal: string };
    fs.writeFileSync(
      paths.highWater,
      JSON.stringify({ ...mark, commandId: mark.commandId + 7, seal: 'ff'.repeat(32) }),
    );
  }
  const jobs = new TestJobs();
  const test = await openTestCore({
    dir,
    runJob: jobs.run,
    uploadLimitBytes: UPLOAD_LIMIT_BYTES,
    rendererDir: path.join(prepared.dir, 'no-screens'),
  });
  const client = await signedIn(test, prepared.facts, transport, as);
  // What is written a moment later, the mark and the checkpoint, is no change by the case.
  test.core.salon?.store.settle();
  return { test, jobs, client, salon: test.core.salon, state: stateOf(test) };
}

function screenOver(test: TestCore, transport: Transport, token: string): Promise<TestScreen> | TestScreen {
  switch (transport) {
    case 'port':
      return test.overPort(randomUUID());
    case 'http':
      return test.overHttp();
    case 'rest':
      return test.overRest(token);
  }
}

const WEEK = Array.from({ length: 7 }, () => ({ work: [[600, 1200]] as [number, number][], breaks: [] }));

async function fill(client: Client): Promise<Facts> {
  const { user } = await client.setup.complete({
    locale: 'ru',
    salonName: 'Зеркало',
    weekHours: WEEK.map(({ work }) => work),
    currency: 'RUB',
    timeZone: 'Europe/Moscow',
    owner: { name: 'Ольга Владелец', secretKind: 'pin', secret: TEST_PIN },
    start: 'empty',
  });
  const { roomId: room } = await client.rooms.create({ name: 'Кабинет 1', capacity: 1 });
  const { roomId: hall } = await client.rooms.create({ name: 'Зал', capacity: 2 });
  const { categoryId: category } = await client.services.createCategory({ name: 'Волосы', colour: 'teal' });
  const service = async (name: string, priceMinor: number, durationMin: number, more: object = {}): Promise<number> =>
    (await client.services.create({ categoryId: category, name, priceMinor, durationMin, ...more })).serviceId;
  const cut = await service('Стрижка', 200_000, 60);
  const colour = await service('Окрашивание', 500_000, 120, {
    priceMaxMinor: 700_000,
    segments: [
      { kind: 'active', minutes: 40 },
      { kind: 'processing', minutes: 45 },
      { kind: 'active', minutes: 35 },
    ],
  });
  const nails = await service('Маникюр', 150_000, 60, { bufferAfterMin: 10 });
  const person = { colour: 'teal', jobTitle: 'Мастер' } as const;
  const { staffId: anna } = await client.staff.create({
    ...person,
    firstName: 'Анна',
    lastName: 'Соколова',
    defaultRoomId: room,
    phone: `+${ANNA_DIGITS}`,
  });
  const { staffId: maria } = await client.staff.create({ ...person, firstName: 'Мария', lastName: 'Титова' });
  await client.staff.setServices({
    staffId: anna,
    services: [{ serviceId: cut }, { serviceId: colour }, { serviceId: nails }],
  });
  await client.staff.setServices({ staffId: maria, services: [{ serviceId: cut }, { serviceId: colour }] });
  const { templateId: template } = await client.schedule.createTemplate({ name: '10–20', kind: 'weekly', days: WEEK });
  const assignments: number[] = [];
  for (const staffId of [anna, maria]) {
    const { assignmentId } = await client.schedule.assign({
      staffId,
      templateId: template,
      validFrom: '2026-01-01',
      anchorDate: '2026-01-01',
    });
    assignments.push(assignmentId);
  }
  const guest = async (firstName: string, lastName: string, digits: string): Promise<number> =>
    (await client.clients.create({ firstName, lastName, email: 'a@b.example', phones: [{ phone: `+${digits}` }] }))
      .clientId;
  const olga = await guest('Ольга', 'Петрова', OLGA_DIGITS);
  const irina = await guest('Ирина', 'Орлова', IRINA_DIGITS);
  const users: Partial<Record<Role, number>> = { owner: user.id };
  const tokens: Partial<Record<Role, string>> = {};
  for (const role of ROLES) {
    users[role] ??= (
      await client.access.createUser({
        name: `Тест ${role}`,
        role,
        staffId: role === 'master' ? anna : null,
        secretKind: 'pin',
        secret: TEST_PIN,
      })
    ).userId;
    const { token } = await client.access.createToken({ userId: users[role], name: role });
    tokens[role] = token;
  }

  const book = async (staffId: number, clientId: number, localDate: string, startMin: number) => {
    const booked = await client.journal.book({
      localDate,
      startMin,
      clientId,
      lines: [{ serviceId: cut, staffId }],
    });
    const { lines } = await client.journal.visit({ visitId: booked.visitId });
    return { ...booked, lineId: lines[0]!.id };
  };
  const visit = await book(anna, olga, TODAY, 720);
  const past = await book(maria, irina, YESTERDAY, 660);
  const cancelled = await book(anna, irina, TODAY, 960);
  await client.journal.cancel({ visitId: cancelled.visitId, version: 1, by: 'client', reason: 'Заболел клиент' });
  const deleted = await book(maria, olga, TOMORROW, 900);
  await client.history.undo({ commandId: deleted.commandId! });
  const { id: backup } = await client.backup.create();
  return {
    users: users as Record<Role, number>,
    tokens: tokens as Record<Role, string>,
    category,
    cut,
    colour,
    nails,
    room,
    hall,
    anna,
    maria,
    template,
    annaAssignment: assignments[0]!,
    olga,
    irina,
    visit: visit.visitId,
    visitLine: visit.lineId,
    pastVisit: past.visitId,
    pastLine: past.lineId,
    cancelledVisit: cancelled.visitId,
    deletedVisit: deleted.visitId,
    deletedLine: deleted.lineId,
    bookCommand: visit.commandId!,
    backup,
  };
}
