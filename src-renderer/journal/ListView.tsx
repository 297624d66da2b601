import { Button, Table } from '@mantine/core';
import { IconCalendarOff, IconStar } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { healthLines } from '../../src-shared/clients/client-card.rules.ts';
import type { Day, DayLine, DayVisit } from '../../src-shared/journal/journal.contract.ts';
import { formatRange } from '../../src-shared/kernel/wall-time.ts';
import { ClientMarkChip } from '../clients/ClientMarkChip.tsx';
import { useActions } from '../app/actions.ts';
import { useCan, useMoney } from '../app/session.ts';
import { SidePanel } from '../app/SidePanel.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { daySums } from './day-figures.ts';
import type { GridRect } from './grid/grid-model.ts';
import type { GoTo, JournalAddress } from './journal-address.ts';
import { JournalChips, USUAL_ZOOM } from './JournalChips.tsx';
import { type JournalFilter, isLookedFor, isShownMaster } from './journal-filter.ts';
import { JournalPopups, type Popup } from './JournalPopups.tsx';
import { JournalSide } from './JournalSide.tsx';
import { StatusSign } from './StatusSign.tsx';
import { usePayVisit } from './use-pay-visit.ts';
import { usePreferences } from './use-preferences.ts';

interface ListViewProps {
  readonly day: Day;
  readonly isReady: boolean;
  readonly address: JournalAddress;
  readonly filter: JournalFilter;
  readonly onFilter: (change: Partial<JournalFilter>) => void;
  readonly onGo: GoTo;
}

interface Row {
  readonly visit: DayVisit;
  readonly line: DayLine;
}

/** The day as a table: the twin of the grid for a screen reader and for paper (ui.md 4). */
export function ListView({ day, isReady, address, filter, onFilter, onGo }: ListViewProps) {
  const { t } = useTranslation('journal');
  const money = useMoney();
  const canEdit = useCan('edit_journal');
  const { preferences, save } = usePreferences();
  const [popup, setPopup] = useState<Popup | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  const { pay } = usePayVisit();
  const sums = daySums([day]);
  const rows = rowsOf(day, filter, preferences.showCancelled, preferences.hiddenStaffIds);
  const staff = new Map<number, string>(day.staff.map(({ id, name }) => [id, name]));
  const rooms = new Map<number, string>(day.rooms.map(({ id, name }) => [id, name]));
  useActions(
    [
      {
        id: 'checkout.pay',
        title: 'checkout:screen.actions.pay',
        group: 'journal',
        shortcut: 'F8',
        permission: 'take_payment',
        run: () => {
          const row = document.activeElement?.closest<HTMLElement>('[data-visit]') ?? opener.current?.closest('tr');
          const visitId = Number(row instanceof HTMLElement ? row.dataset['visit'] : 0);
          pay(day.visits.find(({ id }) => id === visitId));
        },
      },
      {
        id: 'journal.book',
        title: 'journal:screen.actions.book',
        group: 'journal',
        shortcut: 'F2',
        permission: 'edit_journal',
        // The form stands beside its place on the grid.
        run: () => onGo({ view: 'day' }),
      },
    ],
    [],
  );
  const show = (next: Popup, from: HTMLElement): void => {
    opener.current = from;
    setPopup(next);
  };
  const close = (): void => {
    setPopup(null);
    setTimeout(() => opener.current?.focus(), 0);
  };
  const rectOf = (element: HTMLElement): GridRect => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { left, top, width, height };
  };
  return (
    <>
      <SidePanel>
        <JournalSide
          date={address.date}
          day={day}
          byStatus={sums.byStatus}
          hiddenStaffIds={preferences.hiddenStaffIds}
          showCancelled={preferences.showCancelled}
          filter={filter.status}
          onDay={(date) => onGo({ date })}
          onHidden={(hiddenStaffIds) => save({ hiddenStaffIds })}
          onShowCancelled={(showCancelled) => save({ showCancelled })}
          onFilter={(status) => onFilter({ status })}
          onWindow={() => onGo({ view: 'day' })}
        />
      </SidePanel>
      <JournalChips
        figures={{ ...sums, plannedText: money(sums.plannedMinor) }}
        filter={filter}
        isWeek={false}
        day={day}
        onFilter={onFilter}
        notWorking={0}
        showsNotWorking={false}
        onNotWorking={() => undefined}
        hidden={day.staff.filter(({ id }) => preferences.hiddenStaffIds.includes(id)).length}
        onShowHidden={() => save({ hiddenStaffIds: [] })}
        stepMin={preferences.gridStepMin}
        onStep={(gridStepMin) => save({ gridStepMin })}
        zoom={USUAL_ZOOM}
        onZoom={null}
        clip={null}
        onClipEnd={() => undefined}
      />
      <div className="zj-list" aria-busy={!isReady}>
        {rows.length === 0 ? (
          <EmptyState
            icon={IconCalendarOff}
            title={t(day.visits.length === 0 ? 'screen.list.empty' : 'screen.list.filtered')}
            action={
              canEdit ? (
                <Button size="sm" onClick={() => onGo({ view: 'day' })}>
                  {t('screen.list.toGrid')}
                </Button>
              ) : undefined
            }
          />
        ) : (
          <Table stickyHeader highlightOnHover verticalSpacing={6} className="z-data-table">
            <Table.Caption className="z-visually-hidden">
              {t('screen.list.caption', { count: rows.length })}
            </Table.Caption>
            <Table.Thead>
              <Table.Tr>
                {(['time', 'client', 'service', 'staff', 'room', 'status', 'price', 'comment'] as const).map((name) => (
                  <Table.Th key={name} scope="col" ta={name === 'price' ? 'right' : undefined}>
                    {t(`screen.list.columns.${name}`)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map(({ visit, line }) => {
                const time = formatRange(line.startMin, line.startMin + line.durationMin);
                const client = visit.clientName || t('screen.card.client');
                const status = t(`screen.status.${visit.status}`);
                return (
                  <Table.Tr
                    key={line.id}
                    data-status={visit.status}
                    data-visit={visit.id}
                    onContextMenu={(event) => {
                      event.preventDefault();
                      const rect = { left: event.clientX, top: event.clientY, width: 0, height: 0 };
                      const from = event.currentTarget.querySelector<HTMLElement>('button') ?? event.currentTarget;
                      show({ kind: 'visit', visitId: visit.id, lineId: line.id, rect, isShort: false }, from);
                    }}
                  >
                    <Table.Td className="z-number">{time}</Table.Td>
                    <Table.Td>
                      <button
                        type="button"
                        className="zj-link"
                        aria-label={t('screen.card.label', {
                          time,
                          client,
                          service: line.serviceName,
                          price: money(line.priceMinor),
                          status,
                        })}
                        onClick={(event) => show({ kind: 'drawer', visitId: visit.id }, event.currentTarget)}
                      >
                        {client}
                      </button>
                      {visit.clientPhone !== null && <span className="zj-list-phone">{visit.clientPhone}</span>}
                      {visit.clientCategory && <ClientMarkChip mark={visit.clientCategory} />}
                      {healthLines(visit, t).map((warning) => (
                        <span key={warning} className="zj-list-allergy">
                          {warning}
                        </span>
                      ))}
                    </Table.Td>
                    <Table.Td>{line.serviceName}</Table.Td>
                    <Table.Td>
                      {staff.get(line.staffId) ?? ''}
                      {visit.wantsThisMaster && (
                        <IconStar size={13} className="zj-list-star" aria-label={t('screen.card.wantsMaster')} />
                      )}
                    </Table.Td>
                    <Table.Td>{line.roomId === null ? '' : (rooms.get(line.roomId) ?? '')}</Table.Td>
                    <Table.Td>
                      <button
                        type="button"
                        className="zj-list-status"
                        aria-label={t('screen.list.changeStatus', { client, status })}
                        aria-haspopup="menu"
                        onClick={(event) => {
                          const rect = rectOf(event.currentTarget);
                          const next = { visitId: visit.id, lineId: line.id, rect, isShort: true };
                          show({ kind: 'visit', ...next }, event.currentTarget);
                        }}
                      >
                        <StatusSign status={visit.status} />
                        {status}
                      </button>
                    </Table.Td>
                    <Table.Td ta="right" className="z-number">
                      {money(line.priceMinor)}
                    </Table.Td>
                    <Table.Td className="zj-list-comment">
                      {[visit.comment, visit.clientNote].filter(Boolean).join(' · ')}
                    </Table.Td>
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
        )}
      </div>
      <JournalPopups
        popup={popup}
        days={[day]}
        dayOf={() => day}
        columns={[]}
        clipWho={null}
        onShow={setPopup}
        onClose={close}
        onBook={() => onGo({ view: 'day' })}
        onPaste={() => undefined}
        onTake={() => onGo({ view: 'day' })}
        onHide={() => undefined}
        onSchedule={() => undefined}
        onWeek={(by, id) => onGo({ view: 'week', by, id })}
        onDay={(date) => onGo({ date })}
        onPlace={() => undefined}
      />
    </>
  );
}

/** Services of the day by start, as far as they are looked for. */
function rowsOf(day: Day, filter: JournalFilter, showsCancelled: boolean, hiddenStaffIds: readonly number[]): Row[] {
  const hidden = new Set(hiddenStaffIds);
  const shown = new Set(day.staff.filter((person) => isShownMaster(filter, person, day)).map(({ id }): number => id));
  return day.visits
    .filter((visit) => showsCancelled || filter.status === 'cancelled' || visit.status !== 'cancelled')
    .flatMap((visit) => visit.lines.map((line): Row => ({ visit, line })))
    .filter(({ visit, line }) => isLookedFor(filter, visit, line))
    .filter(({ line }) => shown.has(line.staffId) && !hidden.has(line.staffId))
    .sort((a, b) => a.line.startMin - b.line.startMin || a.line.id - b.line.id);
}
