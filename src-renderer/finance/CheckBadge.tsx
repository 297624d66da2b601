import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../api/client.ts';
import { useCan } from '../app/session.ts';

/** In the status bar: the last check of the ledger found something wrong; silent otherwise. */
export function CheckBadge() {
  const { t } = useTranslation('ledger');
  const maySee = useCan('see_finance');
  const { data } = useQuery({ ...api.ledger.check.queryOptions(), enabled: maySee });
  const count = new Set(data?.last?.findings.map(({ invariant }) => invariant)).size;
  if (count === 0) return null;
  return (
    <Link to="/finance/check" className="z-status-item" data-state="bad">
      <IconAlertTriangle size={14} aria-hidden />
      {t('check.status', { count })}
    </Link>
  );
}
