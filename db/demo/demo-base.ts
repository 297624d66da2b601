import { type LocalDate, addDays } from '../../src-shared/kernel/local-date.ts';
import type { Random } from '../../src-shared/kernel/random.ts';
import { holidayOf } from './demo-calendar.ts';
import { DEMO_CATEGORIES, type DemoService } from './demo-catalogue.data.ts';
import type { DemoRow, DemoRows } from './demo-model.ts';
import { DEMO_PHONE_CODES } from './demo-people.ts';
import type { DemoSchedule } from './demo-schedule.ts';
import type { DemoRoom } from './demo-staff.ts';
import type { DemoTeam } from './demo-team.ts';

/** What stands before the first day: rooms, masters, price list, schedules, holidays. */
export function baseRows(
  team: DemoTeam,
  rooms: readonly DemoRoom[],
  schedule: DemoSchedule,
  dates: { from: LocalDate; today: LocalDate; to: LocalDate },
  random: Random,
): DemoRows {
  return {
    rooms: rooms.map(({ name, capacity }, index) => ({
      id: index + 1,
      name,
      capacity,
      position: index,
      is_archived: 0,
      version: 1,
    })),
    staff: staffRows(team, dates, random),
    service_categories: DEMO_CATEGORIES.map(({ name, colour }, index) => ({
      id: index + 1,
      name,
      parent_id: null,
      colour,
      position: index,
      is_archived: 0,
      version: 1,
    })),
    services: serviceRows(),
    staff_services: team.offers
      .flatMap((offers, master) =>
        offers.map((offer) => ({
          staff_id: master + 1,
          service_id: offer.serviceId,
          price_minor: offer.ownPriceMinor,
          duration_min: offer.ownMinutes,
        })),
      )
      .map((row, index) => ({ id: index + 1, ...row })),
    schedule_templates: schedule.templates,
    schedule_assignments: schedule.assignments,
    schedule_overrides: schedule.overrides,
    absences: schedule.absences,
    salon_days: salonDayRows(dates),
  };
}

function staffRows(
  team: DemoTeam,
  { from, today }: { from: LocalDate; today: LocalDate },
  random: Random,
): DemoRow<'staff'>[] {
  return team.masters.map((master, index) => {
    const code = DEMO_PHONE_CODES[index % DEMO_PHONE_CODES.length] ?? DEMO_PHONE_CODES[0];
    return {
      id: index + 1,
      last_name: master.lastName,
      first_name: master.firstName,
      job_title: master.jobTitle,
      level: master.level,
      colour: master.colour,
      phone_digits: `7${code}${String(random.int(0, 9_999_999)).padStart(7, '0')}`,
      email: null,
      hired_on:
        master.hiredDaysAgo === null ? addDays(from, -random.int(60, 1500)) : addDays(today, -master.hiredDaysAgo),
      left_on: null,
      default_room_id: master.room + 1,
      note: '',
      position: index,
      is_archived: 0,
      version: 1,
    };
  });
}

function serviceRows(): DemoRow<'services'>[] {
  const rows: DemoRow<'services'>[] = [];
  for (const [category, { services }] of DEMO_CATEGORIES.entries()) {
    for (const [position, service] of services.entries()) {
      rows.push({
        id: rows.length + 1,
        category_id: category + 1,
        name: service.name,
        price_minor: service.price * 100,
        price_max_minor: service.priceMax === undefined ? null : service.priceMax * 100,
        duration_min: service.minutes,
        buffer_before_min: service.before ?? 0,
        buffer_after_min: service.after ?? 0,
        segments_json: segmentsJson(service),
        periodicity_days: service.period ?? null,
        is_online: service.isAddOn ? 0 : 1,
        position,
        is_archived: 0,
        version: 1,
      });
    }
  }
  return rows;
}

/** Segments as the database keeps them (A5); null for a service without processing. */
export function segmentsJson({ segments }: Pick<DemoService, 'segments'>): string | null {
  if (!segments) return null;
  return JSON.stringify(
    segments.map((minutes, index) => ({ kind: index % 2 === 0 ? 'active' : 'processing', minutes })),
  );
}

function salonDayRows({
  from,
  today,
  to,
}: {
  from: LocalDate;
  today: LocalDate;
  to: LocalDate;
}): DemoRow<'salon_days'>[] {
  const rows: DemoRow<'salon_days'>[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const holiday = holidayOf(date, today);
    if (!holiday) continue;
    const hours_json = JSON.stringify(holiday.hours);
    rows.push({ id: rows.length + 1, local_date: date, hours_json, title: holiday.title, version: 1 });
  }
  return rows;
}
