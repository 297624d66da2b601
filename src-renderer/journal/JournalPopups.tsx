import { Suspense, lazy } from 'react';
import { useNavigate } from 'react-router';
import type { Day, DayVisit } from '../../src-shared/journal/journal.contract.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useCan, useDesk } from '../app/session.ts';
import { canRepeat, repeatableOf } from '../series/repeat-model.ts';
import { substitutionPath } from '../substitution/substitution-path.ts';
import { BlockDialog } from './BlockDialog.tsx';
import type { GridColumn, GridRect } from './grid/grid-model.ts';
import type { ColumnsBy } from './journal-address.ts';
import { readColumn } from './journal-columns.ts';
import { ColumnMenu, SlotMenu, VisitMenu } from './JournalMenus.tsx';
import { usePayVisit } from './use-pay-visit.ts';
import { useVisitStatus } from './use-visit-status.ts';

const VisitDrawer = lazy(async () => ({ default: (await import('./booking/VisitDrawer.tsx')).VisitDrawer }));
const RepeatDialog = lazy(async () => ({ default: (await import('../series/RepeatDialog.tsx')).RepeatDialog }));
const CancelDialog = lazy(async () => ({ default: (await import('./booking/CancelDialog.tsx')).CancelDialog }));

/** What is open over the journal. One at a time. */
export type Popup =
  | {
      readonly kind: 'visit';
      readonly visitId: number;
      readonly lineId: number;
      readonly rect: GridRect;
      readonly isShort: boolean;
    }
  | { readonly kind: 'slot'; readonly columnId: string; readonly startMin: number; readonly rect: GridRect }
  | { readonly kind: 'column'; readonly columnId: string; readonly rect: GridRect }
  | { readonly kind: 'block'; readonly columnId: string; readonly startMin: number }
  | { readonly kind: 'drawer'; readonly visitId: number }
  | { readonly kind: 'repeat'; readonly visitId: number }
  | { readonly kind: 'cancel'; readonly visitId: number };

interface JournalPopupsProps {
  readonly popup: Popup | null;
  readonly days: readonly Day[];
  /** The day of a column. */
  readonly dayOf: (columnId: string) => Day;
  readonly columns: readonly GridColumn[];
  readonly clipWho: string | null;
  readonly onShow: (popup: Popup) => void;
  readonly onClose: () => void;
  readonly onBook: (columnId: string, startMin: number) => void;
  readonly onPaste: (columnId: string, startMin: number) => void;
  /** Absent where no group event is begun. */
  readonly onGroup?: ((columnId: string, startMin: number) => void) | undefined;
  readonly onTake: (kind: 'move' | 'copy', visit: DayVisit, lineId: number) => void;
  readonly onHide: (staffId: number) => void;
  readonly onSchedule: () => void;
  /** The week of a master or a room; the day of a week's column; another place of a column. */
  readonly onWeek: (by: ColumnsBy, id: number) => void;
  readonly onDay: (localDate: string) => void;
  readonly onPlace: (columnId: string, steps: 1 | -1) => void;
}

/** Menus and dialogs of the journal. */
export function JournalPopups(props: JournalPopupsProps) {
  const { popup, days, dayOf, columns, onShow, onClose } = props;
  const { today, nowMin } = useDesk();
  const canEdit = useCan('edit_journal');
  const navigate = useNavigate();
  const { nextOf, setStatus } = useVisitStatus();
  const { canPay, pay } = usePayVisit();
  const { run: removeBlock } = useCommand(api.journal.removeBlock.mutationOptions());
  if (popup === null) return null;
  /** Closes the menu and does what was chosen, also when that opens something else. */
  const then = (act: () => void) => (): void => {
    onClose();
    act();
  };
  switch (popup.kind) {
    case 'visit': {
      const visit = visitIn(days, popup.visitId);
      if (!visit) return null;
      return (
        <VisitMenu
          visit={visit}
          rect={popup.rect}
          next={nextOf(visit)}
          canEdit={canEdit}
          isShort={popup.isShort}
          onClose={onClose}
          onPay={canPay(visit) ? then(() => pay(visit)) : undefined}
          onStatus={(status) => then(() => setStatus(visit, status))()}
          onOpen={() => onShow({ kind: 'drawer', visitId: visit.id })}
          onCut={then(() => props.onTake('move', visit, popup.lineId))}
          onCopy={then(() => props.onTake('copy', visit, popup.lineId))}
          onRepeat={canEdit && canRepeat(visit) ? () => onShow({ kind: 'repeat', visitId: visit.id }) : undefined}
          onCancel={() => onShow({ kind: 'cancel', visitId: visit.id })}
        />
      );
    }
    case 'slot': {
      const { columnId, startMin } = popup;
      const block = blockAt(dayOf(columnId), columnId, startMin);
      return (
        <SlotMenu
          rect={popup.rect}
          startMin={startMin}
          canEdit={canEdit}
          clipWho={props.clipWho}
          blockReason={block?.reason ?? null}
          onClose={onClose}
          onBook={then(() => props.onBook(columnId, startMin))}
          onPaste={then(() => props.onPaste(columnId, startMin))}
          onBlock={() => onShow({ kind: 'block', columnId, startMin })}
          onGroup={props.onGroup && then(() => props.onGroup?.(columnId, startMin))}
          onUnblock={then(() => {
            if (block) void removeBlock({ blockId: block.id });
          })}
        />
      );
    }
    case 'column': {
      const { by, id, localDate } = readColumn(popup.columnId);
      const isWeek = localDate !== null;
      const column = columns.find((item) => item.id === popup.columnId);
      const workStart = column?.work[0]?.[0] ?? 540;
      const startMin =
        dayOf(popup.columnId).localDate === today ? Math.max(workStart, Math.ceil(nowMin / 15) * 15) : workStart;
      return (
        <ColumnMenu
          title={column?.title ?? ''}
          rect={popup.rect}
          startMin={Math.min(1380, startMin)}
          canEdit={canEdit && id !== null}
          onHide={by === 'masters' && id !== null && !isWeek ? then(() => props.onHide(id)) : undefined}
          onWeek={id === null || isWeek ? undefined : then(() => props.onWeek(by, id))}
          onDay={isWeek ? then(() => props.onDay(dayOf(popup.columnId).localDate)) : undefined}
          onPlace={isWeek ? undefined : (steps) => then(() => props.onPlace(popup.columnId, steps))()}
          onBlock={() => onShow({ kind: 'block', columnId: popup.columnId, startMin: Math.min(1380, startMin) })}
          onSchedule={then(props.onSchedule)}
          onSubstitute={
            by === 'masters' && id !== null && canEdit
              ? () => void navigate(substitutionPath(id, [dayOf(popup.columnId).localDate]))
              : undefined
          }
          onClose={onClose}
        />
      );
    }
    case 'block': {
      const { by, id } = readColumn(popup.columnId);
      return (
        <BlockDialog
          place={{
            title: columns.find((column) => column.id === popup.columnId)?.title ?? '',
            localDate: dayOf(popup.columnId).localDate,
            staffId: by === 'masters' ? id : null,
            roomId: by === 'rooms' ? id : null,
            startMin: popup.startMin,
          }}
          onClose={onClose}
        />
      );
    }
    case 'drawer':
      return (
        <Suspense>
          <VisitDrawer visitId={popup.visitId} onClose={onClose} />
        </Suspense>
      );
    case 'repeat': {
      const visit = visitIn(days, popup.visitId);
      if (!visit) return null;
      return (
        <Suspense>
          <RepeatDialog visit={repeatableOf(visit)} onClose={onClose} onBooked={() => undefined} />
        </Suspense>
      );
    }
    case 'cancel': {
      const visit = visitIn(days, popup.visitId);
      if (!visit) return null;
      return (
        <Suspense>
          <CancelDialog visit={visit} onClose={onClose} />
        </Suspense>
      );
    }
    default:
      return popup satisfies never;
  }
}

function visitIn(days: readonly Day[], visitId: number): DayVisit | undefined {
  return days.flatMap((day) => day.visits).find(({ id }) => id === visitId);
}

function blockAt(day: Day, columnId: string, minute: number): Day['blocks'][number] | undefined {
  const { by, id } = readColumn(columnId);
  return day.blocks.find(
    (block) =>
      (by === 'masters' ? block.staffId : block.roomId) === id &&
      id !== null &&
      block.startMin <= minute &&
      minute < block.endMin,
  );
}
