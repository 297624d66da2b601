import { IconAlertTriangle, IconArchive, IconUserX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { healthLines, reliabilityOf } from '../../src-shared/clients/client-card.rules.ts';
import type { ClientHit } from '../../src-shared/clients/clients.contract.ts';
import { useSettings } from '../app/session.ts';

const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

interface ClientWarningsProps {
  readonly client: Pick<ClientHit, 'allergy' | 'contraindication' | 'noShows' | 'isArchived'>;
  readonly lateCancels?: number;
}

/** What reception should know before booking this client: health, reliability (J15); nothing when there is nothing. */
export function ClientWarnings({ client, lateCancels = 0 }: ClientWarningsProps) {
  const { t } = useTranslation('clients');
  const settings = useSettings();
  const health = healthLines(client, t);
  const failures = [
    client.noShows > 0 ? t('warnings.missed', { count: client.noShows }) : '',
    lateCancels > 0 ? t('warnings.lateCancels', { count: lateCancels }) : '',
  ].filter(Boolean);
  const { wantsPrepayment } = reliabilityOf({ visits: 0, noShows: client.noShows, lateCancels }, settings);
  if (health.length === 0 && failures.length === 0 && !client.isArchived) return null;
  return (
    <ul className="z-client-warnings">
      {health.map((line) => (
        <li key={line} data-kind="danger">
          <IconAlertTriangle size={16} aria-hidden />
          {line}
        </li>
      ))}
      {failures.length > 0 && (
        <li data-kind="warning">
          <IconUserX size={16} aria-hidden />
          <span>
            {capitalised(failures.join(', '))}
            {wantsPrepayment && <b>. {t('clientCard:top.askPrepayment')}</b>}
          </span>
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
