import type { Role } from '../../src-shared/access/access.rules.ts';
import { RoomsService } from '../../src-main/rooms/rooms.service.ts';
import { ScheduleService } from '../../src-main/schedule/schedule.service.ts';
import { ServicesService } from '../../src-main/services/services.service.ts';
import { SettingsService } from '../../src-main/settings/settings.service.ts';
import { StaffService } from '../../src-main/staff/staff.service.ts';
import { query } from '../../src-main/store/query.ts';
import type { Caller } from '../../src-main/store/service.ts';
import type { Tx } from '../../src-main/store/unit-of-work.ts';
import { isDomainError } from '../../src-shared/kernel/errors.ts';
import { type TestStore, openTestStore } from './test-store.ts';

/** The services of catalogue and schedule over a real file, with short ways to fill it. */
export interface TestSalon extends TestStore {
  readonly owner: Caller;
  readonly settings: SettingsService;
  readonly schedule: ScheduleService;
  readonly services: ServicesService;
  readonly staff: StaffService;
  readonly rooms: RoomsService;
  write<T>(body: (tx: Tx) => T): T;
  /** A visit of one line, as the journal would write it. */
  addVisit(values: {
    staffId: number;
    serviceId: number;
    localDate: string;
    startMin?: number;
    roomId?: number | null;
    status?: string;
  }): number;
  as(role: Role): Caller;
}

/** A person of whom nothing is known but a name: what a test adds to this is what it is about. */
export const NEW_PERSON = {
  firstName: 'Анна',
  lastName: '',
  middleName: '',
  jobTitle: '',
  jobPositionId: null,
  level: '',
  levelId: null,
  colour: 'teal' as const,
  phone: null,
  email: null,
  messenger: '',
  address: '',
  birthday: null,
  hiredOn: null,
  leftOn: null,
  defaultRoomId: null,
  roomIds: [],
  isGapBookable: null,
  note: '',
};

/** A service of which nothing is known but a name: what a test adds to this is what it is about. */
export const NEW_SERVICE = {
  name: 'Стрижка',
  icon: null,
  priceMinor: 1,
  priceMaxMinor: null,
  durationMin: 60,
  bufferBeforeMin: 0,
  bufferAfterMin: 0,
  segments: null,
  levels: [],
  periodicityDays: null,
  patchTestDays: null,
  isOnline: true,
  groupCapacity: null,
  seatsFromRoom: false,
  isGapBookable: true,
  roomIds: [],
  equipmentIds: [],
  fixedStarts: null,
  bookingRule: null,
  minPriceMinor: null,
  discountCapBp: null,
  noDiscount: false,
  noBonus: false,
  vatBp: null,
};

/** A category of the price list at the top of the tree. */
export const NEW_CATEGORY = { name: 'Волосы', colour: 'teal' as const, icon: null, parentId: null };

/** Opens a salon for one test. */
export async function openTestSalon(): Promise<TestSalon> {
  const base = await openTestStore();
  const settings = new SettingsService(base.deps);
  const schedule = new ScheduleService(base.deps, settings);
  const services = new ServicesService(base.deps);
  const staff = new StaffService(base.deps, schedule, services);
  const rooms = new RoomsService(base.deps, schedule, staff);
  const owner = base.callerOf('owner');
  const write = <T>(body: (tx: Tx) => T) => base.store.work.run(owner.actor(base.clock), 'test.write', body).value;
  return {
    ...base,
    owner,
    settings,
    schedule,
    services,
    staff,
    rooms,
    write,
    as: (role) => base.callerOf(role),
    addVisit: ({ staffId, serviceId, localDate, startMin = 600, roomId = null, status = 'booked' }) =>
      write((tx) => {
        const visitId = tx.insert(
          query
            .insertInto('visits')
            .values({ client_id: null, local_date: localDate, status, created_at_ms: base.clock.nowMs() }),
        );
        tx.insert(
          query.insertInto('visit_lines').values({
            visit_id: visitId,
            position: 1,
            local_date: localDate,
            service_id: serviceId,
            staff_id: staffId,
            room_id: roomId,
            start_min: startMin,
            duration_min: 60,
            segments_json: null,
            price_minor: 0,
          }),
        );
        return visitId;
      }),
  };
}

/** The expected error that `act` throws, as code and data; a failure of the test when it throws none. */
export function refusal(act: () => unknown): { code: string; data: object } {
  try {
    act();
  } catch (error) {
    if (isDomainError(error)) return { code: error.code, data: error.data };
    throw error;
  }
  throw new Error('nothing was refused');
}
