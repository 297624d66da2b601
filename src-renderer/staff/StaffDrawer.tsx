import { Alert, Button, Tabs } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ServiceId } from '../../src-shared/contract-base.ts';
import type { Room } from '../../src-shared/rooms/rooms.contract.ts';
import type { StaffMember } from '../../src-shared/staff/staff.contract.ts';
import { personName } from '../../src-shared/staff/staff.rules.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useCan, useSession, useSettings } from '../app/session.ts';
import { useCatalogueCommand } from '../services/use-catalogue-command.ts';
import { substitutionPath } from '../substitution/substitution-path.ts';
import { EntityCard } from '../ui/EntityCard.tsx';
import { DocumentsTab } from './DocumentsTab.tsx';
import { NotesTab } from './NotesTab.tsx';
import { PhotoField } from './PhotoField.tsx';
import { type StaffDraft, draftOf, faultsOf, isSameCard, isSameServices, valuesOf } from './staff-draft.ts';
import { PersonalFields, WorkFields } from './StaffFields.tsx';
import { StaffServices } from './StaffServices.tsx';
import { TrainingsTab } from './TrainingsTab.tsx';
import './staff.css';

interface StaffDrawerProps {
  /** Null = a new one. */
  readonly person: StaffMember | null;
  /** How many people there are already. */
  readonly peopleBefore: number;
  readonly rooms: readonly Room[];
  readonly canEdit: boolean;
  /** The tab to begin with. */
  readonly firstTab: string | null;
  readonly onClose: () => void;
}

const PAPER_TABS: readonly string[] = ['documents', 'trainings', 'notes'];

/** The card of a person: who they are, what they do, and their papers. */
export function StaffDrawer({ person, peopleBefore, rooms, canEdit, firstTab, onClose }: StaffDrawerProps) {
  const { t } = useTranslation('staff');
  const navigate = useNavigate();
  const { nameOrder } = useSettings();
  const canMoveVisits = useCan('edit_journal');
  const managesUsers = useCan('manage_users');
  const isOwn = useSession().user.staffId === person?.id;
  const seesPapers = person !== null && (canEdit || managesUsers || isOwn);
  const [first] = useState(() => draftOf(person, peopleBefore));
  const [draft, setDraft] = useState(first);
  const [isAsked, setAsked] = useState(false);
  const [tab, setTab] = useState<string>(
    firstTab !== null && (!PAPER_TABS.includes(firstTab) || seesPapers) ? firstTab : 'personal',
  );
  const create = useCatalogueCommand(api.staff.create.mutationOptions());
  const update = useCatalogueCommand(api.staff.update.mutationOptions());
  const setServices = useCatalogueCommand(api.staff.setServices.mutationOptions());
  const papers = useQuery({
    ...api.staff.papers.queryOptions({ input: { staffId: person?.id ?? (0 as StaffMember['id']) } }),
    enabled: seesPapers,
  });
  const set = (values: Partial<StaffDraft>): void => setDraft((known) => ({ ...known, ...values }));
  const faults = faultsOf(draft);

  const save = async (): Promise<void> => {
    setAsked(true);
    if (Object.keys(faults).length > 0) return setTab(faults.firstName || faults.phone ? 'personal' : 'work');
    const services = [...draft.services].map(([serviceId, terms]) => ({ serviceId: serviceId as ServiceId, ...terms }));
    const values = valuesOf(draft);
    if (!person) {
      const made = await create.run(values);
      if (!made) return;
      if (services.length > 0) await setServices.run({ staffId: made.staffId, services });
      return onClose();
    }
    if (!isSameServices(first, draft) && !(await setServices.run({ staffId: person.id, services }))) return;
    if (isSameCard(first, draft) || (await update.run({ staffId: person.id, version: person.version, values })))
      onClose();
  };

  const fields = { draft, faults: isAsked ? faults : {}, onChange: set };
  const { documents = [], trainings = [], notes = null } = papers.data ?? {};
  const count = (value: number) => value > 0 && <span className="z-dim">{value}</span>;
  return (
    <EntityCard
      title={person ? personName(person, nameOrder) : t('form.newTitle')}
      size={720}
      isDirty={!isSameCard(first, draft) || !isSameServices(first, draft)}
      isSaving={create.isPending || update.isPending || setServices.isPending}
      isForm={!PAPER_TABS.includes(tab)}
      onSave={canEdit ? () => void save() : undefined}
      onClose={onClose}
      head={
        <Tabs value={tab} onChange={(value) => setTab(value ?? 'personal')} px={20} pb={12}>
          <Tabs.List>
            <Tabs.Tab value="personal">{t('tabs.personal')}</Tabs.Tab>
            <Tabs.Tab value="work">{t('tabs.work')}</Tabs.Tab>
            <Tabs.Tab value="services">
              {t('tabs.services')} {count(draft.services.size)}
            </Tabs.Tab>
            {seesPapers && (
              <>
                <Tabs.Tab value="documents">
                  {t('tabs.documents')} {count(documents.length)}
                </Tabs.Tab>
                <Tabs.Tab value="trainings">
                  {t('tabs.trainings')} {count(trainings.length)}
                </Tabs.Tab>
              </>
            )}
            {seesPapers && (canEdit || managesUsers) && (
              <Tabs.Tab value="notes">
                {t('tabs.notes')} {count(notes?.length ?? 0)}
              </Tabs.Tab>
            )}
          </Tabs.List>
        </Tabs>
      }
      foot={
        person && canMoveVisits && !person.isArchived ? (
          <Button
            variant="subtle"
            leftSection={<IconArrowsExchange size={16} aria-hidden />}
            onClick={() => void navigate(substitutionPath(person.id))}
          >
            {t('substitute')}
          </Button>
        ) : (
          !canEdit && t('form.readOnly')
        )
      }
    >
      {tab === 'personal' && (
        <>
          {person && <PhotoField person={person} canEdit={canEdit} />}
          <PersonalFields {...fields} />
        </>
      )}
      {tab === 'work' && <WorkFields {...fields} rooms={rooms} />}
      {tab === 'services' && (
        <StaffServices terms={draft.services} canEdit={canEdit} onChange={(services) => set({ services })} />
      )}
      {papers.isError && PAPER_TABS.includes(tab) && <Alert color="danger">{errorText(papers.error, t)}</Alert>}
      {person && papers.data && (
        <>
          {tab === 'documents' && <DocumentsTab staffId={person.id} documents={documents} canEdit={canEdit} />}
          {tab === 'trainings' && <TrainingsTab staffId={person.id} trainings={trainings} canEdit={canEdit} />}
          {tab === 'notes' && <NotesTab staffId={person.id} notes={notes ?? []} canEdit={canEdit} />}
        </>
      )}
    </EntityCard>
  );
}
