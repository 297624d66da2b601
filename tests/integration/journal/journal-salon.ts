import type { z } from 'zod';
import { ClientFiguresService } from '../../../src-main/client-figures/client-figures.service.ts';
import { ClientsService } from '../../../src-main/clients/clients.service.ts';
import { JournalService } from '../../../src-main/journal/journal.service.ts';
import { FilesService } from '../../../src-main/files/files.service.ts';
import { StaffPapersService } from '../../../src-main/staff/staff-papers.service.ts';
import { ScheduleService } from '../../../src-main/schedule/schedule.service.ts';
import { PatchTestsService } from '../../../src-main/treatments/patch-tests.service.ts';
import { TreatmentsService, journalTreatments } from '../../../src-main/treatments/treatments.service.ts';
import { SettingsService } from '../../../src-main/settings/settings.service.ts';
import { query } from '../../../src-main/store/query.ts';
import { Caller } from '../../../src-main/store/service.ts';
import type { Role } from '../../../src-shared/access/access.rules.ts';
import { journalContract } from '../../../src-shared/journal/journal.contract.ts';
import { isDomainError } from '../../../src-shared/kernel/errors.ts';
import { TEST_NOW_MS, type TestStore, openTestStore } from '../../helpers/test-store.ts';

type Acts = 'book' | 'move' | 'edit' | 'setStatus' | 'cancel' | 'addBlock' | 'staffDays';
type InputOf<Name extends Acts> = z.input<NonNullable<(typeof journalContract)[Name]['~orpc']['inputSchema']>>;

/** Thursday of the tests and the day after. */
export const TODAY = '2026-03-12';
export const TOMORROW = '2026-03-13';

/** A salon of two masters (10–20), a room for one, three services; every person and place of a journal test. */
export interface JournalSalon extends TestStore {
  readonly journal: JournalService;
  readonly figures: ClientFiguresService;
  readonly treatments: TreatmentsService;
  readonly patchTests: PatchTestsService;
  readonly clients: ClientsService;
  readonly settings: SettingsService;
  readonly schedule: ScheduleService;
  readonly reception: Caller;
  readonly anna: number;
  readonly maria: number;
  readonly room: number;
  readonly cut: number;
  readonly colour: number;
  readonly nails: number;
  readonly olga: number;
  readonly irina: number;
  /** Writes rows as a command of the test. */
  write<T>(body: (tx: Parameters<Parameters<TestStore['store']['work']['run']>[2]>[0]) => T): T;
  act<Name extends Acts>(name: Name, input: unknown, caller?: Caller): ReturnType<JournalService[Name]>;
  callerNamed(name: string, role: Role): Caller;
}

/** A caller with `edit_journal` of the router behind them but no rights of an override. */
export function weakCaller(salon: TestStore): Caller {
  return salon.callerOf('master');
}

export async function openJournalSalon(nowMs = TEST_NOW_MS): Promise<JournalSalon> {
  const salon = await openTestStore(nowMs);
  const settings = new SettingsService(salon.deps);
  const schedule = new ScheduleService(salon.deps, settings);
  const clients = new ClientsService(salon.deps, settings);
  const figures = new ClientFiguresService(salon.deps, settings);
  const papers = new StaffPapersService(salon.deps, new FilesService(salon.deps), settings);
  const treatments = new TreatmentsService(salon.deps, settings);
  const patchTests = new PatchTestsService(salon.deps, settings);
  const journal = new JournalService(salon.deps, {
    settings,
    schedule,
    clients,
    papers,
    treatments: journalTreatments(treatments, patchTests),
  });
  const reception = salon.callerOf('administrator');
  // Made now, so that no test sees the command that makes them.
  for (const role of ['master', 'owner'] as const) salon.callerOf(role);
  const write: JournalSalon['write'] = (body) =>
    salon.store.work.run(reception.actor(salon.clock), 'test.write', body).value;

  const ids = write((tx) => {
    const room = tx.insert(query.insertInto('rooms').values({ name: 'Кабинет 1', capacity: 1 }));
    const category = tx.insert(query.insertInto('service_categories').values({ name: 'Волосы', colour: 'teal' }));
    const service = (name: string, priceMinor: number, durationMin: number, more: object = {}): number =>
      tx.insert(
        query.insertInto('services').values({
          category_id: category,
          name,
          price_minor: priceMinor,
          duration_min: durationMin,
          ...more,
        }),
      );
    const cut = service('Стрижка', 200_000, 60);
    const colour = service('Окрашивание', 500_000, 120, {
      price_max_minor: 700_000,
      segments_json: JSON.stringify([
        { kind: 'active', minutes: 40 },
        { kind: 'processing', minutes: 45 },
        { kind: 'active', minutes: 35 },
      ]),
    });
    const nails = service('Маникюр', 150_000, 60, { buffer_before_min: 5, buffer_after_min: 10 });
    const master = (firstName: string, lastName: string): number =>
      tx.insert(
        query
          .insertInto('staff')
          .values({ first_name: firstName, last_name: lastName, colour: 'teal', job_title: 'Мастер' }),
      );
    const anna = master('Анна', 'Соколова');
    const maria = master('Мария', 'Титова');
    for (const staff of [anna, maria]) {
      for (const id of [cut, colour]) {
        tx.insert(query.insertInto('staff_services').values({ staff_id: staff, service_id: id }));
      }
    }
    tx.insert(query.insertInto('staff_services').values({ staff_id: anna, service_id: nails }));
    const days = Array.from({ length: 7 }, () => ({ work: [[600, 1200]], breaks: [[840, 870]] }));
    const template = tx.insert(
      query.insertInto('schedule_templates').values({ name: '10–20', kind: 'weekly', days_json: JSON.stringify(days) }),
    );
    for (const staff of [anna, maria]) {
      tx.insert(
        query.insertInto('schedule_assignments').values({
          staff_id: staff,
          template_id: template,
          valid_from: '2026-01-01',
          valid_to: null,
          anchor_date: '2026-01-01',
        }),
      );
    }
    const client = (firstName: string, lastName: string, digits: string): number => {
      const id = tx.insert(
        query
          .insertInto('clients')
          .values({ first_name: firstName, last_name: lastName, created_at_ms: nowMs, birthday: '1990-03-12' }),
      );
      tx.insert(query.insertInto('client_phones').values({ client_id: id, digits }));
      return id;
    };
    const olga = client('Ольга', 'Кузнецова', '79161234567');
    const irina = client('Ирина', 'Новикова', '79039876543');
    return { room, cut, colour, nails, anna, maria, olga, irina };
  });

  return {
    ...salon,
    ...ids,
    journal,
    clients,
    figures,
    treatments,
    patchTests,
    settings,
    schedule,
    reception,
    write,
    act: (name, input, caller = reception) => {
      const schema = journalContract[name]['~orpc'].inputSchema;
      const parsed = schema!.parse(input) as never;
      return (journal[name] as (caller: Caller, input: never) => never).call(journal, caller, parsed);
    },
    callerNamed: (name, role) => {
      const userId = write((tx) => tx.insert(query.insertInto('users').values({ name, role, staff_id: null })));
      return new Caller({ userId, name, role, staffId: null }, 'test');
    },
  };
}

/** A booking with the least that must be said: Anna cuts Olga's hair tomorrow at 12:00. */
export function bookingOf(
  salon: JournalSalon,
  change: Partial<InputOf<'book'>> & { staffId?: number; serviceId?: number } = {},
) {
  const { staffId = salon.anna, serviceId = salon.cut, ...rest } = change;
  return { localDate: TOMORROW, startMin: 720, clientId: salon.olga, lines: [{ serviceId, staffId }], ...rest };
}

/** The expected refusal of an act: its code and data. */
export function refusalOf(body: () => unknown): { code: string; data: Record<string, unknown> } {
  try {
    body();
  } catch (error) {
    if (isDomainError(error)) return { code: error.code, data: error.data };
    throw error;
  }
  throw new Error('nothing was refused');
}
