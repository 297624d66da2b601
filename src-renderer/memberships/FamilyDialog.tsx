import { ActionIcon, NumberInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Membership } from '../../src-shared/memberships/memberships.contract.ts';
import { api, type client } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { ClientPicker } from '../clients/ClientPicker.tsx';
import { ActDialog } from '../ui/ActDialog.tsx';

type Member = Pick<
  Awaited<ReturnType<typeof client.memberships.card>>['members'][number],
  'clientId' | 'clientName' | 'maxUnits'
>;

interface FamilyDialogProps {
  readonly membership: Membership;
  readonly members: readonly Member[];
  readonly onClose: () => void;
}

/** Who else may use a membership, and how much. */
export function FamilyDialog({ membership, members: before, onClose }: FamilyDialogProps) {
  const { t } = useTranslation('memberships');
  const [members, setMembers] = useState<readonly Member[]>(before);
  const save = useCommand(api.memberships.setMembers.mutationOptions());
  const submit = async (): Promise<void> => {
    const done = await save.run({
      membershipId: membership.id,
      version: membership.version,
      members: members.map(({ clientId, maxUnits }) => ({ clientId, maxUnits })),
    });
    if (done) onClose();
  };
  return (
    <ActDialog
      title={t('family.title', { title: membership.title })}
      confirm={t('common:save')}
      isPending={save.isPending}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      {members.length === 0 && <p className="z-dim">{t('family.none')}</p>}
      {members.map((member) => (
        <div key={member.clientId} className="z-pass-line">
          <span>{member.clientName}</span>
          <NumberInput
            aria-label={`${t('family.limit')}: ${member.clientName}`}
            placeholder={t('family.anyLimit')}
            w={170}
            min={1}
            max={1000}
            allowDecimal={false}
            value={member.maxUnits ?? ''}
            onChange={(value) =>
              setMembers(
                members.map((one) =>
                  one === member ? { ...one, maxUnits: typeof value === 'number' ? value : null } : one,
                ),
              )
            }
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('family.remove', { name: member.clientName })}
            onClick={() => setMembers(members.filter((one) => one !== member))}
          >
            <IconX size={18} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <ClientPicker
        // Each one that was added leaves an empty field for the next.
        key={members.length}
        value={null}
        isExistingOnly
        autoFocus
        label={t('family.add')}
        onChange={(picked) => {
          if (picked === null || !('id' in picked)) return;
          const { id: clientId } = picked;
          if (clientId === membership.clientId || members.some((one) => one.clientId === clientId)) return;
          setMembers([...members, { clientId, clientName: picked.name, maxUnits: null }]);
        }}
      />
    </ActDialog>
  );
}
