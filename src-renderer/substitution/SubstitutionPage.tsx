import { Alert, Button, Checkbox, Select, Switch, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { IconArrowsExchange, IconCalendarCheck, IconRefresh } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { StaffId } from '../../src-shared/contract-base.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { daysBetween, isLocalDate } from '../../src-shared/kernel/local-date.ts';
import { formatMinute } from '../../src-shared/kernel/wall-time.ts';
import { ABSENCE_REASONS, type AbsenceReason } from '../../src-shared/schedule/schedule.contract.ts';
import { personName } from '../../src-shared/staff/staff.rules.ts';
import { MAX_AWAY_DAYS } from '../../src-shared/substitution/substitution.contract.ts';
import { SOFT_CONFLICTS } from '../../src-shared/journal/journal.contract.ts';
import { api, queryClient } from '../api/client.ts';
import { codedError, errorText } from '../api/error-text.ts';
import { showNotice, useCommand } from '../api/use-command.tsx';
import { useCan, useDesk, useLocale, useSettings } from '../app/session.ts';
import { absenceName } from '../journal/journal-columns.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Keys } from '../ui/Keys.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { TimeInput } from '../ui/TimeInput.tsx';
import { WarnBox } from '../ui/WarnBox.tsx';
import { PlanTable } from './PlanTable.tsx';
import { type Decisions, decisionOf, optionOf, sumOf, withDecision } from './plan-state.ts';
import '../ui/data-table.css';
import './substitution.css';

/** Who is away and when, as the address keeps it: `#/substitution?staff=5&from=2026-03-12&to=2026-03-13`. */
function useAwayTime() {
  const { today } = useDesk();
  const [search, setSearch] = useSearchParams();
  const date = (name: string): string | null => {
    const text = search.get(name);
    return text !== null && isLocalDate(text) ? text : null;
  };
  const minute = (name: string): number | null => {
    const value = Number(search.get(name) ?? Number.NaN);
    return Number.isInteger(value) && value >= 0 && value <= 2880 ? value : null;
  };
  const staff = Number(search.get('staff'));
  const fromDate = date('from') ?? today;
  const values = {
    staffId: Number.isInteger(staff) && staff > 0 ? (staff as StaffId) : null,
    fromDate,
    toDate: date('to') ?? fromDate,
    startMin: minute('start'),
    endMin: minute('end'),
  };
  const change = (part: Partial<typeof values>): void => {
    const next = { ...values, ...part };
    const { staffId, startMin, endMin } = next;
    setSearch(
      {
        ...(staffId === null ? {} : { staff: String(staffId) }),
        from: next.fromDate,
        to: next.toDate < next.fromDate ? next.fromDate : next.toDate,
        ...(startMin === null ? {} : { start: String(startMin) }),
        ...(endMin === null ? {} : { end: String(endMin) }),
      },
      { replace: true },
    );
  };
  return { values, change };
}

type AwayValues = ReturnType<typeof useAwayTime>['values'];

/** A master is away: one screen on which every booking of theirs finds its way. */
export function SubstitutionPage() {
  const { t } = useTranslation('substitution');
  const { values, change } = useAwayTime();
  return (
    <div className="z-list">
      <PageHeader title={t('title')} />
      <AwayForm values={values} onChange={change} />
      {/* Decisions are about the bookings of this master and these days: another question begins anew. */}
      <PlanView key={JSON.stringify(values)} values={values} />
    </div>
  );
}

function PlanView({ values }: { readonly values: AwayValues }) {
  const { t } = useTranslation('substitution');
  const navigate = useNavigate();
  const { cancelReasons } = useSettings();
  const canPlanSchedule = useCan('edit_schedule');
  const { staffId, ...time } = values;
  const [decisions, setDecisions] = useState<Decisions>(new Map());
  const [isAbsent, setAbsent] = useState(true);
  const [reason, setReason] = useState<AbsenceReason>('sick');
  const [isPaid, setPaid] = useState(false);
  const [cancelReason, setCancelReason] = useState(t('form.defaultCancelReason'));
  const isAsked = staffId !== null && daysBetween(time.fromDate, time.toDate) < MAX_AWAY_DAYS;
  const plan = useQuery({
    ...api.substitution.plan.queryOptions({
      input: {
        staffId: staffId ?? (0 as StaffId),
        ...time,
        decisions: [...decisions].map(([visitId, decision]) => ({ visitId: visitId as never, decision })),
      },
      placeholderData: keepPreviousData,
    }),
    enabled: isAsked,
  });
  const absences = useQuery({
    ...api.schedule.absences.queryOptions({
      input: { staffId: staffId ?? (0 as StaffId), fromDate: time.fromDate, toDate: time.toDate },
    }),
    enabled: isAsked,
  });
  const isKnownAbsent = (absences.data ?? []).some(
    (absence) => absence.fromDate <= time.fromDate && absence.toDate >= time.toDate && absence.startMin === null,
  );
  const apply = useCommand(api.substitution.apply.mutationOptions(), {
    onRefused: (error) => {
      const code = codedError(error)?.code;
      if (code !== 'CONFLICT' && code !== 'STALE_VERSION' && code !== 'NOT_FOUND') return false;
      void queryClient.invalidateQueries({ queryKey: api.substitution.key() });
      showNotice(t('changed'));
      return true;
    },
  });
  const rows = plan.data?.rows ?? [];
  const sum = sumOf(rows, decisions);
  const writesAbsence = canPlanSchedule && isAbsent && !isKnownAbsent;
  const hasWork = sum.moved + sum.called + sum.cancelled > 0 || writesAbsence;
  const isReady = isAsked && plan.data !== undefined && !plan.isPlaceholderData && hasWork && sum.clashes === 0;

  const submit = async (): Promise<void> => {
    if (sum.clashes > 0) {
      showNotice(t('fix'));
      document.querySelector<HTMLElement>('[data-clash]')?.focus();
      return;
    }
    if (!isReady || staffId === null || apply.isPending) return;
    const done = await apply.run({
      staffId,
      ...time,
      rows: rows.map((row) => {
        const decision = decisionOf(row, decisions);
        const codes: readonly string[] = (optionOf(row, decision)?.conflicts ?? []).map(({ code }) => code);
        return {
          visitId: row.visitId,
          version: row.version,
          decision,
          acceptedWarnings: SOFT_CONFLICTS.filter((code) => codes.includes(code)),
        };
      }),
      cancelReason: sum.cancelled > 0 ? cancelReason : '',
      callNote: t('callNote'),
      absence: writesAbsence ? { reason, isPaid } : null,
    });
    if (done) void navigate(`/journal/${time.fromDate}`);
  };

  return (
    <form
      className="zsub-plan"
      noValidate
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.code !== 'Enter' || !event.ctrlKey) return;
        event.preventDefault();
        void submit();
      }}
    >
      <div className="z-list-body">
        {plan.error && <Alert color="danger">{errorText(plan.error, t)}</Alert>}
        {!isAsked && <EmptyState icon={IconArrowsExchange} title={t('empty.choose')} text={t('empty.chooseText')} />}
        {plan.data && rows.length === 0 && (
          <EmptyState icon={IconCalendarCheck} title={t('empty.title')} text={t('empty.text')} />
        )}
        {rows.length > 0 && (
          <PlanTable
            rows={rows}
            decisions={decisions}
            onChange={(visitId, decision) => setDecisions(withDecision(rows, decisions, visitId, decision))}
          />
        )}
        {plan.data && plan.data.events.length > 0 && <EventsNotice events={plan.data.events} />}
      </div>
      {isAsked && plan.data && (
        <footer className="zsub-foot">
          <div className="zsub-foot-fields">
            {canPlanSchedule && !isKnownAbsent && (
              <>
                <Switch
                  label={t('form.absence')}
                  checked={isAbsent}
                  onChange={(event) => setAbsent(event.currentTarget.checked)}
                />
                {isAbsent && (
                  <>
                    <Select
                      aria-label={t('form.reason')}
                      w={190}
                      allowDeselect={false}
                      data={ABSENCE_REASONS.map((value) => ({ value, label: absenceName(value, t) }))}
                      value={reason}
                      onChange={(value) => setReason(ABSENCE_REASONS.find((known) => known === value) ?? 'sick')}
                    />
                    <Checkbox
                      label={t('form.paid')}
                      checked={isPaid}
                      onChange={(event) => setPaid(event.currentTarget.checked)}
                    />
                  </>
                )}
              </>
            )}
            {sum.cancelled > 0 && (
              <TextInput
                w={260}
                aria-label={t('form.cancelReason')}
                placeholder={t('form.cancelReason')}
                list="zsub-cancel-reasons"
                maxLength={200}
                value={cancelReason}
                error={cancelReason.trim() === ''}
                onChange={(event) => setCancelReason(event.currentTarget.value)}
              />
            )}
            <datalist id="zsub-cancel-reasons">
              {cancelReasons.map((known) => (
                <option key={known} value={known} />
              ))}
            </datalist>
          </div>
          <div className="zsub-foot-act">
            <span aria-live="polite">
              {rows.length > 0 && t('sum', sum)}
              {sum.kept > 0 && `, ${t('sumKeep', sum)}`}
              {sum.clashes > 0 && <strong className="z-warn"> · {t('clashes', { count: sum.clashes })}</strong>}
            </span>
            {decisions.size > 0 && (
              <Button
                variant="default"
                leftSection={<IconRefresh size={16} aria-hidden />}
                onClick={() => setDecisions(new Map())}
              >
                {t('again')}
              </Button>
            )}
            <Button
              onClick={() => void submit()}
              loading={apply.isPending}
              disabled={!hasWork || (sum.cancelled > 0 && cancelReason.trim() === '')}
              rightSection={<Keys shortcut="Ctrl+Enter" />}
            >
              {t('apply')}
            </Button>
          </div>
        </footer>
      )}
    </form>
  );
}

interface AwayFormProps {
  readonly values: AwayValues;
  readonly onChange: ReturnType<typeof useAwayTime>['change'];
}

function AwayForm({ values, onChange }: AwayFormProps) {
  const { t } = useTranslation('substitution');
  const { nameOrder } = useSettings();
  const staff = useQuery(api.staff.list.queryOptions({ input: {} }));
  const { staffId, fromDate, toDate, startMin, endMin } = values;
  const isWholeDay = startMin === null && endMin === null;
  const date = { valueFormat: 'DD.MM.YYYY', w: 140, clearable: false } as const;
  return (
    <div className="zsub-form">
      <Select
        label={t('form.staff')}
        placeholder={t('form.chooseStaff')}
        w={240}
        searchable
        autoFocus={staffId === null}
        data={(staff.data ?? []).map((person) => ({
          value: String(person.id),
          label: personName(person, nameOrder),
        }))}
        value={staffId === null ? null : String(staffId)}
        onChange={(value) => {
          if (value !== null) onChange({ staffId: Number(value) as StaffId });
        }}
      />
      <DateInput
        {...date}
        label={t('form.from')}
        value={fromDate}
        onChange={(value) => {
          if (value !== null) onChange({ fromDate: value, ...(toDate === fromDate ? { toDate: value } : {}) });
        }}
      />
      <DateInput
        {...date}
        label={t('form.to')}
        value={toDate}
        minDate={fromDate}
        onChange={(value) => {
          if (value !== null) onChange({ toDate: value });
        }}
      />
      <Switch
        mb={8}
        label={t('form.wholeDay')}
        checked={isWholeDay}
        disabled={fromDate !== toDate}
        onChange={(event) =>
          onChange(event.currentTarget.checked ? { startMin: null, endMin: null } : { startMin: 600, endMin: 1200 })
        }
      />
      {!isWholeDay && (
        <>
          <TimeInput
            label={t('form.fromHour')}
            w={96}
            value={startMin}
            onChange={(value) => {
              if (value !== null && value < (endMin ?? 2880)) onChange({ startMin: value });
            }}
          />
          <TimeInput
            label={t('form.toHour')}
            w={96}
            value={endMin}
            onChange={(value) => {
              if (value !== null && value > (startMin ?? 0)) onChange({ endMin: value });
            }}
          />
        </>
      )}
    </div>
  );
}

interface EventsNoticeProps {
  readonly events: readonly {
    readonly id: number;
    readonly localDate: string;
    readonly startMin: number;
    readonly title: string;
    readonly taken: number;
  }[];
}

/** Group events are not moved from here: whoever leads them is changed in the journal. */
function EventsNotice({ events }: EventsNoticeProps) {
  const { t } = useTranslation('substitution');
  const locale = useLocale();
  return (
    <WarnBox title={t('events')} mt={12}>
      {events.map((event) => (
        <div key={event.id}>
          <Link to={`/journal/${event.localDate}`}>
            {t('event', {
              date: formatDate(event.localDate, 'day', locale),
              time: formatMinute(event.startMin),
              title: event.title,
              count: event.taken,
            })}
          </Link>
        </div>
      ))}
    </WarnBox>
  );
}
