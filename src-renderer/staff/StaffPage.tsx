import { ActionIcon, Button, Menu, Switch } from '@mantine/core';
import { modals } from '@mantine/modals';
import {
  IconArchive,
  IconArchiveOff,
  IconArrowDown,
  IconArrowUp,
  IconArrowsExchange,
  IconCalendarTime,
  IconDots,
  IconPencil,
  IconPlus,
  IconUsersGroup,
} from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { formatDate } from '../../src-shared/i18n/format.ts';
import type { Room } from '../../src-shared/rooms/rooms.contract.ts';
import type { StaffMember } from '../../src-shared/staff/staff.contract.ts';
import { personName } from '../../src-shared/staff/staff.rules.ts';
import { api } from '../api/client.ts';
import { codedError } from '../api/error-text.ts';
import { useCommand } from '../api/use-command.tsx';
import { useCan, useDesk, useLocale, useSettings } from '../app/session.ts';
import { useCatalogueCommand } from '../services/use-catalogue-command.ts';
import { substitutionPath } from '../substitution/substitution-path.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ListPage } from '../ui/ListPage.tsx';
import { swatchColour } from '../ui/Swatches.tsx';
import { WarningsBanner } from './DocumentWarnings.tsx';
import { StaffAvatar } from './StaffAvatar.tsx';
import { StaffDrawer } from './StaffDrawer.tsx';
import './staff.css';

/** The people who work in the salon, in the order of the journal's columns. `?person=5&tab=documents` opens a card. */
export function StaffPage() {
  const { t } = useTranslation('staff');
  const canEdit = useCan('edit_catalogue');
  const [search, setSearch] = useSearchParams();
  const [wantsArchived, setWithArchived] = useState(false);
  const withArchived = wantsArchived || search.has('archived');
  const list = useQuery(api.staff.list.queryOptions({ input: { withArchived }, placeholderData: keepPreviousData }));
  const rooms = useQuery(api.rooms.list.queryOptions({ input: {} }));
  const people = list.data ?? [];
  const asked = search.get('person');
  const opened = people.find(({ id }) => String(id) === asked) ?? null;
  const open = (person: number | 'new', tab?: string): void =>
    setSearch({ person: String(person), ...(tab === undefined ? {} : { tab }) });
  const add = canEdit && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => open('new')}>
      {t('add')}
    </Button>
  );
  return (
    <ListPage
      title={t('title')}
      {...(list.data ? { fact: t('count', { count: people.length }) } : {})}
      query={list}
      notice={<WarningsBanner onOpen={(staffId) => open(staffId, 'documents')} />}
      actions={
        <>
          <Switch
            label={t('withArchived')}
            checked={withArchived}
            onChange={(event) => setWithArchived(event.currentTarget.checked)}
          />
          {add}
        </>
      }
      empty={
        people.length === 0 ? (
          <EmptyState icon={IconUsersGroup} title={t('empty.title')} text={t('empty.text')} action={add} />
        ) : null
      }
      overlay={
        (asked === 'new' || opened) && (
          <StaffDrawer
            key={opened?.id ?? 'new'}
            person={opened}
            peopleBefore={people.length}
            rooms={rooms.data ?? []}
            canEdit={canEdit}
            firstTab={search.get('tab')}
            onClose={() => setSearch({})}
          />
        )
      }
    >
      <StaffTable people={people} rooms={rooms.data ?? []} canEdit={canEdit} onOpen={open} />
    </ListPage>
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
                  <StaffAvatar
                    name={name}
                    colour={swatchColour(person.colour)}
                    photoFileId={person.photoFileId}
                    size={32}
                  />
                  <span>
                    <span>
                      {name}
                      {person.isArchived && <span className="z-tag">{t('archived')}</span>}
                    </span>
                    <small>{[person.jobTitle, person.levelName].filter(Boolean).join(', ')}</small>
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
  const locale = useLocale();
  const navigate = useNavigate();
  const canMoveVisits = useCan('edit_journal');
  const { today } = useDesk();
  const archive = useCommand(api.staff.setArchived.mutationOptions(), {
    onRefused: (error) => {
      const coded = codedError(error);
      const { count, lastDate } = coded?.data ?? {};
      if (coded?.code !== 'CONFLICT' || typeof count !== 'number' || typeof lastDate !== 'string') return false;
      modals.openConfirmModal({
        title: t('faults.VISITS_AHEAD', { name, count, date: formatDate(lastDate, 'dayMonth', locale) }),
        children: t('archive.ahead'),
        labels: { confirm: t('archive.substitute'), cancel: t('common:close') },
        onConfirm: () => void navigate(substitutionPath(person.id, [today, lastDate])),
      });
      return true;
    },
  });
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
        {canMoveVisits && !person.isArchived && (
          <Menu.Item
            leftSection={<IconArrowsExchange size={16} />}
            onClick={() => void navigate(substitutionPath(person.id))}
          >
            {t('substitute')}
          </Menu.Item>
        )}
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
