import { ActionIcon, Alert, Button, Menu, Switch } from '@mantine/core';
import {
  IconArchive,
  IconArchiveOff,
  IconArrowDown,
  IconArrowUp,
  IconDoor,
  IconDots,
  IconPencil,
  IconPlus,
} from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useTranslation } from 'react-i18next';
import type { Room } from '../../src-shared/rooms/rooms.contract.ts';
import { shortPersonName } from '../../src-shared/staff/staff.rules.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useCan } from '../app/session.ts';
import { ListSkeleton } from '../services/ServicesPage.tsx';
import { useCatalogueCommand } from '../services/use-catalogue-command.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { RoomDrawer } from './RoomDrawer.tsx';
import '../ui/data-table.css';

/** Rooms and halls with their places. */
export function RoomsPage() {
  const { t } = useTranslation('rooms');
  const canEdit = useCan('edit_catalogue');
  // `?room=5` opens a card: the search of everything leads here.
  const [params, setParams] = useSearchParams();
  const [wantsArchived, setWithArchived] = useState(false);
  const withArchived = wantsArchived || params.has('archived');
  const [openedId, setOpenedId] = useState<number | 'new' | null>(null);
  const editedId = openedId ?? (Number(params.get('room')) || null);
  const setEditedId = (next: number | 'new' | null): void => {
    if (params.size > 0) setParams({}, { replace: true });
    setOpenedId(next);
  };
  const list = useQuery(api.rooms.list.queryOptions({ input: { withArchived }, placeholderData: keepPreviousData }));
  const staff = useQuery(api.staff.list.queryOptions({ input: {} }));
  const archive = useCatalogueCommand(api.rooms.setArchived.mutationOptions());
  const reorder = useCatalogueCommand(api.rooms.reorder.mutationOptions());
  const rooms = list.data ?? [];
  // By its id, so that the card shows what was changed elsewhere.
  const edited = editedId === 'new' ? 'new' : (rooms.find(({ id }) => id === editedId) ?? null);
  const setEdited = (room: Room | 'new' | null): void => setEditedId(room === null || room === 'new' ? room : room.id);
  const move = (index: number, by: number): void => {
    const ids = rooms.map(({ id }) => id);
    const [moved] = ids.splice(index, 1);
    if (moved !== undefined) void reorder.run({ roomIds: ids.toSpliced(index + by, 0, moved) });
  };
  return (
    <div className="z-list">
      <PageHeader title={t('title')} fact={list.data ? t('count', { count: rooms.length }) : ''}>
        <Switch
          label={t('withArchived')}
          checked={withArchived}
          onChange={(event) => setWithArchived(event.currentTarget.checked)}
        />
        {canEdit && (
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setEdited('new')}>
            {t('add')}
          </Button>
        )}
      </PageHeader>
      <div className="z-list-body">
        {list.isPending && <ListSkeleton />}
        {list.isError && <Alert color="danger">{errorText(list.error, t)}</Alert>}
        {list.data && rooms.length === 0 && (
          <EmptyState
            icon={IconDoor}
            title={t('empty.title')}
            text={t('empty.text')}
            action={canEdit && <Button onClick={() => setEdited('new')}>{t('add')}</Button>}
          />
        )}
        {rooms.length > 0 && (
          <table className="z-table">
            <thead>
              <tr>
                <th scope="col">{t('columns.name')}</th>
                <th scope="col" className="z-number">
                  {t('columns.capacity')}
                </th>
                <th scope="col">{t('columns.hours')}</th>
                <th scope="col">{t('columns.services')}</th>
                <th scope="col">{t('columns.staff')}</th>
                <th scope="col" aria-label={t('more', { name: '' })} />
              </tr>
            </thead>
            <tbody>
              {rooms.map((room, index) => {
                const people = (staff.data ?? []).filter(
                  ({ id, defaultRoomId }) => defaultRoomId === room.id || room.staffIds.includes(id),
                );
                return (
                  <tr key={room.id} data-archived={room.isArchived || undefined}>
                    <td>
                      <button type="button" className="z-link" onClick={() => setEdited(room)}>
                        {room.name}
                      </button>
                      {room.kind === 'equipment' && <span className="z-tag">{t('kinds.equipment')}</span>}
                      {room.isArchived && <span className="z-tag">{t('archived')}</span>}
                    </td>
                    <td className="z-number">{room.capacity}</td>
                    <td className="z-dim">{t(room.weekHours === null ? 'hours.asSalon' : 'hours.ownShort')}</td>
                    <td className="z-dim">
                      {room.serviceIds.length === 0
                        ? t('anyService')
                        : t('servicesCount', { count: room.serviceIds.length })}
                    </td>
                    <td className="z-dim">{people.map(shortPersonName).join(', ') || t('noStaff')}</td>
                    <td className="z-actions">
                      {canEdit && (
                        <>
                          <ActionIcon
                            variant="subtle"
                            color="gray"
                            aria-label={t('edit', { name: room.name })}
                            onClick={() => setEdited(room)}
                          >
                            <IconPencil size={18} aria-hidden />
                          </ActionIcon>
                          <Menu position="bottom-end">
                            <Menu.Target>
                              <ActionIcon variant="subtle" color="gray" aria-label={t('more', { name: room.name })}>
                                <IconDots size={18} aria-hidden />
                              </ActionIcon>
                            </Menu.Target>
                            <Menu.Dropdown>
                              {!room.isArchived && (
                                <>
                                  <Menu.Item
                                    leftSection={<IconArrowUp size={16} aria-hidden />}
                                    disabled={index === 0}
                                    onClick={() => move(index, -1)}
                                  >
                                    {t('up')}
                                  </Menu.Item>
                                  <Menu.Item
                                    leftSection={<IconArrowDown size={16} aria-hidden />}
                                    disabled={index === rooms.length - 1}
                                    onClick={() => move(index, 1)}
                                  >
                                    {t('down')}
                                  </Menu.Item>
                                </>
                              )}
                              <Menu.Item
                                leftSection={room.isArchived ? <IconArchiveOff size={16} /> : <IconArchive size={16} />}
                                onClick={() =>
                                  void archive.run({
                                    roomId: room.id,
                                    version: room.version,
                                    isArchived: !room.isArchived,
                                  })
                                }
                              >
                                {t(room.isArchived ? 'common:restore' : 'common:archive')}
                              </Menu.Item>
                            </Menu.Dropdown>
                          </Menu>
                        </>
                      )}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
      </div>
      {edited && (
        <RoomDrawer
          key={edited === 'new' ? 0 : edited.id}
          room={edited === 'new' ? null : edited}
          canEdit={canEdit}
          onClose={() => setEdited(null)}
        />
      )}
    </div>
  );
}
