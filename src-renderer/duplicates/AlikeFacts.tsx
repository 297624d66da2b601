import { useTranslation } from 'react-i18next';
import type { ClientHit } from '../../src-shared/clients/clients.contract.ts';
import type { DuplicateReason } from '../../src-shared/duplicates/duplicates.rules.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { useLocale } from '../app/session.ts';

interface AlikeFactsProps {
  readonly client: Pick<ClientHit, 'phone' | 'visits' | 'lastVisitOn'>;
  readonly reasons?: readonly DuplicateReason[];
}

/** What tells one card from another: phone, visits, the newest one, and what it has in common. */
export function AlikeFacts({ client, reasons = [] }: AlikeFactsProps) {
  const { t } = useTranslation('duplicates');
  const locale = useLocale();
  const visits = t('visits', { count: client.visits });
  return (
    <small className="z-dim">
      {[
        client.phone ?? t('noPhone'),
        client.lastVisitOn === null ? visits : `${visits}, ${formatDate(client.lastVisitOn, 'short', locale)}`,
        reasons.map((reason) => t(`reasons.${reason}`)).join(', '),
      ]
        .filter(Boolean)
        .join(' · ')}
    </small>
  );
}
