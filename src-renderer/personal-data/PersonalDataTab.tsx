import '../settings/settings.css';
import './personal-data.css';
import { Alert, Button, Skeleton } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { IconEraser, IconFileTypePdf, IconJson } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientId } from '../../src-shared/contract-base.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { showError } from '../api/use-command.tsx';
import { useCan } from '../app/session.ts';
import { saveFile } from '../journal/documents.ts';
import { ClientRequests } from './ClientRequests.tsx';
import { ConsentRows } from './ConsentRows.tsx';
import { EraseDialog } from './EraseDialog.tsx';

/** What the client agreed to, asked for and may take along; and the way to forget them. */
export function PersonalDataTab({ clientId }: { readonly clientId: ClientId }) {
  const { t } = useTranslation('personalData');
  const mayEdit = useCan('edit_clients');
  const mayExport = useCan('export_clients');
  const mayErase = useCan('erase_client');
  const [isErasing, setErasing] = useState(false);
  const data = useQuery(api.personalData.ofClient.queryOptions({ input: { clientId } }));
  const copy = useMutation(
    api.personalData.copy.mutationOptions({ onSuccess: saveFile, onError: (error) => showError(error, t) }),
  );
  if (data.error) return <Alert color="danger">{errorText(data.error, t)}</Alert>;
  if (!data.data) return <Skeleton height={240} mt={16} className="z-appear-late" />;
  const { states, history, requests, erasedAtMs } = data.data;
  return (
    <div className="z-data-tab">
      <ConsentRows clientId={clientId} states={states} history={history} mayEdit={mayEdit && erasedAtMs === null} />
      <ClientRequests clientId={clientId} requests={requests} mayEdit={mayEdit && erasedAtMs === null} />
      {mayExport && erasedAtMs === null && (
        <section className="z-group" aria-labelledby="z-data-copy">
          <h2 id="z-data-copy">{t('copyPanel.title')}</h2>
          <span className="z-dim">{t('copyPanel.text')}</span>
          <div className="z-data-group-foot">
            <Button
              variant="default"
              leftSection={<IconFileTypePdf size={16} aria-hidden />}
              loading={copy.isPending && copy.variables.format === 'pdf'}
              onClick={() => copy.mutate({ clientId, format: 'pdf' })}
            >
              {t('copyPanel.pdf')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconJson size={16} aria-hidden />}
              loading={copy.isPending && copy.variables.format === 'json'}
              onClick={() => copy.mutate({ clientId, format: 'json' })}
            >
              {t('copyPanel.json')}
            </Button>
          </div>
        </section>
      )}
      {mayErase && erasedAtMs === null && (
        <section className="z-group" aria-labelledby="z-data-erase">
          <h2 id="z-data-erase">{t('erase.title')}</h2>
          <span className="z-dim">{t('erase.text')}</span>
          <div className="z-data-group-foot">
            <Button
              variant="default"
              color="danger"
              leftSection={<IconEraser size={16} aria-hidden />}
              onClick={() => setErasing(true)}
            >
              {t('erase.open')}
            </Button>
          </div>
        </section>
      )}
      {isErasing && <EraseDialog clientId={clientId} onClose={() => setErasing(false)} />}
    </div>
  );
}
