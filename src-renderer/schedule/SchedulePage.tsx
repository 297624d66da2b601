import { ActionIcon, Alert, Button } from '@mantine/core';
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
import { AssignModal } from './AssignModal.tsx';
import { MonthMatrix } from './MonthMatrix.tsx';
import { SalonDayModal } from './SalonDayModal.tsx';
import { TemplatesModal } from './TemplatesModal.tsx';
import '../ui/data-table.css';

type Dialog =
  | { readonly kind: 'assign'; readonly staffId: StaffId | null }
  | { readonly kind: 'templates' }
  | { readonly kind: 'salonDay'; readonly day: Matrix['days'][number] };

/** Who works when: a month of masters by days. */
export function SchedulePage() {
  const { t } = useTranslation('schedule');
  const { today } = useDesk();
  const locale = useLocale();
  const navigate = useNavigate();
  const canEdit = useCan('edit_schedule');
  const [month, setMonth] = useState(() => startOfMonth(today));
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const input = { fromDate: month, toDate: addDays(month, daysInMonth(month) - 1) };
  const matrix = useQuery(api.schedule.month.queryOptions({ input, placeholderData: keepPreviousData }));
  const templates = useQuery(api.schedule.templates.queryOptions());
  const title = formatDate(month, 'month', locale);
  const { data } = matrix;
  const isUnplanned = data?.staff.every(({ days }) => days.every(({ source }) => source === 'none'));
  const close = (): void => setDialog(null);
  return (
    <div className="z-list">
      <PageHeader title={t('title')}>
        <ActionIcon
          variant="default"
          aria-label={t('previousMonth')}
          onClick={() => setMonth(addMonths(month, -1, 'clamp'))}
        >
          <IconChevronLeft size={18} aria-hidden />
        </ActionIcon>
        <span className="z-month-title" aria-live="polite">
          {title}
        </span>
        <ActionIcon
          variant="default"
          aria-label={t('nextMonth')}
          onClick={() => setMonth(addMonths(month, 1, 'clamp'))}
        >
          <IconChevronRight size={18} aria-hidden />
        </ActionIcon>
        <Button
          variant="default"
          disabled={month === startOfMonth(today)}
          onClick={() => setMonth(startOfMonth(today))}
        >
          {t('thisMonth')}
        </Button>
        {canEdit && data && data.staff.length > 0 && (
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
      {matrix.isPending && (
        <div className="z-list-body">
          <ListSkeleton />
        </div>
      )}
      {matrix.isError && <Alert color="danger">{errorText(matrix.error, t)}</Alert>}
      {data?.staff.length === 0 && (
        <EmptyState
          icon={IconCalendarTime}
          title={t('empty.title')}
          text={t('empty.text')}
          action={<Button onClick={() => void navigate('/settings/staff')}>{t('empty.action')}</Button>}
        />
      )}
      {data && data.staff.length > 0 && (
        <>
          {isUnplanned && canEdit && (
            <Alert m={12} color="primary" variant="light">
              {t('noPlan')}{' '}
              <Button size="compact-sm" onClick={() => setDialog({ kind: 'assign', staffId: data.staff[0]!.staffId })}>
                {t('assign')}
              </Button>
            </Alert>
          )}
          <MonthMatrix
            matrix={data}
            month={title}
            today={today}
            canEdit={canEdit}
            onSalonDay={(day) => setDialog({ kind: 'salonDay', day })}
            onMaster={(staffId) => setDialog({ kind: 'assign', staffId })}
          />
          <div className="z-matrix-legend">
            {(['work', 'override', 'absence', 'closed'] as const).map((name) => (
              <span key={name}>
                <i data-state={name === 'absence' ? 'away' : name} aria-hidden />
                {t(`legend.${name}`)}
              </span>
            ))}
            <span>{t(canEdit ? 'hint' : 'readOnly')}</span>
          </div>
        </>
      )}
      {dialog?.kind === 'salonDay' && <SalonDayModal day={dialog.day} onClose={close} />}
      {dialog?.kind === 'templates' && <TemplatesModal templates={templates.data ?? []} onClose={close} />}
      {dialog?.kind === 'assign' && data && templates.data && (
        <AssignModal
          staffId={dialog.staffId}
          staff={data.staff}
          templates={templates.data}
          today={today}
          onClose={close}
        />
      )}
    </div>
  );
}
