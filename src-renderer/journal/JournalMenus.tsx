import { Menu } from '@mantine/core';
import {
  IconArrowLeft,
  IconArrowRight,
  IconArrowsExchange,
  IconArrowsMove,
  IconCalendarEvent,
  IconCalendarPlus,
  IconCalendarTime,
  IconCalendarWeek,
  IconCash,
  IconClipboard,
  IconCopy,
  IconEyeOff,
  IconFileDescription,
  IconLock,
  IconLockOpen,
  IconRepeat,
  IconUsersGroup,
  IconX,
} from '@tabler/icons-react';
import type { CSSProperties, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DayVisit, VisitStatus } from '../../src-shared/journal/journal.contract.ts';
import { VISIT_STATUSES } from '../../src-shared/journal/journal.contract.ts';
import { canReschedule } from '../../src-shared/journal/visit-status.rules.ts';
import { formatMinute } from '../../src-shared/kernel/wall-time.ts';
import { Keys } from '../ui/Keys.tsx';
import type { GridRect } from './grid/grid-model.ts';
import { StatusSign } from './StatusSign.tsx';

interface MenuAtProps {
  readonly rect: GridRect;
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * A menu hung on a place of the grid; it takes the focus and gives it back when it closes.
 *
 * What is chosen closes it, or puts something else in its place: a close of the menu's own would take that away again.
 */
export function MenuAt({ rect, label, onClose, children }: MenuAtProps) {
  const style: CSSProperties = { position: 'fixed', ...rect, pointerEvents: 'none' };
  return (
    <Menu
      opened
      onChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      position="bottom-start"
      offset={4}
      width={270}
      closeOnItemClick={false}
      returnFocus={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <div style={style} />
      </Menu.Target>
      <Menu.Dropdown aria-label={label}>{children}</Menu.Dropdown>
    </Menu>
  );
}

interface VisitMenuProps {
  readonly visit: DayVisit;
  readonly rect: GridRect;
  readonly next: readonly VisitStatus[];
  readonly canEdit: boolean;
  /** Only the statuses (Space), or everything that can be done (right click). */
  readonly isShort: boolean;
  readonly onClose: () => void;
  readonly onStatus: (status: Exclude<VisitStatus, 'cancelled'>) => void;
  /** Opens the checkout; absent when nothing is due or the person may not take it. */
  readonly onPay?: (() => void) | undefined;
  readonly onOpen: () => void;
  readonly onCut: () => void;
  readonly onCopy: () => void;
  /** Absent for a visit that can begin no series. */
  readonly onRepeat?: (() => void) | undefined;
  readonly onCancel: () => void;
}

/** What can be done with a visit now: the next statuses first. */
export function VisitMenu(props: VisitMenuProps) {
  const { visit, next, canEdit, isShort } = props;
  const { t } = useTranslation(['journal', 'series', 'checkout']);
  const at = VISIT_STATUSES.indexOf(visit.status);
  // Onwards first: Space and Enter take the usual next step, not one back.
  const steps = (canEdit ? next.filter((status) => status !== 'cancelled') : []).toSorted(
    (a, b) => Number(VISIT_STATUSES.indexOf(a) < at) - Number(VISIT_STATUSES.indexOf(b) < at),
  );
  const canCancel = canEdit && next.includes('cancelled');
  // A visit at its end is paid: that is the step onwards, completing it without money is the exception.
  const paysFirst = props.onPay !== undefined && (steps.includes('completed') || visit.status === 'completed');
  const payItem = props.onPay && (
    <Menu.Item
      data-autofocus={paysFirst || undefined}
      leftSection={<IconCash size={16} />}
      rightSection={<Keys shortcut="F8" />}
      onClick={props.onPay}
    >
      {t(steps.includes('completed') ? 'checkout:journal.payAndComplete' : 'checkout:journal.pay')}
    </Menu.Item>
  );
  return (
    <MenuAt rect={props.rect} label={t('screen.menu.status')} onClose={props.onClose}>
      <Menu.Label>{visit.clientName || t('screen.card.client')}</Menu.Label>
      {paysFirst && payItem}
      {steps.map((status, index) => (
        <Menu.Item
          key={status}
          data-autofocus={(index === 0 && !paysFirst) || undefined}
          leftSection={<StatusSign status={status} />}
          onClick={() => props.onStatus(status)}
        >
          {t(paysFirst && status === 'completed' ? 'checkout:journal.completeUnpaid' : `screen.status.${status}`)}
        </Menu.Item>
      ))}
      {!paysFirst && payItem}
      {isShort && steps.length === 0 && !canCancel && !payItem && <Menu.Label>{t('screen.menu.nothing')}</Menu.Label>}
      {(steps.length > 0 || (isShort && canCancel)) && <Menu.Divider />}
      {!isShort && (
        <>
          <Menu.Item
            leftSection={<IconFileDescription size={16} />}
            rightSection={<Keys shortcut="Enter" />}
            onClick={props.onOpen}
          >
            {t('screen.menu.open')}
          </Menu.Item>
          {canEdit && canReschedule(visit.status) && (
            <Menu.Item
              leftSection={<IconArrowsMove size={16} />}
              rightSection={<Keys shortcut="Ctrl+KeyX" />}
              onClick={props.onCut}
            >
              {t('screen.menu.cut')}
            </Menu.Item>
          )}
          {canEdit && (
            <Menu.Item
              leftSection={<IconCopy size={16} />}
              rightSection={<Keys shortcut="Ctrl+KeyC" />}
              onClick={props.onCopy}
            >
              {t('screen.menu.copy')}
            </Menu.Item>
          )}
          {props.onRepeat && (
            <Menu.Item leftSection={<IconRepeat size={16} />} onClick={props.onRepeat}>
              {t('series:repeat')}
            </Menu.Item>
          )}
        </>
      )}
      {canCancel && (
        <Menu.Item
          color="danger"
          leftSection={<IconX size={16} />}
          rightSection={<Keys shortcut="Del" />}
          onClick={props.onCancel}
        >
          {t('screen.menu.cancel')}
        </Menu.Item>
      )}
    </MenuAt>
  );
}

interface SlotMenuProps {
  readonly rect: GridRect;
  readonly startMin: number;
  readonly canEdit: boolean;
  /** Who waits to be placed, if anybody. */
  readonly clipWho: string | null;
  /** What is closed at this minute, if anything. */
  readonly blockReason: string | null;
  readonly onClose: () => void;
  readonly onBook: () => void;
  readonly onPaste: () => void;
  readonly onBlock: () => void;
  /** Absent where no master is known. */
  readonly onGroup?: (() => void) | undefined;
  readonly onUnblock: () => void;
}

/** What can be done with empty time. */
export function SlotMenu(props: SlotMenuProps) {
  const { t } = useTranslation(['journal', 'groups']);
  const time = formatMinute(props.startMin);
  if (!props.canEdit) return null;
  return (
    <MenuAt rect={props.rect} label={time} onClose={props.onClose}>
      {props.clipWho !== null && (
        <Menu.Item
          leftSection={<IconClipboard size={16} />}
          rightSection={<Keys shortcut="Ctrl+KeyV" />}
          onClick={props.onPaste}
        >
          {t('screen.menu.paste', { who: props.clipWho })}
        </Menu.Item>
      )}
      {props.blockReason === null ? (
        <>
          <Menu.Item
            leftSection={<IconCalendarPlus size={16} />}
            rightSection={<Keys shortcut="F2" />}
            onClick={props.onBook}
          >
            {t('screen.menu.bookHere', { time })}
          </Menu.Item>
          {props.onGroup && (
            <Menu.Item
              leftSection={<IconUsersGroup size={16} />}
              rightSection={<Keys shortcut="Alt+KeyG" />}
              onClick={props.onGroup}
            >
              {t('groups:menu.create', { time })}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconLock size={16} />} onClick={props.onBlock}>
            {t('screen.menu.block', { time })}
          </Menu.Item>
        </>
      ) : (
        <Menu.Item leftSection={<IconLockOpen size={16} />} onClick={props.onUnblock}>
          {t('screen.menu.unblock', { what: props.blockReason })}
        </Menu.Item>
      )}
    </MenuAt>
  );
}

interface ColumnMenuProps {
  readonly title: string;
  readonly rect: GridRect;
  readonly startMin: number;
  readonly canEdit: boolean;
  /** Absent for a column that cannot be hidden. */
  readonly onHide?: (() => void) | undefined;
  readonly onBlock: () => void;
  readonly onSchedule: () => void;
  /** Gives the bookings of the master to others; absent for a column that is no master's. */
  readonly onSubstitute?: (() => void) | undefined;
  readonly onWeek?: (() => void) | undefined;
  readonly onDay?: (() => void) | undefined;
  /** Another place among the columns. */
  readonly onPlace?: ((steps: 1 | -1) => void) | undefined;
  readonly onClose: () => void;
}

/** What can be done with a column. */
export function ColumnMenu(props: ColumnMenuProps) {
  const { t } = useTranslation('journal');
  return (
    <MenuAt rect={props.rect} label={props.title} onClose={props.onClose}>
      <Menu.Label>{props.title}</Menu.Label>
      {props.canEdit && (
        <Menu.Item leftSection={<IconLock size={16} />} onClick={props.onBlock}>
          {t('screen.menu.block', { time: formatMinute(props.startMin) })}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<IconCalendarTime size={16} />} onClick={props.onSchedule}>
        {t('screen.menu.schedule')}
      </Menu.Item>
      {props.onSubstitute && (
        <Menu.Item leftSection={<IconArrowsExchange size={16} />} onClick={props.onSubstitute}>
          {t('substitution:menu')}
        </Menu.Item>
      )}
      {props.onWeek && (
        <Menu.Item leftSection={<IconCalendarWeek size={16} />} onClick={props.onWeek}>
          {t('screen.menu.week')}
        </Menu.Item>
      )}
      {props.onDay && (
        <Menu.Item leftSection={<IconCalendarEvent size={16} />} onClick={props.onDay}>
          {t('screen.menu.day')}
        </Menu.Item>
      )}
      {props.onPlace && (
        <>
          <Menu.Item
            leftSection={<IconArrowLeft size={16} />}
            rightSection={<Keys shortcut="Alt+ArrowLeft" />}
            onClick={() => props.onPlace?.(-1)}
          >
            {t('screen.menu.columnLeft')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowRight size={16} />}
            rightSection={<Keys shortcut="Alt+ArrowRight" />}
            onClick={() => props.onPlace?.(1)}
          >
            {t('screen.menu.columnRight')}
          </Menu.Item>
        </>
      )}
      {props.onHide && (
        <Menu.Item leftSection={<IconEyeOff size={16} />} onClick={props.onHide}>
          {t('screen.menu.hide')}
        </Menu.Item>
      )}
    </MenuAt>
  );
}
