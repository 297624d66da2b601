import { Button, Checkbox, Popover, Tooltip } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconCalendarPlus, IconClockHour4, IconPhoneOff, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import { useDesk, useLocale } from '../app/session.ts';
import { Keys } from '../ui/Keys.tsx';

/** Far enough to mean «never». */
const NEVER = '2099-12-31';

/** A question that an outcome asks before it is written down. */
export type OutcomeQuestion = 'later' | 'refused';

export interface OutcomeAnswer {
  readonly outcome: 'later' | 'refused' | 'no_answer';
  readonly nextOn?: string;
  readonly noCallsUntil?: string;
}

interface OutcomeBarProps {
  readonly question: OutcomeQuestion | null;
  readonly isPending: boolean;
  /** Why nobody can be booked now; null when somebody can. */
  readonly whyNoBooking: string | null;
  readonly onBook: () => void;
  readonly onAsk: (question: OutcomeQuestion | null) => void;
  readonly onRecord: (answer: OutcomeAnswer) => void;
}

/** What came of the call, each by one key: Alt+1 booked, Alt+2 later, Alt+3 refused, Alt+4 no answer. */
export function OutcomeBar(props: OutcomeBarProps) {
  const { question, isPending, whyNoBooking, onBook, onAsk, onRecord } = props;
  const { t } = useTranslation('retention');
  return (
    <div className="zr-outcomes" role="group" aria-label={t('outcomes.label')}>
      <Tooltip label={whyNoBooking} disabled={whyNoBooking === null}>
        <span>
          <OutcomeButton
            digit={1}
            isMain
            label={t('outcomes.booked')}
            icon={<IconCalendarPlus size={18} aria-hidden />}
            isDisabled={isPending || whyNoBooking !== null}
            onClick={onBook}
          />
        </span>
      </Tooltip>
      <Asking
        isOpen={question === 'later'}
        onClose={() => onAsk(null)}
        target={
          <OutcomeButton
            digit={2}
            label={t('outcomes.later')}
            icon={<IconClockHour4 size={18} aria-hidden />}
            isDisabled={isPending}
            onClick={() => onAsk('later')}
          />
        }
      >
        <LaterForm onSave={(nextOn) => onRecord({ outcome: 'later', nextOn })} />
      </Asking>
      <Asking
        isOpen={question === 'refused'}
        onClose={() => onAsk(null)}
        target={
          <OutcomeButton
            digit={3}
            label={t('outcomes.refused')}
            icon={<IconX size={18} aria-hidden />}
            isDisabled={isPending}
            onClick={() => onAsk('refused')}
          />
        }
      >
        <RefusedForm
          onSave={(isNever) => onRecord({ outcome: 'refused', ...(isNever ? { noCallsUntil: NEVER } : {}) })}
        />
      </Asking>
      <OutcomeButton
        digit={4}
        label={t('outcomes.no_answer')}
        icon={<IconPhoneOff size={18} aria-hidden />}
        isDisabled={isPending}
        onClick={() => onRecord({ outcome: 'no_answer' })}
      />
    </div>
  );
}

interface OutcomeButtonProps {
  readonly digit: number;
  readonly label: string;
  readonly icon: ReactNode;
  readonly isMain?: boolean;
  readonly isDisabled: boolean;
  readonly onClick: () => void;
}

function OutcomeButton({ digit, label, icon, isMain = false, isDisabled, onClick }: OutcomeButtonProps) {
  return (
    <Button
      size="sm"
      px={10}
      fullWidth
      variant={isMain ? 'filled' : 'default'}
      leftSection={icon}
      rightSection={<Keys shortcut={`Alt+Digit${digit}`} />}
      aria-keyshortcuts={`Alt+${digit}`}
      disabled={isDisabled}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}

interface AskingProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly target: ReactNode;
  readonly children: ReactNode;
}

function Asking({ isOpen, onClose, target, children }: AskingProps) {
  return (
    <Popover opened={isOpen} onDismiss={onClose} trapFocus withArrow shadow="md" width={360} position="top">
      <Popover.Target>
        <span>{target}</span>
      </Popover.Target>
      <Popover.Dropdown
        onKeyDown={(event) => {
          if (event.code !== 'Escape') return;
          event.stopPropagation();
          onClose();
        }}
      >
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}

function LaterForm({ onSave }: { readonly onSave: (nextOn: string) => void }) {
  const { t } = useTranslation('retention');
  const { today, settings } = useDesk();
  const [date, setDate] = useState(addDays(today, settings.laterDays));
  const quick = { tomorrow: 1, week: 7, month: 30 } as const;
  return (
    <form
      className="zr-question"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(date);
      }}
    >
      <strong>{t('later.title')}</strong>
      <div className="zr-quick">
        {(Object.keys(quick) as (keyof typeof quick)[]).map((name) => (
          <Button key={name} size="compact-sm" variant="light" onClick={() => onSave(addDays(today, quick[name]))}>
            {t(`later.${name}`)}
          </Button>
        ))}
      </div>
      <DatePickerInput
        label={t('later.date')}
        value={date}
        minDate={addDays(today, 1)}
        maxDate={addDays(today, 366)}
        valueFormat="D MMMM YYYY"
        clearable={false}
        popoverProps={{ withinPortal: false }}
        onChange={(value) => value && setDate(value)}
      />
      <Button size="sm" type="submit" data-autofocus>
        {t('later.save')}
      </Button>
    </form>
  );
}

function RefusedForm({ onSave }: { readonly onSave: (isNever: boolean) => void }) {
  const { t } = useTranslation('retention');
  const { today, settings } = useDesk();
  const locale = useLocale();
  const [isNever, setNever] = useState(false);
  return (
    <form
      className="zr-question"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(isNever);
      }}
    >
      <strong>{t('refuse.title')}</strong>
      {!isNever && (
        <span className="z-dim">
          {t('refuse.text', { date: formatDate(addDays(today, settings.refusedDays), 'full', locale) })}
        </span>
      )}
      <Checkbox
        label={t('refuse.never')}
        checked={isNever}
        onChange={(event) => setNever(event.currentTarget.checked)}
      />
      <Button size="sm" type="submit" data-autofocus>
        {t('refuse.save')}
      </Button>
    </form>
  );
}
