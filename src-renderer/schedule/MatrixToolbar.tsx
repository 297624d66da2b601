import { ActionIcon, Button, Menu, Popover, Switch, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconBeach,
  IconBrush,
  IconCalendarOff,
  IconChevronDown,
  IconClipboard,
  IconCopy,
  IconDoor,
  IconPencil,
  IconPointer,
  IconRepeat,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Room } from '../../src-shared/rooms/rooms.contract.ts';
import { ABSENCE_REASONS } from '../../src-shared/schedule/schedule.contract.ts';
import { type IntervalDraft, readBreaks, readIntervals, toDraft } from './interval-draft.ts';
import { IntervalsInput } from './IntervalsInput.tsx';
import { type Palette, type ShiftPreset, type Tool, presetOf } from './brush.ts';

/** Cycles that the filling offers: days of work, days off. */
export const CYCLES: readonly (readonly [on: number, off: number])[] = [
  [2, 2],
  [3, 3],
  [5, 2],
  [1, 2],
  [1, 1],
  [4, 2],
];

interface MatrixToolbarProps {
  readonly tool: Tool;
  readonly palette: Palette;
  readonly presets: readonly ShiftPreset[];
  readonly rooms: readonly Room[];
  readonly canPaste: boolean;
  readonly isBusy: boolean;
  readonly showsRooms: boolean;
  readonly onTool: (tool: Tool, palette?: Partial<Palette>) => void;
  readonly onEdit: () => void;
  readonly onCopy: () => void;
  readonly onPaste: () => void;
  readonly onCycle: (daysOn: number, daysOff: number) => void;
  readonly onRepeat: () => void;
  readonly onShowRooms: (isOn: boolean) => void;
}

/** What to paint the month with, and what to do with the chosen cells. */
export function MatrixToolbar(props: MatrixToolbarProps) {
  const { tool, palette, presets, rooms, canPaste, isBusy, showsRooms, onTool, onShowRooms } = props;
  const { t } = useTranslation('schedule');
  const [isOwn, setOwn] = useState(false);
  const usable = rooms.filter(({ kind, isArchived }) => kind === 'room' && !isArchived);
  const roomName = usable.find(({ id }) => id === palette.roomId)?.name ?? t('paint.usualRoom');
  return (
    <div className="z-matrix-tools" role="toolbar" aria-label={t('paint.toolbar')} aria-busy={isBusy}>
      <ToolButton
        isOn={tool === 'select'}
        icon={<IconPointer size={16} aria-hidden />}
        label={t('paint.select')}
        onUse={() => onTool('select')}
      />
      <Popover opened={isOwn} onChange={setOwn} position="bottom-start" trapFocus withArrow>
        <Popover.Target>
          <div>
            <ToolButton
              isOn={tool === 'shift'}
              icon={<IconBrush size={16} aria-hidden />}
              label={palette.shift.label}
              onUse={() => onTool('shift')}
              menuLabel={t('paint.chooseShift')}
              menu={
                <>
                  {presets.map((preset) => (
                    <Menu.Item key={preset.label} onClick={() => onTool('shift', { shift: preset })}>
                      {preset.label}
                    </Menu.Item>
                  ))}
                  <Menu.Divider />
                  <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setOwn(true)}>
                    {t('paint.ownHours')}
                  </Menu.Item>
                </>
              }
            />
          </div>
        </Popover.Target>
        <Popover.Dropdown p={16} w={300}>
          <OwnHours
            first={palette.shift}
            onDone={(shift) => {
              setOwn(false);
              if (shift) onTool('shift', { shift });
            }}
          />
        </Popover.Dropdown>
      </Popover>
      <ToolButton
        isOn={tool === 'off'}
        icon={<IconCalendarOff size={16} aria-hidden />}
        label={t('day.off')}
        onUse={() => onTool('off')}
      />
      <ToolButton
        isOn={tool === 'template'}
        icon={<IconArrowBackUp size={16} aria-hidden />}
        label={t('paint.asTemplate')}
        onUse={() => onTool('template')}
      />
      <ToolButton
        isOn={tool === 'away'}
        icon={<IconBeach size={16} aria-hidden />}
        label={t(`absence.${palette.reason}`)}
        onUse={() => onTool('away')}
        menuLabel={t('paint.chooseReason')}
        menu={ABSENCE_REASONS.map((reason) => (
          <Menu.Item key={reason} onClick={() => onTool('away', { reason })}>
            {t(`absence.${reason}`)}
          </Menu.Item>
        ))}
      />
      {usable.length > 0 && (
        <ToolButton
          isOn={tool === 'room'}
          icon={<IconDoor size={16} aria-hidden />}
          label={roomName}
          hint={t('paint.roomHint')}
          onUse={() => onTool('room')}
          menuLabel={t('paint.chooseRoom')}
          menu={
            <>
              <Menu.Item onClick={() => onTool('room', { roomId: null })}>{t('paint.usualRoom')}</Menu.Item>
              {usable.map(({ id, name }) => (
                <Menu.Item key={id} onClick={() => onTool('room', { roomId: id })}>
                  {name}
                </Menu.Item>
              ))}
            </>
          }
        />
      )}
      <span className="z-tools-gap" aria-hidden />
      <ToolIcon label={t('paint.edit')} onUse={props.onEdit}>
        <IconPencil size={16} aria-hidden />
      </ToolIcon>
      <ToolIcon label={t('paint.copy')} onUse={props.onCopy}>
        <IconCopy size={16} aria-hidden />
      </ToolIcon>
      <ToolIcon label={canPaste ? t('paint.paste') : t('paint.nothingCopied')} isOff={!canPaste} onUse={props.onPaste}>
        <IconClipboard size={16} aria-hidden />
      </ToolIcon>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button
            size="compact-md"
            variant="default"
            leftSection={<IconRepeat size={16} aria-hidden />}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            {t('paint.fill')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={props.onRepeat}>{t('paint.repeat')}</Menu.Item>
          <Menu.Divider />
          <Menu.Label>{t('paint.fillCycle', { shift: palette.shift.label })}</Menu.Label>
          {CYCLES.map(([on, off]) => (
            <Menu.Item key={`${on}/${off}`} onClick={() => props.onCycle(on, off)}>
              {t('paint.cycle', { on, off })}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {usable.length > 0 && (
        <Switch
          size="sm"
          className="z-tools-end"
          label={t('paint.showRooms')}
          checked={showsRooms}
          onChange={(event) => onShowRooms(event.currentTarget.checked)}
        />
      )}
    </div>
  );
}

interface ToolButtonProps {
  readonly isOn: boolean;
  readonly icon: ReactNode;
  readonly label: string;
  /** What painting with it brings along. */
  readonly hint?: string;
  readonly onUse: () => void;
  readonly menuLabel?: string;
  readonly menu?: ReactNode;
}

function ToolButton({ isOn, icon, label, hint, onUse, menuLabel, menu }: ToolButtonProps) {
  return (
    <span className="z-tool" data-on={isOn || undefined}>
      <Tooltip label={hint} disabled={hint === undefined} multiline w={320}>
        <button type="button" aria-pressed={isOn} onClick={onUse}>
          {icon}
          <span>{label}</span>
        </button>
      </Tooltip>
      {menu && (
        <Menu position="bottom-start">
          <Menu.Target>
            <button type="button" className="z-tool-more" aria-label={menuLabel}>
              <IconChevronDown size={14} aria-hidden />
            </button>
          </Menu.Target>
          <Menu.Dropdown mah={360} style={{ overflow: 'auto' }}>
            {menu}
          </Menu.Dropdown>
        </Menu>
      )}
    </span>
  );
}

interface ToolIconProps {
  readonly label: string;
  readonly isOff?: boolean;
  readonly onUse: () => void;
  readonly children: ReactNode;
}

function ToolIcon({ label, isOff = false, onUse, children }: ToolIconProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={label}
        aria-disabled={isOff}
        onClick={isOff ? undefined : onUse}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

interface OwnHoursProps {
  readonly first: ShiftPreset;
  readonly onDone: (shift: ShiftPreset | null) => void;
}

function OwnHours({ first, onDone }: OwnHoursProps) {
  const { t } = useTranslation('schedule');
  const [work, setWork] = useState<readonly IntervalDraft[]>(() => first.pattern.work.map(toDraft));
  const [breaks, setBreaks] = useState<readonly IntervalDraft[]>(() => first.pattern.breaks.map(toDraft));
  const [isAsked, setAsked] = useState(false);
  const readWork = readIntervals(work);
  const readPauses = 'intervals' in readWork ? readBreaks(breaks, readWork.intervals) : { intervals: [] };
  return (
    <form
      className="z-day-editor"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if ('fault' in readWork || 'fault' in readPauses) return;
        onDone(presetOf({ work: readWork.intervals, breaks: readPauses.intervals }, t('paint.break')));
      }}
    >
      <IntervalsInput
        hasFocus
        isRequired
        label={t('day.hours')}
        addLabel={t('day.addHours')}
        value={work}
        fresh={{ start: null, end: null }}
        error={isAsked && 'fault' in readWork ? t(`faults.${readWork.fault}`) : null}
        onChange={setWork}
      />
      <IntervalsInput
        label={t('day.breaks')}
        addLabel={t('day.addBreak')}
        value={breaks}
        fresh={{ start: 780, end: 840 }}
        error={isAsked && 'fault' in readPauses ? t(`faults.${readPauses.fault}`) : null}
        onChange={setBreaks}
      />
      <div className="z-editor-foot">
        <Button variant="default" onClick={() => onDone(null)}>
          {t('common:cancel')}
        </Button>
        <Button type="submit">{t('paint.takeBrush')}</Button>
      </div>
    </form>
  );
}
