import { ActionIcon, Alert, Button, Group, Menu, Modal, NumberInput, Stack, Switch, TextInput } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconDoor, IconDots, IconPencil, IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
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
import '../ui/data-table.css';
import { useReturnFocus } from '../ui/use-return-focus.ts';

/** Rooms and halls with their places. */
export function RoomsPage() {
  const { t } = useTranslation('rooms');
  const canEdit = useCan('edit_catalogue');
  const [withArchived, setWithArchived] = useState(false);
  const [edited, setEdited] = useState<Room | 'new' | null>(null);
  const list = useQuery(api.rooms.list.queryOptions({ input: { withArchived }, placeholderData: keepPreviousData }));
  const staff = useQuery(api.staff.list.queryOptions({ input: {} }));
  const archive = useCatalogueCommand(api.rooms.setArchived.mutationOptions());
  const rooms = list.data ?? [];
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
                <th scope="col">{t('columns.staff')}</th>
                <th scope="col" aria-label={t('more', { name: '' })} />
              </tr>
            </thead>
            <tbody>
              {rooms.map((room) => {
                const people = (staff.data ?? []).filter(({ defaultRoomId }) => defaultRoomId === room.id);
                return (
                  <tr key={room.id} data-archived={room.isArchived || undefined}>
                    <td>
                      {canEdit ? (
                        <button type="button" className="z-link" onClick={() => setEdited(room)}>
                          {room.name}
                        </button>
                      ) : (
                        room.name
                      )}
                      {room.isArchived && <span className="z-tag">{t('archived')}</span>}
                    </td>
                    <td className="z-number">{room.capacity}</td>
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
      {edited && <RoomModal room={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </div>
  );
}

function RoomModal({ room, onClose }: { readonly room: Room | null; readonly onClose: () => void }) {
  useReturnFocus();
  const { t } = useTranslation('rooms');
  const [name, setName] = useState(room?.name ?? '');
  const [capacity, setCapacity] = useState<number | null>(room?.capacity ?? 1);
  const [isAsked, setAsked] = useState(false);
  const create = useCatalogueCommand(api.rooms.create.mutationOptions());
  const update = useCatalogueCommand(api.rooms.update.mutationOptions());
  const isCapacityFine = capacity !== null && capacity >= 1 && capacity <= 100;
  const save = async (): Promise<void> => {
    setAsked(true);
    if (name.trim() === '' || !isCapacityFine) return;
    const values = { name, capacity };
    const done = room ? await update.run({ roomId: room.id, version: room.version, values }) : await create.run(values);
    if (done) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={room ? room.name : t('add')} size="sm">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap={14}>
          <TextInput
            data-autofocus
            label={t('columns.name')}
            value={name}
            maxLength={80}
            error={isAsked && name.trim() === '' ? t('nameRequired') : null}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NumberInput
            label={t('columns.capacity')}
            description={t('capacityHint')}
            value={capacity ?? ''}
            min={1}
            max={100}
            allowDecimal={false}
            error={isAsked && !isCapacityFine ? t('capacityRange') : null}
            onChange={(value) => setCapacity(typeof value === 'number' ? value : null)}
          />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" loading={create.isPending || update.isPending}>
              {t('common:save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
