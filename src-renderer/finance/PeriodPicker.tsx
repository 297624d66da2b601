import { ActionIcon, Button, Menu } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconChevronDown, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { PERIOD_PRESETS, type Period, presetPeriod, shiftPeriod } from '../../src-shared/ledger/periods.rules.ts';
import { useActions } from '../app/actions.ts';
import { useDesk } from '../app/session.ts';

interface PeriodPickerProps {
  readonly period: Period;
  readonly onChange: (period: Period) => void;
}

const isSame = (a: Period, b: Period): boolean => a.fromDate === b.fromDate && a.toDate === b.toDate;

/** The period of a report: usual ones from a menu, the one before and after by Alt+← and Alt+→, any other by two dates. */
export function PeriodPicker({ period, onChange }: PeriodPickerProps) {
  const { t } = useTranslation('ledger');
  const { today } = useDesk();
  const preset = PERIOD_PRESETS.find((name) => isSame(presetPeriod(name, today), period));
  const earlier = shiftPeriod(period, -1);
  const later = shiftPeriod(period, 1);
  const move = (to: Period | null): void => {
    if (to) onChange(to);
  };
  useActions([
    {
      id: 'ledger.earlier',
      title: 'ledger:period.earlier',
      group: 'page',
      shortcut: 'Alt+ArrowLeft',
      run: () => move(earlier),
    },
    {
      id: 'ledger.later',
      title: 'ledger:period.later',
      group: 'page',
      shortcut: 'Alt+ArrowRight',
      run: () => move(later),
    },
  ]);
  return (
    <div className="zf-period" role="group" aria-label={t('period.label')}>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={t('period.earlier')}
        disabled={!earlier}
        onClick={() => move(earlier)}
      >
        <IconChevronLeft size={16} />
      </ActionIcon>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button size="xs" variant="default" rightSection={<IconChevronDown size={14} />}>
            {preset ? t(`period.presets.${preset}`) : t('period.choose')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {PERIOD_PRESETS.map((name) => (
            <Menu.Item key={name} onClick={() => onChange(presetPeriod(name, today))}>
              {t(`period.presets.${name}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={t('period.later')}
        disabled={!later}
        onClick={() => move(later)}
      >
        <IconChevronRight size={16} />
      </ActionIcon>
      <DatePickerInput
        size="xs"
        aria-label={t('period.from')}
        value={period.fromDate}
        valueFormat="DD.MM.YYYY"
        clearable={false}
        onChange={(value) =>
          value && onChange({ fromDate: value, toDate: value > period.toDate ? value : period.toDate })
        }
      />
      <DatePickerInput
        size="xs"
        aria-label={t('period.to')}
        value={period.toDate}
        valueFormat="DD.MM.YYYY"
        clearable={false}
        onChange={(value) =>
          value && onChange({ fromDate: value < period.fromDate ? value : period.fromDate, toDate: value })
        }
      />
    </div>
  );
}
