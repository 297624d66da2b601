import { ActionIcon, Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconArchive, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ROLES, type Role } from '../../src-shared/access/access.rules.ts';
import type { JobPosition } from '../../src-shared/staff/staff.contract.ts';
import { api } from '../api/client.ts';
import { useCatalogueCommand } from '../services/use-catalogue-command.ts';
import { useReturnFocus } from '../ui/use-return-focus.ts';

/** The positions of the salon and the role that each suggests for an account (S2). */
export function PositionsModal({ onClose }: { readonly onClose: () => void }) {
  useReturnFocus();
  const { t } = useTranslation('staff');
  const positions = useQuery(api.staff.positions.queryOptions({ input: {} }));
  const create = useCatalogueCommand(api.staff.createPosition.mutationOptions());
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role | null>('master');
  const add = async (): Promise<void> => {
    if (name.trim() !== '' && (await create.run({ name, role }))) setName('');
  };
  return (
    <Modal opened onClose={onClose} title={t('positions.title')} size={600}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          // The dialog stands inside the form of the card.
          event.stopPropagation();
          void add();
        }}
      >
        <Stack gap={10}>
          <Text size="sm" c="dimmed">
            {t(positions.data?.length === 0 ? 'positions.empty' : 'positions.hint')}
          </Text>
          {positions.data?.map((position) => (
            <PositionRow key={`${position.id}/${position.version}`} position={position} />
          ))}
          <Group gap={8} align="end" wrap="nowrap">
            <TextInput
              data-autofocus
              flex={1}
              label={t('positions.name')}
              value={name}
              maxLength={80}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <RoleSelect label={t('positions.role')} value={role} onChange={setRole} />
            <Button type="submit" leftSection={<IconPlus size={16} aria-hidden />} loading={create.isPending}>
              {t('common:add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function PositionRow({ position }: { readonly position: JobPosition }) {
  const { t } = useTranslation('staff');
  const [name, setName] = useState(position.name);
  const update = useCatalogueCommand(api.staff.updatePosition.mutationOptions());
  const write = (values: Parameters<typeof update.run>[0]['values']) =>
    void update.run({ jobPositionId: position.id, version: position.version, values });
  const rename = (): void => {
    if (name.trim() === '') setName(position.name);
    else if (name.trim() !== position.name) write({ name });
  };
  return (
    <Group gap={8} wrap="nowrap">
      <TextInput
        flex={1}
        aria-label={t('positions.name')}
        value={name}
        maxLength={80}
        rightSection={
          <span className="z-unit z-unit-right">{t('positions.people', { count: position.staffCount })}</span>
        }
        rightSectionWidth={92}
        onChange={(event) => setName(event.currentTarget.value)}
        onBlur={rename}
        onKeyDown={(event) => {
          if (event.code !== 'Enter') return;
          event.preventDefault();
          rename();
        }}
      />
      <RoleSelect
        aria-label={t('positions.role')}
        value={position.role}
        onChange={(role) => {
          if (role !== position.role) write({ role });
        }}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`${t('common:archive')}: ${position.name}`}
        onClick={() => write({ isArchived: true })}
      >
        <IconArchive size={18} aria-hidden />
      </ActionIcon>
    </Group>
  );
}

interface RoleSelectProps {
  readonly label?: string;
  readonly 'aria-label'?: string;
  readonly value: Role | null;
  readonly onChange: (role: Role | null) => void;
}

function RoleSelect({ value, onChange, ...labels }: RoleSelectProps) {
  const { t } = useTranslation('staff');
  return (
    <Select
      {...labels}
      w={190}
      allowDeselect={false}
      data={[
        { value: '', label: t('positions.noRole') },
        ...ROLES.map((role) => ({ value: role, label: t(`common:roles.${role}`) })),
      ]}
      value={value ?? ''}
      onChange={(chosen) => onChange(ROLES.find((role) => role === chosen) ?? null)}
    />
  );
}
