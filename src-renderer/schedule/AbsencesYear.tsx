import { ActionIcon, Alert, Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffId } from '../../src-shared/contract-base.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { addDays, daysBetween } from '../../src-shared/kernel/local-date.ts';
import { formatRange } from '../../src-shared/kernel/wall-time.ts';
import { ABSENCE_REASONS, type AbsenceRecord } from '../../src-shared/schedule/schedule.contract.ts';
import { personName } from '../../src-shared/staff/staff.rules.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useDesk, useLocale } from '../app/session.ts';
import { ListSkeleton } from '../services/ServicesPage.tsx';
import { Initials } from '../ui/Initials.tsx';
import { swatchColour } from '../ui/Swatches.tsx';
import { AbsenceModal } from './AbsenceModal.tsx';
import './schedule-year.css';

interface AbsencesYearProps {
  readonly year: number;
  readonly canEdit: boolean;
  /** The master whose row was asked for. */
  readonly staffId: StaffId | null;
}

/** Days of a strip that is wide enough for the whole word. */
const FULL_LABEL_DAYS = 26;

type Edited =
  | { readonly kind: 'known'; readonly absence: AbsenceRecord; readonly name: string }
  | { readonly kind: 'new'; readonly staffId: StaffId; readonly name: string; readonly date: string };

/** The vacation calendar: a strip of twelve months for each master. */
export function AbsencesYear({ year, canEdit, staffId: chosenId }: AbsencesYearProps) {
  const { t } = useTranslation('schedule');
  const { today, settings } = useDesk();
  const locale = useLocale();
  const [edited, setEdited] = useState<Edited | null>(null);
  const first = `${year}-01-01`;
  const last = `${year}-12-31`;
  const length = daysBetween(first, last) + 1;
  const staff = useQuery(api.staff.list.queryOptions({ input: {} }));
  const absences = useQuery(
    api.schedule.absences.queryOptions({
      input: { fromDate: first, toDate: last },
      placeholderData: keepPreviousData,
    }),
  );
  const months = Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}-01`);
  const percent = (days: number): string => `${(days / length) * 100}%`;
  if (absences.isError) return <Alert color="danger">{errorText(absences.error, t)}</Alert>;
  if (!absences.data || !staff.data) {
    return (
      <div className="z-list-body">
        <ListSkeleton />
      </div>
    );
  }
  const byStaff = Map.groupBy(absences.data, ({ staffId }) => staffId);
  const todayOffset = daysBetween(first, today);
  return (
    <div className="z-absences">
      <div className="z-absences-head" aria-hidden>
        <span />
        <div className="z-year-scale">
          {months.map((month) => (
            <span key={month} style={{ left: percent(daysBetween(first, month)) }}>
              {formatDate(month, 'month', locale).split(' ')[0]}
            </span>
          ))}
        </div>
        <span>{t('absences.total')}</span>
      </div>
      <ul className="z-absences-rows">
        {staff.data.map((person) => {
          const own = byStaff.get(person.id) ?? [];
          const name = personName(person, settings.nameOrder);
          const vacationDays = own
            .filter(({ reason, startMin }) => reason === 'vacation' && startMin === null)
            .reduce((sum, { fromDate, toDate }) => {
              const from = fromDate < first ? first : fromDate;
              return sum + daysBetween(from, toDate > last ? last : toDate) + 1;
            }, 0);
          return (
            <li key={person.id} data-chosen={person.id === chosenId || undefined}>
              <span className="z-person">
                <Initials name={name} colour={swatchColour(person.colour)} size={28} />
                <span className="z-matrix-name" title={name}>
                  {name}
                </span>
                {canEdit && (
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('absences.addTo', { name })}
                    onClick={() =>
                      setEdited({ kind: 'new', staffId: person.id, name, date: first > today ? first : today })
                    }
                  >
                    <IconPlus size={16} aria-hidden />
                  </ActionIcon>
                )}
              </span>
              <div
                className="z-year-strip"
                data-editable={canEdit || undefined}
                onClick={(event) => {
                  if (!canEdit || event.target !== event.currentTarget) return;
                  const box = event.currentTarget.getBoundingClientRect();
                  const offset = Math.floor(((event.clientX - box.left) / box.width) * length);
                  setEdited({ kind: 'new', staffId: person.id, name, date: addDays(first, offset) });
                }}
              >
                {months.slice(1).map((month) => (
                  <i key={month} style={{ left: percent(daysBetween(first, month)) }} aria-hidden />
                ))}
                {todayOffset >= 0 && todayOffset < length && <b style={{ left: percent(todayOffset) }} aria-hidden />}
                {own.map((absence) => {
                  const from = Math.max(0, daysBetween(first, absence.fromDate));
                  const to = Math.min(length, daysBetween(first, absence.toDate) + 1);
                  const label = wordsOf(absence, locale, t);
                  return (
                    <button
                      key={absence.id}
                      type="button"
                      data-reason={absence.reason}
                      data-part={absence.startMin === null ? undefined : true}
                      style={{ left: percent(from), width: percent(to - from) }}
                      aria-label={`${name}: ${label}`}
                      title={label}
                      disabled={!canEdit}
                      onClick={() => setEdited({ kind: 'known', absence, name })}
                    >
                      {to - from >= FULL_LABEL_DAYS && t(`absence.${absence.reason}`)}
                      {to - from >= 12 && to - from < FULL_LABEL_DAYS && t(`absenceShort.${absence.reason}`)}
                    </button>
                  );
                })}
              </div>
              <span className="z-absences-total">
                {vacationDays > 0 ? t('absences.days', { count: vacationDays }) : '—'}
              </span>
            </li>
          );
        })}
      </ul>
      <div className="z-matrix-legend">
        {ABSENCE_REASONS.map((reason) => (
          <span key={reason}>
            <i data-reason={reason} aria-hidden />
            {t(`absence.${reason}`)}
          </span>
        ))}
        {canEdit && <span>{t('absences.hint')}</span>}
      </div>
      {edited && (
        <AbsenceModal
          key={edited.kind === 'known' ? edited.absence.id : edited.date}
          absence={edited.kind === 'known' ? edited.absence : null}
          staffId={edited.kind === 'known' ? edited.absence.staffId : edited.staffId}
          name={edited.name}
          date={edited.kind === 'known' ? edited.absence.fromDate : edited.date}
          onClose={() => setEdited(null)}
        />
      )}
      {staff.data.length === 0 && <Button variant="subtle">{t('empty.text')}</Button>}
    </div>
  );
}

function wordsOf(absence: AbsenceRecord, locale: 'ru' | 'en', t: (key: string) => string): string {
  const dates = [absence.fromDate, absence.toDate].map((date) => formatDate(date, 'dayMonth', locale));
  const span = absence.fromDate === absence.toDate ? dates[0] : dates.join(' – ');
  const part =
    absence.startMin === null || absence.endMin === null ? '' : `, ${formatRange(absence.startMin, absence.endMin)}`;
  return [`${t(`absence.${absence.reason}`)}, ${span}${part}`, absence.note].filter(Boolean).join('. ');
}
