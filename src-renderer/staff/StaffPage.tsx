import { ActionIcon, Alert, Button, Menu, Switch } from '@mantine/core';
import {
  IconArchive,
  IconArchiveOff,
  IconArrowDown,
  IconArrowUp,
  IconCalendarTime,
  IconDots,
  IconPencil,
  IconPlus,
  IconUsersGroup,
} from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { formatDate } from '../../src-shared/i18n/format.ts';
import type { Room } from '../../src-shared/rooms/rooms.contract.ts';
import type { StaffMember } from '../../src-shared/staff/staff.contract.ts';
import { personName } from '../../src-shared/staff/staff.rules.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useCan, useLocale, useSettings } from '../app/session.ts';
import { ListSkeleton } from '../services/ServicesPage.tsx';
import { useCatalogueCommand } from '../services/use-catalogue-command.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Initials } from '../ui/Initials.tsx';
import { PageHeader } from '../ui/PageHeader.tsx';
import { swatchColour } from '../ui/Swatches.tsx';
import { StaffDrawer } from './StaffDrawer.tsx';
import '../ui/data-table.css';

/** The people who work in the salon, in the order of the journal's columns. */
export function StaffPage() {
  const { t } = useTranslation('staff');
  const canEdit = useCan('edit_catalogue');
  const [withArchived, setWithArchived] = useState(false);
  const [openId, setOpenId] = useState<number | 'new' | null>(null);
  const list = useQuery(api.staff.list.queryOptions({ input: { withArchived }, placeholderData: keepPreviousData }));
  const rooms = useQuery(api.rooms.list.queryOptions({ input: {} }));
  const people = list.data ?? [];
  const opened = people.find(({ id }) => id === openId) ?? null;
  return (
    <div className="z-list">
      <PageHeader title={t('title')} fact={list.data ? t('count', { count: people.length }) : ''}>
        <Switch
          label={t('withArchived')}
          checked={withArchived}
          onChange={(event) => setWithArchived(event.currentTarget.checked)}
        />
        {canEdit && (
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpenId('new')}>
            {t('add')}
          </Button>
        )}
      </PageHeader>
      <div className="z-list-body">
        {list.isPending && <ListSkeleton />}
        {list.isError && <Alert color="danger">{errorText(list.error, t)}</Alert>}
        {list.data && people.length === 0 && (
          <EmptyState
            icon={IconUsersGroup}
            title={t('empty.title')}
            text={t('empty.text')}
            action={canEdit && <Button onClick={() => setOpenId('new')}>{t('add')}</Button>}
          />
        )}
        {people.length > 0 && (
          <StaffTable people={people} rooms={rooms.data ?? []} canEdit={canEdit} onOpen={setOpenId} />
        )}
      </div>
      {openId !== null && (openId === 'new' || opened) && (
        <StaffDrawer
          key={opened?.id ?? 'new'}
          person={opened}
          peopleBefore={people.length}
          rooms={rooms.data ?? []}
          canEdit={canEdit}
          onClose={() => setOpenId(null)}
        />
      )}
    </div>
  );
}

interface StaffTableProps {
  readonly people: readonly StaffMember[];
  readonly rooms: readonly Room[];
  readonly canEdit: boolean;
  readonly onOpen: (staffId: number) => void;
}

function StaffTable({ people, rooms, canEdit, onOpen }: StaffTableProps) {
  const { t } = useTranslation('staff');
  const locale = useLocale();
  const { nameOrder } = useSettings();
  const roomNames = new Map(rooms.map(({ id, name }) => [id, name]));
  return (
    <table className="z-table">
      <thead>
        <tr>
          <th scope="col">{t('columns.name')}</th>
          <th scope="col">{t('columns.phone')}</th>
          <th scope="col">{t('columns.room')}</th>
          <th scope="col">{t('columns.services')}</th>
          <th scope="col">{t('columns.hired')}</th>
          <th scope="col" aria-label={t('more', { name: '' })} />
        </tr>
      </thead>
      <tbody>
        {people.map((person, index) => {
          const name = personName(person, nameOrder);
          return (
            <tr key={person.id} data-archived={person.isArchived || undefined}>
              <td>
                <button type="button" className="z-link z-person" onClick={() => onOpen(person.id)}>
                  <Initials name={name} colour={swatchColour(person.colour)} size={32} />
                  <span>
                    <span>
                      {name}
                      {person.isArchived && <span className="z-tag">{t('archived')}</span>}
                    </span>
                    <small>{[person.jobTitle, person.level].filter(Boolean).join(', ')}</small>
                  </span>
                </button>
              </td>
              <td style={{ whiteSpace: 'nowrap' }}>{person.phone}</td>
              <td>{person.defaultRoomId === null ? '' : roomNames.get(person.defaultRoomId)}</td>
              <td>
                {person.services.length === 0 ? (
                  <span className={person.isArchived ? 'z-dim' : 'z-warn'}>{t('noServices')}</span>
                ) : (
                  t('servicesCount', { count: person.services.length })
                )}
              </td>
              <td className="z-dim" style={{ whiteSpace: 'nowrap' }}>
                {person.hiredOn && formatDate(person.hiredOn, 'short', locale)}
                {person.leftOn && ` ${t('until', { date: formatDate(person.leftOn, 'short', locale) })}`}
              </td>
              <td className="z-actions">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('open', { name })}
                  onClick={() => onOpen(person.id)}
                >
                  <IconPencil size={18} aria-hidden />
                </ActionIcon>
                <PersonMenu people={people} person={person} name={name} index={index} canEdit={canEdit} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface PersonMenuProps {
  readonly people: readonly StaffMember[];
  readonly person: StaffMember;
  readonly name: string;
  readonly index: number;
  readonly canEdit: boolean;
}

function PersonMenu({ people, person, name, index, canEdit }: PersonMenuProps) {
  const { t } = useTranslation('staff');
  const navigate = useNavigate();
  const archive = useCatalogueCommand(api.staff.setArchived.mutationOptions());
  const reorder = useCatalogueCommand(api.staff.reorder.mutationOptions());
  const move = (by: -1 | 1): void => {
    const staffIds = people.map(({ id }) => id);
    staffIds.splice(index, 1);
    staffIds.splice(index + by, 0, person.id);
    void reorder.run({ staffIds });
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('more', { name })}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconCalendarTime size={16} />} onClick={() => void navigate('/schedule')}>
          {t('openSchedule')}
        </Menu.Item>
        {canEdit && (
          <>
            <Menu.Item leftSection={<IconArrowUp size={16} />} disabled={index === 0} onClick={() => move(-1)}>
              {t('moveUp')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconArrowDown size={16} />}
              disabled={index === people.length - 1}
              onClick={() => move(1)}
            >
              {t('moveDown')}
            </Menu.Item>
            <Menu.Item
              leftSection={person.isArchived ? <IconArchiveOff size={16} /> : <IconArchive size={16} />}
              onClick={() =>
                void archive.run({ staffId: person.id, version: person.version, isArchived: !person.isArchived })
              }
            >
              {t(person.isArchived ? 'common:restore' : 'common:archive')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
