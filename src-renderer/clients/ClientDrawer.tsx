import './clients.css';
import { Drawer } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ClientCardPanel } from './ClientCardPanel.tsx';

interface ClientDrawerProps {
  readonly clientId: number;
  readonly onClose: () => void;
}

/** A client's card beside the page that is being worked on. */
export function ClientDrawer({ clientId, onClose }: ClientDrawerProps) {
  const { t } = useTranslation('clients');
  const [shownId, setShownId] = useState(clientId);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={720}
      title={t('form.editTitle')}
      classNames={{ header: 'z-client-drawer-head', body: 'z-client-drawer-body', title: 'z-client-drawer-title' }}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <ClientCardPanel key={shownId} clientId={shownId} onOpenOther={setShownId} />
    </Drawer>
  );
}
