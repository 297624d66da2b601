import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconEraser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ClientId } from '../../src-shared/contract-base.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { localOf } from '../../src-shared/kernel/wall-time.ts';
import { api, client } from '../api/client.ts';
import { showError } from '../api/use-command.tsx';
import { useCan, useLocale, useSettings } from '../app/session.ts';
import { openFile } from '../journal/documents.ts';

interface ErasedNoticeProps {
  readonly clientId: ClientId;
  readonly erasedAtMs: number;
}

/** In place of what was known of a client: since when it is gone, and by which act (D6). */
export function ErasedNotice({ clientId, erasedAtMs }: ErasedNoticeProps) {
  const { t } = useTranslation('personalData');
  const locale = useLocale();
  const { timeZone } = useSettings();
  const mayErase = useCan('erase_client');
  const { data } = useQuery(api.personalData.ofClient.queryOptions({ input: { clientId } }));
  // After a restore the same client was erased again: the newest act is the one that counts.
  const actId = data?.requests.find(({ hasAct }) => hasAct)?.id;
  const date = formatDate(localOf(erasedAtMs, timeZone).localDate, 'full', locale);
  return (
    <div className="z-client-top">
      <p className="z-client-banner" role="status">
        <IconEraser size={18} aria-hidden />
        <span>
          {t(actId === undefined ? 'erase.goneNoAct' : 'erase.gone', { date, number: actId })}{' '}
          <span className="z-dim">{t('erase.erasedText')}</span>
        </span>
        {mayErase && actId !== undefined && (
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => {
              client.personalData.act({ requestId: actId }).then(openFile, (error: unknown) => showError(error, t));
            }}
          >
            {t('erase.printAct')}
          </Button>
        )}
      </p>
    </div>
  );
}
