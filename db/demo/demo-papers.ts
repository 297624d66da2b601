import { type LocalDate, addDays } from '../../src-shared/kernel/local-date.ts';
import { instantOf } from '../../src-shared/kernel/wall-time.ts';
import type { DemoRow, DemoRows } from './demo-model.ts';

const MORNING_MIN = 600;
const MEDICAL_DAYS = 365;
/** Days until the medical book of each master ends: one soon, one within a month, the rest far off. */
const MEDICAL_LEFT = [212, 5, 140, 301, 26, 88, 334, 173] as const;

const TRAININGS: readonly {
  readonly master: number;
  readonly title: string;
  readonly by: string;
  readonly ago: number;
}[] = [
  { master: 1, title: 'Стрижки и укладки: базовые формы', by: 'Академия «Стиль»', ago: 420 },
  { master: 2, title: 'Сложные окрашивания: airtouch и шатуш', by: 'Школа колористики', ago: 190 },
  { master: 2, title: 'Коррекция цвета', by: 'Школа колористики', ago: 60 },
  { master: 4, title: 'Комбинированный маникюр', by: 'Студия «Лак»', ago: 310 },
  { master: 7, title: 'Пилинги: протоколы и безопасность', by: 'Учебный центр косметологии', ago: 95 },
];

const NOTES: readonly { readonly master: number; readonly body: string; readonly ago: number }[] = [
  { master: 1, body: 'По субботам просит не ставить первую запись раньше 10:00.', ago: 40 },
  { master: 5, body: 'Берёт ученицу по понедельникам: на педикюр ставить на 15 минут больше.', ago: 12 },
];

/** The cards of the masters in full: positions, papers with their ends, trainings and notes. */
export function withTeamCards(base: DemoRows, today: LocalDate, timeZone: string): DemoRows {
  const staff = base.staff ?? [];
  const titles = [...new Set(staff.map((person) => person.job_title ?? ''))];
  const atMs = (ago: number): number => instantOf(addDays(today, -ago), MORNING_MIN, timeZone).atMs;
  const rows = <Row extends object>(list: readonly Row[]): (Row & { id: number })[] =>
    list.map((row, index) => ({ id: index + 1, ...row }));
  return {
    job_positions: titles.map((name, index) => ({
      id: index + 1,
      name,
      role: 'master',
      position: index,
      is_archived: 0,
      version: 1,
    })),
    ...base,
    staff: staff.map((row) => ({ ...row, job_position_id: titles.indexOf(row.job_title ?? '') + 1 })),
    staff_documents: rows(
      staff.map((person, index): Omit<DemoRow<'staff_documents'>, 'id'> => {
        const left = MEDICAL_LEFT[index % MEDICAL_LEFT.length]!;
        const expires = addDays(today, left);
        return {
          staff_id: person.id,
          title: 'Медицинская книжка',
          number: `МК ${String(4100 + index * 37)}`,
          issued_on: addDays(expires, -MEDICAL_DAYS),
          expires_on: expires,
          // Whose book ends soon may still be booked: visitors of the demo try exactly that.
          blocks_booking: left > 30 ? 1 : 0,
          file_id: null,
          note: '',
          is_archived: 0,
          version: 1,
        };
      }),
    ),
    staff_trainings: rows(
      TRAININGS.filter(({ master }) => master <= staff.length).map(
        ({ master, title, by, ago }): Omit<DemoRow<'staff_trainings'>, 'id'> => ({
          staff_id: master,
          title,
          provider: by,
          held_on: addDays(today, -ago),
          file_id: null,
          note: '',
          version: 1,
        }),
      ),
    ),
    staff_notes: rows(
      NOTES.filter(({ master }) => master <= staff.length).map(
        ({ master, body, ago }): Omit<DemoRow<'staff_notes'>, 'id'> => ({
          staff_id: master,
          body,
          created_at_ms: atMs(ago),
          created_by: null,
          version: 1,
        }),
      ),
    ),
  };
}
