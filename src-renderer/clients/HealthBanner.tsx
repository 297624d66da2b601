import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type HealthWarning, healthLines } from '../../src-shared/clients/client-card.rules.ts';

/** The red banner of allergy and contraindication; nothing when there is nothing to beware of. */
export function HealthBanner({ client }: { readonly client: HealthWarning }) {
  const { t } = useTranslation();
  const lines = healthLines(client, t);
  if (lines.length === 0) return null;
  return (
    <p className="z-client-banner" data-kind="danger">
      <IconAlertTriangle size={18} aria-hidden />
      <span>{lines.join('. ')}</span>
    </p>
  );
}
