import { Button, Checkbox, Modal, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { api } from '../api/client.ts';
import { useLocale } from '../app/session.ts';
import { useCatalogueCommand } from '../services/use-catalogue-command.ts';
import { useReturnFocus } from '../ui/use-return-focus.ts';
import { ChangeSummary } from './ChangeSummary.tsx';
import type { ShownHoliday } from './HolidaysYear.tsx';
import { type IntervalDraft, readIntervals } from './interval-draft.ts';
import { IntervalsInput } from './IntervalsInput.tsx';

interface CloseDaysModalProps {
  /** Days that are offered, by date. */
  readonly days: readonly ShownHoliday[];
  readonly onClose: () => void;
}

/** Closes the salon, or shortens its hours, on the chosen public holidays as one action. */
export function CloseDaysModal({ days, onClose }: CloseDaysModalProps) {
  useReturnFocus();
  const { t } = useTranslation('schedule');
  const locale = useLocale();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(days.filter(({ kind }) => kind === 'holiday').map(({ localDate }) => localDate)),
  );
  const [isClosed, setClosed] = useState(true);
  const [hours, setHours] = useState<readonly IntervalDraft[]>([{ start: 600, end: 1080 }]);
  const [title, setTitle] = useState(t('holidays.closedTitle'));
  const set = useCatalogueCommand(api.schedule.setSalonDays.mutationOptions());
  const read = readIntervals(isClosed ? [] : hours);
  const dates = days.map(({ localDate }) => localDate).filter((date) => chosen.has(date));
  const values = 'intervals' in read && dates.length > 0 ? { dates, hours: read.intervals, title } : null;
  const toggle = (date: string, isOn: boolean): void => {
    const next = new Set(chosen);
    if (isOn) next.add(date);
    else next.delete(date);
    setChosen(next);
  };
  const save = async (): Promise<void> => {
    if (values && (await set.run(values))) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t('holidays.close')} size="lg">
      <form
        className="z-day-editor"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className="z-close-days" role="group" aria-label={t('holidays.days')}>
          {days.map(({ localDate, kind, title: name }) => (
            <Checkbox
              key={localDate}
              label={
                <>
                  {formatDate(localDate, 'day', locale)}{' '}
                  <span className="z-dim">{name || t(`holidayKinds.${kind}`)}</span>
                </>
              }
              checked={chosen.has(localDate)}
              onChange={(event) => toggle(localDate, event.currentTarget.checked)}
            />
          ))}
        </div>
        <SegmentedControl
          data={[
            { value: 'closed', label: t('salonDay.closed') },
            { value: 'open', label: t('holidays.otherHours') },
          ]}
          value={isClosed ? 'closed' : 'open'}
          onChange={(value) => setClosed(value === 'closed')}
        />
        {!isClosed && (
          <IntervalsInput
            isRequired
            maxCount={4}
            label={t('day.hours')}
            addLabel={t('day.addHours')}
            value={hours}
            fresh={{ start: null, end: null }}
            error={'fault' in read ? t(`faults.${read.fault}`) : null}
            onChange={setHours}
          />
        )}
        <TextInput
          label={t('salonDay.reason')}
          maxLength={80}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <ChangeSummary change={values && { kind: 'setSalonDays', ...values }} />
        {dates.length === 0 && <span className="z-warn">{t('holidays.chooseDays')}</span>}
        <div className="z-editor-foot">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" loading={set.isPending}>
            {t(isClosed ? 'holidays.closeDays' : 'common:save', { count: dates.length })}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
