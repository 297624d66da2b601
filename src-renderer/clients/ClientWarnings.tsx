import { IconAlertTriangle, IconArchive, IconUserX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ClientHit } from '../../src-shared/clients/clients.contract.ts';

/** How many missed visits are worth a warning (ui.md 4). */
const WARN_NO_SHOWS = 2;

/** What reception should know before booking this client; nothing when there is nothing. */
export function ClientWarnings({ client }: { readonly client: Pick<ClientHit, 'allergy' | 'noShows' | 'isArchived'> }) {
  const { t } = useTranslation('clients');
  const isOften = client.noShows >= WARN_NO_SHOWS;
  if (client.allergy === '' && !isOften && !client.isArchived) return null;
  return (
    <ul className="z-client-warnings">
      {client.allergy !== '' && (
        <li data-kind="danger">
          <IconAlertTriangle size={16} aria-hidden />
          {t('warnings.allergy', { text: client.allergy })}
        </li>
      )}
      {isOften && (
        <li data-kind="warning">
          <IconUserX size={16} aria-hidden />
          {t('warnings.noShows', { count: client.noShows })}
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
