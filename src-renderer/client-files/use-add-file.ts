import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClientFileKind, MAX_CLIENT_FILE_BYTES } from '../../src-shared/client-files/client-files.rules.ts';
import type { ClientId } from '../../src-shared/contract-base.ts';
import { api } from '../api/client.ts';
import { codedError } from '../api/error-text.ts';
import { showError, showFault, useCommand } from '../api/use-command.tsx';
import { useCan } from '../app/session.ts';
import { askReason, hideRefusal } from '../journal/RefusalToast.tsx';
import { sendFile, thumbnailOf } from './prepare-file.ts';

/** Where a chosen file goes on the card. */
export interface FilePlace {
  readonly kind: ClientFileKind;
  /** Null: a photo begins a pair of its own. */
  readonly pairNo: number | null;
}

/** Puts files on a client's card; without a consent for photos the owner is asked for a reason. */
export function useAddFile(clientId: ClientId): {
  readonly isBusy: boolean;
  readonly add: (file: File | null, place: FilePlace) => void;
} {
  const { t } = useTranslation();
  const mayOverride = useCan('override_safeguard');
  const [isBusy, setBusy] = useState(false);
  const again = useRef<(reason: string) => void>(() => undefined);
  const options = useMemo(
    () => ({
      onRefused: (error: unknown): boolean => {
        if (!mayOverride || codedError(error)?.data['reason'] !== 'photoConsent') return false;
        askReason({
          text: t('clientFiles:overrideText'),
          label: t('clientFiles:overrideReason'),
          action: t('common:save'),
          onReason: again.current,
        });
        return true;
      },
    }),
    [mayOverride, t],
  );
  const { run } = useCommand(api.clientFiles.add.mutationOptions(), options);
  // A question left open would keep a photo of a client whose card is no longer seen.
  useEffect(() => hideRefusal, [clientId]);
  const put = async (file: File, place: FilePlace, overrideReason?: string): Promise<void> => {
    again.current = (reason) => void put(file, place, reason);
    setBusy(true);
    try {
      const uploadId = await sendFile(file);
      const thumbBase64 = await thumbnailOf(file);
      await run({
        clientId,
        uploadId,
        fileName: file.name.slice(0, 200) || 'file',
        ...(thumbBase64 === null ? {} : { thumbBase64 }),
        ...(overrideReason === undefined ? {} : { overrideReason }),
        values: place,
      });
    } catch (error) {
      showError(error, t);
    }
    setBusy(false);
  };
  return {
    isBusy,
    add: (file, place) => {
      if (!file) return;
      hideRefusal();
      // Reading a film into memory only to refuse it would hang the screen.
      if (file.size > MAX_CLIENT_FILE_BYTES) {
        showFault(t('errors:fault.FILE_TOO_LARGE', { maxMb: MAX_CLIENT_FILE_BYTES / 1024 / 1024 }));
      } else void put(file, place);
    },
  };
}
