import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { CodeReading } from '../../src-shared/checkout/codes.contract.ts';
import { client } from '../api/client.ts';
import { showError, showNotice } from '../api/use-command.tsx';
import { isTextField } from '../app/shortcut.ts';
import { createScanDetector } from './scan-detector.ts';

/**
 * What is held under the scanner opens, wherever the desk is: a client by the card, a certificate, a membership, goods
 *
 * In a text field the code is text; in the checkout it goes on the check.
 */
export function useCardScan(): void {
  const { t } = useTranslation('clientCard');
  const navigate = useNavigate();
  useEffect(() => {
    const read = createScanDetector();
    const open = (reading: CodeReading, code: string): void => {
      const path = pathOf(reading);
      if (path !== null) void navigate(path);
      else if (reading.kind === 'coupon') showNotice(t('top.coupon', { code: reading.code, name: reading.name }));
      else if (reading.kind === 'client') showNotice(t('top.nobodysCard', { number: code }));
      else showNotice(t('top.unknownCard', { number: code }));
    };
    const onKey = (event: KeyboardEvent): void => {
      if (isTextField(event.target) || document.querySelector('.z-app[inert], [role="dialog"][aria-modal="true"]'))
        return;
      const code = read(event.key, event.timeStamp);
      if (code === null) return;
      event.preventDefault();
      event.stopPropagation();
      client.checkout.readCode({ code }).then(
        (reading) => open(reading, code),
        (error: unknown) => showError(error, t),
      );
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [navigate, t]);
}

/** Where a thing with a code opens; null for what has no page of its own. */
function pathOf(reading: CodeReading): string | null {
  switch (reading.kind) {
    case 'client':
      return reading.clientId === null ? null : `/clients/${reading.clientId}`;
    case 'certificate':
      return `/cash/certificates?open=${reading.certificateId}`;
    case 'membership':
      return `/cash/memberships?open=${reading.membershipId}`;
    case 'product':
      return `/cash/products?product=${reading.productId}`;
    case 'coupon':
    case 'unknown':
      return null;
    default:
      return reading satisfies never;
  }
}
