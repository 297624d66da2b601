import { Button } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ClientCardPanel } from './ClientCardPanel.tsx';

/** One client on a page of their own. */
export function ClientPage() {
  const { t } = useTranslation('clients');
  const navigate = useNavigate();
  const id = Number(useParams()['id']);
  const toList = (): void => void navigate('/clients');
  if (!Number.isSafeInteger(id) || id < 1) {
    return (
      <EmptyState
        icon={IconUsers}
        title={t('card.missing.title')}
        text={t('card.missing.text')}
        action={<Button onClick={toList}>{t('card.missing.action')}</Button>}
      />
    );
  }
  return (
    <ClientCardPanel
      key={id}
      clientId={id}
      onBack={() => (window.history.length > 1 ? void navigate(-1) : toList())}
      // The old address of a merged card leads to the one that was kept.
      onMoved={(kept) => void navigate(`/clients/${kept}`, { replace: true })}
      onOpenOther={(other) => void navigate(`/clients/${other}`)}
    />
  );
}
