import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { client } from '../api/client.ts';
import { showNotice } from '../api/use-command.tsx';
import { isTextField } from '../app/shortcut.ts';
import { useCan } from '../app/session.ts';
import { createScanDetector } from './scan-detector.ts';

/** A client's card held under the scanner opens the client, wherever the desk is; in a text field the number is text. */
export function useCardScan(): void {
  const { t } = useTranslation('clientCard');
  const navigate = useNavigate();
  const seesClients = useCan('see_clients');
  useEffect(() => {
    if (!seesClients) return undefined;
    const read = createScanDetector();
    const onKey = (event: KeyboardEvent): void => {
      if (isTextField(event.target) || document.querySelector('.z-app[inert], [role="dialog"][aria-modal="true"]'))
        return;
      const number = read(event.key, event.timeStamp);
      if (number === null) return;
      event.preventDefault();
      event.stopPropagation();
      client.clients.byCardNumber({ number }).then(
        ({ clientId }) => {
          if (clientId === null) showNotice(t('top.unknownCard', { number }));
          else void navigate(`/clients/${clientId}`);
        },
        () => showNotice(t('top.unknownCard', { number })),
      );
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [seesClients, navigate, t]);
}
