import { Button, Modal, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import type { MonthMatrix, PlannedChange } from '../../src-shared/schedule/schedule.contract.ts';
import { api } from '../api/client.ts';
import { useLocale } from '../app/session.ts';
import { useCatalogueCommand } from '../services/use-catalogue-command.ts';
import { ChangeSummary } from './ChangeSummary.tsx';
import { type IntervalDraft, readIntervals, toDraft } from './interval-draft.ts';
import { IntervalsInput } from './IntervalsInput.tsx';
import { useReturnFocus } from '../ui/use-return-focus.ts';

interface SalonDayModalProps {
  readonly day: MonthMatrix['days'][number];
  readonly onClose: () => void;
}

/** Other hours of the salon on one day, or closed. */
export function SalonDayModal({ day, onClose }: SalonDayModalProps) {
  useReturnFocus();
  const { t } = useTranslation('schedule');
  const locale = useLocale();
  const [isClosed, setClosed] = useState(day.hours.length === 0);
  const [hours, setHours] = useState<readonly IntervalDraft[]>(() =>
    day.hours.length > 0 ? day.hours.map(toDraft) : [{ start: 600, end: 1200 }],
  );
  const [title, setTitle] = useState(day.title || (day.holiday?.title ?? ''));
  const [isAsked, setAsked] = useState(false);
  const set = useCatalogueCommand(api.schedule.setSalonDay.mutationOptions());
  const clear = useCatalogueCommand(api.schedule.clearSalonDay.mutationOptions());
  const read = readIntervals(isClosed ? [] : hours);
  const save = async (): Promise<void> => {
    setAsked(true);
    if ('fault' in read) return;
    if (await set.run({ localDate: day.localDate, hours: read.intervals, title })) onClose();
  };
  const change: PlannedChange | null =
    'intervals' in read ? { kind: 'setSalonDays', dates: [day.localDate], hours: read.intervals, title } : null;
  return (
    <Modal
      opened
      onClose={onClose}
      size="md"
      title={t('salonDay.title', { date: formatDate(day.localDate, 'day', locale) })}
    >
      <form
        className="z-day-editor"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <SegmentedControl
          data={[
            { value: 'open', label: t('salonDay.open') },
            { value: 'closed', label: t('salonDay.closed') },
          ]}
          value={isClosed ? 'closed' : 'open'}
          onChange={(value) => setClosed(value === 'closed')}
        />
        {!isClosed && (
          <IntervalsInput
            hasFocus
            isRequired
            maxCount={4}
            label={t('day.hours')}
            addLabel={t('day.addHours')}
            value={hours}
            fresh={{ start: null, end: null }}
            error={isAsked && 'fault' in read ? t(`faults.${read.fault}`) : null}
            onChange={setHours}
          />
        )}
        <TextInput
          label={t('salonDay.reason')}
          description={t('salonDay.reasonHint')}
          maxLength={80}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <ChangeSummary change={change} />
        <div className="z-editor-foot">
          {day.isSpecial && (
            <Button
              className="z-foot-start"
              variant="subtle"
              size="compact-sm"
              loading={clear.isPending}
              onClick={() => void clear.run({ localDate: day.localDate }).then((done) => done && onClose())}
            >
              {t('salonDay.usual')}
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" loading={set.isPending}>
            {t('common:save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
