import { ActionIcon, Button, Modal, Select } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoomId, StaffId } from '../../src-shared/contract-base.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import { formatMinute } from '../../src-shared/kernel/wall-time.ts';
import type { Room } from '../../src-shared/rooms/rooms.contract.ts';
import type { MonthMatrix, TemplateRecord } from '../../src-shared/schedule/schedule.contract.ts';
import { patternOn } from '../../src-shared/schedule/schedule.rules.ts';
import { api } from '../api/client.ts';
import { useLocale } from '../app/session.ts';
import { useCatalogueCommand } from '../services/use-catalogue-command.ts';
import { ChangeSummary } from './ChangeSummary.tsx';
import { TemplateForm } from './TemplateForm.tsx';
import { describeTemplate } from './template-text.ts';
import { rulesOf } from './template-draft.ts';
import { useDiscardGuard } from '../ui/use-discard-guard.tsx';
import { useTopEscape } from '../ui/use-top-escape.ts';
import { useReturnFocus } from '../ui/use-return-focus.ts';

interface AssignModalProps {
  readonly staffId: StaffId | null;
  readonly staff: MonthMatrix['staff'];
  readonly templates: readonly TemplateRecord[];
  readonly rooms: readonly Room[];
  readonly today: string;
  readonly onClose: () => void;
}

/** Gives a master a template from a day on, and shows what is given already. */
export function AssignModal({ staffId: firstStaffId, staff, templates, rooms, today, onClose }: AssignModalProps) {
  useReturnFocus();
  const { t } = useTranslation('schedule');
  const active = templates.filter(({ isArchived }) => !isArchived);
  const [staffId, setStaffId] = useState<StaffId | null>(firstStaffId);
  const [templateId, setTemplateId] = useState<number | null>(active.length === 1 ? active[0]!.id : null);
  const [validFrom, setFrom] = useState<string | null>(today);
  const [validTo, setTo] = useState<string | null>(null);
  const [roomId, setRoom] = useState<RoomId | null>(null);
  const [anchor, setAnchor] = useState<string | null>(null);
  const [isDirty, setDirty] = useState(false);
  const close = useDiscardGuard(isDirty, onClose);
  const inside = useTopEscape<HTMLDivElement>(close);
  const [isMaking, setMaking] = useState(active.length === 0);
  const [isAsked, setAsked] = useState(false);
  const assign = useCatalogueCommand(api.schedule.assign.mutationOptions());
  const template = active.find(({ id }) => id === templateId);
  const from = validFrom ?? today;
  const anchorDate = anchor ?? from;
  const isReversed = validTo !== null && validTo < from;

  if (isMaking) {
    return (
      <Modal opened closeOnEscape={false} onClose={close} title={t('template.newTitle')} size="lg">
        <div ref={inside} />
        <TemplateForm
          template={null}
          onDirty={setDirty}
          onDone={(made) => {
            if (made !== null) setTemplateId(made);
            if (made === null && active.length === 0) onClose();
            else setMaking(false);
          }}
        />
      </Modal>
    );
  }
  const values =
    staffId !== null && template && !isReversed
      ? { staffId, templateId: template.id, validFrom: from, validTo, anchorDate, roomId }
      : null;
  const save = async (): Promise<void> => {
    setAsked(true);
    if (values && (await assign.run(values))) onClose();
  };
  const usable = rooms.filter(({ kind, isArchived }) => kind === 'room' && !isArchived);
  return (
    <Modal opened closeOnEscape={false} onClose={close} title={t('assignment.title')} size="lg">
      <div ref={inside} />
      <form
        className="z-day-editor"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Select
          label={t('assignment.master')}
          searchable
          data={staff.map((row) => ({ value: String(row.staffId), label: row.name }))}
          value={staffId === null ? null : String(staffId)}
          error={isAsked && staffId === null ? t('assignment.chooseMaster') : null}
          onChange={(value) => setStaffId(value === null ? null : (Number(value) as StaffId))}
        />
        {staffId !== null && <Assigned staffId={staffId} templates={templates} />}
        <div style={{ display: 'flex', gap: 8, alignItems: 'end' }}>
          <Select
            style={{ flex: 1 }}
            label={t('assignment.template')}
            data={active.map(({ id, name }) => ({ value: String(id), label: name }))}
            value={templateId === null ? null : String(templateId)}
            error={isAsked && !template ? t('assignment.chooseTemplate') : null}
            onChange={(value) => setTemplateId(value === null ? null : Number(value))}
          />
          <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>
            {t('assignment.newTemplate')}
          </Button>
        </div>
        {template && <span className="z-dim">{describeTemplate(template, t)}</span>}
        <div className="z-pair">
          <DatePickerInput label={t('assignment.from')} valueFormat="DD.MM.YYYY" value={validFrom} onChange={setFrom} />
          <DatePickerInput
            label={t('assignment.to')}
            description={t('assignment.toHint')}
            valueFormat="DD.MM.YYYY"
            clearable
            value={validTo}
            error={isReversed ? t('faults.DATES_REVERSED') : null}
            onChange={setTo}
          />
        </div>
        <div className="z-pair">
          {template?.kind === 'cycle' && (
            <DatePickerInput
              label={t('assignment.anchor')}
              description={t('assignment.anchorHint')}
              inputWrapperOrder={['label', 'input', 'description']}
              valueFormat="DD.MM.YYYY"
              value={anchorDate}
              onChange={setAnchor}
            />
          )}
          {usable.length > 0 && (
            <Select
              label={t('day.room')}
              placeholder={t('paint.usualRoom')}
              clearable
              data={usable.map(({ id, name }) => ({ value: String(id), label: name }))}
              value={roomId === null ? null : String(roomId)}
              onChange={(value) => setRoom(value === null ? null : (Number(value) as RoomId))}
            />
          )}
        </div>
        {template && <Preview template={template} anchorDate={anchorDate} from={from} />}
        <ChangeSummary change={values && { kind: 'assign', ...values }} />
        <div className="z-editor-foot">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" loading={assign.isPending}>
            {t('assignment.submit')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

interface AssignedProps {
  readonly staffId: StaffId;
  readonly templates: readonly TemplateRecord[];
}

function Assigned({ staffId, templates }: AssignedProps) {
  const { t } = useTranslation('schedule');
  const locale = useLocale();
  const known = useQuery(api.schedule.assignments.queryOptions({ input: { staffId } }));
  const remove = useCatalogueCommand(api.schedule.removeAssignment.mutationOptions());
  if (!known.data) return null;
  if (known.data.length === 0) return <span className="z-dim">{t('assignment.none')}</span>;
  return (
    <section>
      <strong>{t('assignment.current')}</strong>
      <ul className="z-lines">
        {known.data.map(({ id, templateId, validFrom, validTo }) => {
          const name = templates.find((template) => template.id === templateId)?.name ?? '';
          const from = formatDate(validFrom, 'short', locale);
          return (
            <li key={id}>
              <span>
                {name},{' '}
                {validTo === null
                  ? t('assignment.since', { date: from })
                  : t('assignment.period', { from, to: formatDate(validTo, 'short', locale) })}
              </span>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('assignment.remove', { name })}
                onClick={() => void remove.run({ assignmentId: id })}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

interface PreviewProps {
  readonly template: TemplateRecord;
  readonly anchorDate: string;
  readonly from: string;
}

function Preview({ template, anchorDate, from }: PreviewProps) {
  const { t } = useTranslation('schedule');
  const locale = useLocale();
  return (
    <section aria-label={t('assignment.preview')}>
      <strong>{t('assignment.preview')}</strong>
      <div className="z-preview">
        {Array.from({ length: 14 }, (_, index) => {
          const date = addDays(from, index);
          const [first] = patternOn(rulesOf(template), anchorDate, date)?.work ?? [];
          const label = `${formatDate(date, 'weekday', locale)} ${Number(date.slice(8))}`;
          return (
            <span key={date} data-work={first ? true : undefined}>
              <span>{label}</span>
              <span>{first ? formatMinute(first[0]) : '–'}</span>
            </span>
          );
        })}
      </div>
    </section>
  );
}
