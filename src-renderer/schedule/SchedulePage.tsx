import { ActionIcon, Alert, Button, SegmentedControl } from '@mantine/core';
import {
  IconCalendarPlus,
  IconCalendarTime,
  IconChevronLeft,
  IconChevronRight,
  IconTemplate,
} from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { StaffId } from '../../src-shared/contract-base.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { addDays, addMonths, daysInMonth, startOfMonth } from '../../src-shared/kernel/local-date.ts';
import type { MonthMatrix as Matrix } from '../../src-shared/schedule/schedule.contract.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useCan, useDesk, useLocale } from '../app/session.ts';
import { ListSkeleton } from '../services/ServicesPage.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { AbsencesYear } from './AbsencesYear.tsx';
import { AssignModal } from './AssignModal.tsx';
import { HolidaysYear } from './HolidaysYear.tsx';
import { MonthMatrix } from './MonthMatrix.tsx';
import { SalonDayModal } from './SalonDayModal.tsx';
import { ShiftsFileModal } from './ShiftsFileModal.tsx';
import { TemplatesModal } from './TemplatesModal.tsx';
import '../ui/data-table.css';

const VIEWS = ['month', 'absences', 'calendar'] as const;
type View = (typeof VIEWS)[number];

type Dialog =
  | { readonly kind: 'assign'; readonly staffId: StaffId | null }
  | { readonly kind: 'file'; readonly staffId: StaffId; readonly name: string }
  | { readonly kind: 'templates' }
  | { readonly kind: 'salonDay'; readonly day: Matrix['days'][number] };

const FILE_DAYS = 92;

/** Who works when: a month of masters by days, the absences of a year, the production calendar. */
export function SchedulePage() {
  const { t } = useTranslation('schedule');
  const { today } = useDesk();
  const locale = useLocale();
  const canEdit = useCan('edit_schedule');
  const [view, setView] = useState<View>('month');
  const [month, setMonth] = useState(() => startOfMonth(today));
  const [rowId, setRowId] = useState<StaffId | null>(null);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const isYear = view !== 'month';
  const year = Number(month.slice(0, 4));
  const step = (count: number): void => setMonth(addMonths(month, isYear ? count * 12 : count, 'clamp'));
  const isNow = isYear ? year === Number(today.slice(0, 4)) : month === startOfMonth(today);
  return (
    <div className="z-list">
      <PageHeader title={t('title')}>
        <SegmentedControl
          aria-label={t('views.label')}
          data={VIEWS.map((value) => ({ value, label: t(`views.${value}`) }))}
          value={view}
          onChange={(next) => {
            setView(next);
            setRowId(null);
          }}
        />
        <ActionIcon
          variant="default"
          aria-label={t(isYear ? 'previousYear' : 'previousMonth')}
          onClick={() => step(-1)}
        >
          <IconChevronLeft size={18} aria-hidden />
        </ActionIcon>
        <span className="z-month-title" aria-live="polite">
          {isYear ? year : formatDate(month, 'month', locale)}
        </span>
        <ActionIcon variant="default" aria-label={t(isYear ? 'nextYear' : 'nextMonth')} onClick={() => step(1)}>
          <IconChevronRight size={18} aria-hidden />
        </ActionIcon>
        <Button variant="default" disabled={isNow} onClick={() => setMonth(startOfMonth(today))}>
          {t(isYear ? 'thisYear' : 'thisMonth')}
        </Button>
        {canEdit && (
          <>
            <Button
              variant="default"
              leftSection={<IconTemplate size={18} aria-hidden />}
              onClick={() => setDialog({ kind: 'templates' })}
            >
              {t('templates')}
            </Button>
            <Button
              leftSection={<IconCalendarPlus size={18} aria-hidden />}
              onClick={() => setDialog({ kind: 'assign', staffId: null })}
            >
              {t('assign')}
            </Button>
          </>
        )}
      </PageHeader>
      {view === 'month' && (
        <MonthView
          month={month}
          canEdit={canEdit}
          onDialog={setDialog}
          onAbsences={(staffId) => {
            setRowId(staffId);
            setView('absences');
          }}
          onCalendar={() => setView('calendar')}
        />
      )}
      {view === 'absences' && <AbsencesYear year={year} canEdit={canEdit} staffId={rowId} />}
      {view === 'calendar' && <HolidaysYear year={year} canEdit={canEdit} />}
      {dialog && <OpenDialog dialog={dialog} month={month} onClose={() => setDialog(null)} />}
    </div>
  );
}

interface MonthViewProps {
  readonly month: string;
  readonly canEdit: boolean;
  readonly onDialog: (dialog: Dialog) => void;
  readonly onAbsences: (staffId: StaffId) => void;
  readonly onCalendar: () => void;
}

function MonthView({ month, canEdit, onDialog, onAbsences, onCalendar }: MonthViewProps) {
  const { t } = useTranslation('schedule');
  const { today } = useDesk();
  const locale = useLocale();
  const navigate = useNavigate();
  const matrix = useMonth(month);
  const templates = useQuery(api.schedule.templates.queryOptions());
  const rooms = useQuery(api.rooms.list.queryOptions({ input: { withArchived: true } }));
  const { data } = matrix;
  if (matrix.isError) return <Alert color="danger">{errorText(matrix.error, t)}</Alert>;
  if (!data || !templates.data || !rooms.data) {
    return (
      <div className="z-list-body">
        <ListSkeleton />
      </div>
    );
  }
  if (data.staff.length === 0) {
    return (
      <EmptyState
        icon={IconCalendarTime}
        title={t('empty.title')}
        text={t('empty.text')}
        action={<Button onClick={() => void navigate('/settings/staff')}>{t('empty.action')}</Button>}
      />
    );
  }
  const isUnplanned = data.staff.every(({ days }) => days.every(({ source }) => source === 'none'));
  const [missingYear] = data.yearsWithoutCalendar;
  return (
    <>
      {isUnplanned && canEdit && (
        <Alert m={12} color="primary" variant="light">
          {t('noPlan')}{' '}
          <Button size="compact-sm" onClick={() => onDialog({ kind: 'assign', staffId: data.staff[0]!.staffId })}>
            {t('assign')}
          </Button>
        </Alert>
      )}
      <MonthMatrix
        matrix={data}
        month={formatDate(month, 'month', locale)}
        today={today}
        templates={templates.data}
        rooms={rooms.data}
        canEdit={canEdit}
        onSalonDay={(day) => onDialog({ kind: 'salonDay', day })}
        onRow={(act, { staffId, name }) => {
          if (act === 'assign') onDialog({ kind: 'assign', staffId });
          else if (act === 'file') onDialog({ kind: 'file', staffId, name });
          else onAbsences(staffId);
        }}
      />
      <div className="z-matrix-legend">
        {(['work', 'override', 'absence', 'closed'] as const).map((name) => (
          <span key={name}>
            <i data-state={name === 'absence' ? 'away' : name} aria-hidden />
            {t(`legend.${name}`)}
          </span>
        ))}
        <span>
          <u aria-hidden>3</u>
          {t('legend.visits')}
        </span>
        {missingYear !== undefined && canEdit ? (
          <span>
            {t('holidays.missing', { year: missingYear })}{' '}
            <button type="button" className="z-link" onClick={onCalendar}>
              {t('holidays.open')}
            </button>
          </span>
        ) : (
          <span>{t(canEdit ? 'hint' : 'readOnly')}</span>
        )}
      </div>
    </>
  );
}

function useMonth(month: string) {
  const input = { fromDate: month, toDate: addDays(month, daysInMonth(month) - 1) };
  return useQuery(api.schedule.month.queryOptions({ input, placeholderData: keepPreviousData }));
}

interface OpenDialogProps {
  readonly dialog: Dialog;
  readonly month: string;
  readonly onClose: () => void;
}

function OpenDialog({ dialog, month, onClose }: OpenDialogProps) {
  const { today } = useDesk();
  const matrix = useMonth(month);
  const templates = useQuery(api.schedule.templates.queryOptions());
  const rooms = useQuery(api.rooms.list.queryOptions({ input: { withArchived: true } }));
  switch (dialog.kind) {
    case 'salonDay':
      return <SalonDayModal day={dialog.day} onClose={onClose} />;
    case 'templates':
      return <TemplatesModal templates={templates.data ?? []} onClose={onClose} />;
    case 'file': {
      const from = month > today ? month : today;
      const { staffId, name } = dialog;
      return (
        <ShiftsFileModal
          staffId={staffId}
          name={name}
          fromDate={from}
          toDate={addDays(from, FILE_DAYS)}
          onClose={onClose}
        />
      );
    }
    case 'assign':
      if (!matrix.data || !templates.data) return null;
      return (
        <AssignModal
          staffId={dialog.staffId}
          staff={matrix.data.staff.filter(({ isArchived }) => !isArchived)}
          templates={templates.data}
          rooms={rooms.data ?? []}
          today={today}
          onClose={onClose}
        />
      );
    default:
      return dialog satisfies never;
  }
}
