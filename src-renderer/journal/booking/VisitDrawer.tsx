import { Drawer, Loader, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DayVisit } from '../../../src-shared/journal/journal.contract.ts';
import { api } from '../../api/client.ts';
import { useDiscardGuard } from '../../ui/use-discard-guard.tsx';
import { VisitForm } from './VisitForm.tsx';

interface VisitDrawerProps {
  readonly visitId: number;
  readonly onClose: () => void;
}

/** One visit in full: who, what, when, its status and everything that happened to it. */
export function VisitDrawer({ visitId, onClose }: VisitDrawerProps) {
  const { t } = useTranslation('journal');
  const visit = useQuery(api.journal.visit.queryOptions({ input: { visitId: visitId as never } }));
  const [base, setBase] = useState<DayVisit | null>(null);
  const [isDirty, setIsDirty] = useState(false);
  const close = useDiscardGuard(isDirty, onClose);
  // What was typed belongs to the version it was typed over: a newer one is taken only while nothing is typed.
  const shown = isDirty && base !== null ? base : (visit.data ?? base);
  if (shown !== null && shown !== base) setBase(shown);
  return (
    <Drawer
      opened
      onClose={close}
      // Dialogs over the drawer take the key for themselves.
      closeOnEscape={false}
      onKeyDown={(event) => {
        const { target } = event;
        if (event.code !== 'Escape' || !(target instanceof Element)) return;
        const isListOpen = target.getAttribute('data-mantine-stop-propagation') === 'true';
        if (event.currentTarget.contains(target) && !isListOpen) close();
      }}
      position="right"
      size={520}
      title={<Title order={2}>{t('visit.title')}</Title>}
      closeButtonProps={{ 'aria-label': t('booking.close') }}
    >
      {shown ? (
        <VisitForm
          key={`${shown.id}/${shown.version}`}
          visit={shown}
          latest={visit.data ?? null}
          isGone={visit.error !== null}
          onDirty={setIsDirty}
          onClose={onClose}
        />
      ) : visit.error ? (
        <Text role="alert">{t('visit.gone')}</Text>
      ) : (
        <Loader aria-label={t('visit.loading')} />
      )}
    </Drawer>
  );
}
