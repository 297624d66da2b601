import './client-figures.css';
import { Tooltip } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ClientFigures } from '../../src-shared/client-figures/client-figures.contract.ts';

/** Active, sleeping or lost, with a hand where a person has set it. */
export function ClientStatusSign({ figures }: { readonly figures: ClientFigures }) {
  const { t } = useTranslation('clientFigures');
  const { status, manualStatus, computedStatus } = figures;
  if (status === null) return null;
  const name = t(`statuses.${status}`);
  const why =
    computedStatus === null ? t('status.setNone') : t('status.set', { computed: t(`statuses.${computedStatus}`) });
  const sign = (
    <span
      className="z-client-state"
      data-state={status}
      aria-label={t('status.label', { status: name })}
      role="img"
      tabIndex={manualStatus === null ? undefined : 0}
    >
      {name}
      {manualStatus !== null && <IconHandStop size={14} aria-hidden />}
    </span>
  );
  if (manualStatus === null) return sign;
  return <Tooltip label={why}>{sign}</Tooltip>;
}
