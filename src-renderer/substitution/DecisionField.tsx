import { Menu } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconChevronDown, IconPhone, IconUserCheck, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../src-shared/i18n/format.ts';
import type { SubstituteOption, SubstitutionRow } from '../../src-shared/substitution/substitution.contract.ts';
import { formatRange } from '../../src-shared/kernel/wall-time.ts';
import { useLocale, useMoney } from '../app/session.ts';
import type { Conflict } from '../../src-shared/journal/conflicts.rules.ts';
import { absenceName } from '../journal/journal-columns.ts';
import { sentenceOf } from '../journal/placement.ts';
import { type RowDecision, isClash, isSameDecision, nextChoice, optionOf } from './plan-state.ts';

interface DecisionFieldProps {
  readonly row: SubstitutionRow;
  readonly decision: RowDecision;
  readonly onChange: (decision: RowDecision) => void;
}

/** What is done with a booking: ←→ goes through what is possible, Enter shows everything with why not. */
export function DecisionField({ row, decision, onChange }: DecisionFieldProps) {
  const { t } = useTranslation('substitution');
  const [isOpen, setOpen] = useState(false);
  const describe = useOptionText(row);
  const option = optionOf(row, decision);
  const clash = isClash(row, decision);
  const reasons = option && option.level !== 'free' ? option.conflicts : [];
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>): void => {
    if (isOpen || event.ctrlKey || event.altKey) return;
    const all = [...document.querySelectorAll<HTMLElement>('[data-decision]')];
    const at = all.indexOf(event.currentTarget);
    if (event.code === 'ArrowDown') all[at + 1]?.focus();
    else if (event.code === 'ArrowUp') all[at - 1]?.focus();
    else if (event.code === 'Home') all[0]?.focus();
    else if (event.code === 'End') all.at(-1)?.focus();
    else if (event.code === 'ArrowRight') onChange(nextChoice(row, decision, 1));
    else if (event.code === 'ArrowLeft') onChange(nextChoice(row, decision, -1));
    else return;
    event.preventDefault();
  };
  const item = (choice: RowDecision, name: string, note: string, icon: React.ReactNode, isDisabled = false) => (
    <Menu.Item
      key={choice.act === 'move' ? choice.staffId : choice.act}
      leftSection={icon}
      disabled={isDisabled}
      data-autofocus={isSameDecision(choice, decision) || undefined}
      onClick={() => onChange(choice)}
    >
      <span className="zsub-option">
        {name}
        {note && <small>{note}</small>}
      </span>
    </Menu.Item>
  );
  const master = (known: SubstituteOption) =>
    item(
      { act: 'move', staffId: known.staffId },
      known.name,
      describe(known),
      known.level === 'free' ? <IconUserCheck size={16} /> : <IconAlertTriangle size={16} />,
      known.level === 'taken',
    );
  return (
    <div className="zsub-decision">
      <Menu opened={isOpen} onChange={setOpen} position="bottom-start" width="target" offset={4}>
        <Menu.Target>
          <button
            type="button"
            className="zsub-choice"
            data-decision
            data-act={decision.act}
            data-clash={clash || undefined}
            aria-label={`${t('decision', { time: formatRange(row.startMin, row.endMin), who: row.clientName || t('noClient') })}: ${
              option?.name ?? t(`acts.${decision.act === 'move' ? 'call' : decision.act}`)
            }`}
            aria-invalid={clash || undefined}
            onKeyDown={onKeyDown}
          >
            <ActIcon decision={decision} isClash={clash} />
            <span className="zsub-option">
              {decision.act === 'move' ? (option?.name ?? '') : t(`acts.${decision.act}`)}
              {option && option.level !== 'taken' && <small>{describe(option)}</small>}
            </span>
            <IconChevronDown size={16} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {(['free', 'warning', 'taken'] as const).map((level) => {
            const options = row.options.filter((known) => known.level === level);
            return options.length === 0 ? null : (
              <div key={level}>
                <Menu.Label>{t(`groups.${level}`)}</Menu.Label>
                {options.map(master)}
              </div>
            );
          })}
          {row.options.length === 0 && <Menu.Label>{t('nobody')}</Menu.Label>}
          <Menu.Label>{t('groups.other')}</Menu.Label>
          {item({ act: 'call' }, t('acts.call'), row.clientPhone ?? '', <IconPhone size={16} />)}
          {item({ act: 'cancel' }, t('acts.cancel'), '', <IconX size={16} />)}
          {item({ act: 'keep' }, t('acts.keep'), '', <IconCheck size={16} />)}
        </Menu.Dropdown>
      </Menu>
      {reasons.length > 0 && (
        <span className={clash ? 'z-warn' : 'z-dim'} role={clash ? 'alert' : undefined}>
          <Reasons conflicts={reasons} />
        </span>
      )}
      {decision.act === 'call' && !row.options.some(({ level }) => level === 'free') && (
        <span className="z-dim">{t(row.options.length === 0 ? 'nobody' : 'nobodyFree')}</span>
      )}
    </div>
  );
}

function ActIcon({ decision, isClash: hasClash }: { readonly decision: RowDecision; readonly isClash: boolean }) {
  if (hasClash) return <IconAlertTriangle size={16} aria-hidden />;
  switch (decision.act) {
    case 'move':
      return <IconUserCheck size={16} aria-hidden />;
    case 'call':
      return <IconPhone size={16} aria-hidden />;
    case 'cancel':
      return <IconX size={16} aria-hidden />;
    case 'keep':
      return <IconCheck size={16} aria-hidden />;
    default:
      return decision satisfies never;
  }
}

/** The sentences about what stands in the way. */
function Reasons({ conflicts }: { readonly conflicts: SubstituteOption['conflicts'] }) {
  const { t } = useTranslation();
  return conflicts.map((conflict) => sentenceOf(conflict as unknown as Conflict, t)).join(' ');
}

/** «дороже на 500 ₽ · занято 3 ч»; for whoever cannot, why. */
function useOptionText(row: SubstitutionRow): (option: SubstituteOption) => string {
  const { t } = useTranslation('substitution');
  const locale = useLocale();
  const money = useMoney();
  return (option) => {
    const [first] = option.conflicts;
    if (option.level === 'taken' && first) {
      const { startMin, endMin } = first;
      const values = {
        range: startMin === null || endMin === null ? '' : formatRange(Math.max(0, startMin), Math.min(2880, endMin)),
        who: first.eventTitle || first.clientName || first.reason || t('noClient'),
        reason: first.code === 'MASTER_ABSENT' ? absenceName(first.reason, t).toLowerCase() : first.reason,
        roomName: first.roomName,
      };
      return t(`why.${first.code}`, values);
    }
    const difference = option.priceMinor - row.priceMinor;
    const price =
      difference === 0
        ? t('samePrice')
        : t(difference > 0 ? 'dearer' : 'cheaper', { money: money(Math.abs(difference)) });
    const busy = option.busyMin === 0 ? t('notBusy') : t('busy', { time: formatDuration(option.busyMin, locale) });
    return `${price} · ${busy}`;
  };
}
