import { IconAlertTriangle, IconArchive, IconUserX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ClientHit } from '../../src-shared/clients/clients.contract.ts';

const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

interface ClientWarningsProps {
  readonly client: Pick<ClientHit, 'allergy' | 'noShows' | 'isArchived'>;
  readonly lateCancels?: number;
}

/** What reception should know before booking this client: allergy, reliability (J15); nothing when there is nothing. */
export function ClientWarnings({ client, lateCancels = 0 }: ClientWarningsProps) {
  const { t } = useTranslation('clients');
  const failures = [
    client.noShows > 0 ? t('warnings.missed', { count: client.noShows }) : '',
    lateCancels > 0 ? t('warnings.lateCancels', { count: lateCancels }) : '',
  ].filter(Boolean);
  if (client.allergy === '' && failures.length === 0 && !client.isArchived) return null;
  return (
    <ul className="z-client-warnings">
      {client.allergy !== '' && (
        <li data-kind="danger">
          <IconAlertTriangle size={16} aria-hidden />
          {t('warnings.allergy', { text: client.allergy })}
        </li>
      )}
      {failures.length > 0 && (
        <li data-kind="warning">
          <IconUserX size={16} aria-hidden />
          {capitalised(failures.join(', '))}
        </li>
      )}
      {client.isArchived && (
        <li>
          <IconArchive size={16} aria-hidden />
          {t('warnings.archived')}
        </li>
      )}
    </ul>
  );
}
