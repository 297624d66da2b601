import { useEffect, useRef, useState } from 'react';
import type { BackupInfo } from '../../src-shared/backup/backup.contract.ts';

/** Size of a part before base64: 5.6 MB on the wire, below the limit of the contract. */
const PART_BYTES = 4 * 1024 * 1024;

interface UploadPart {
  readonly uploadId: string | null;
  readonly base64: string;
  readonly isLast: boolean;
}
type SendPart = (
  part: UploadPart,
  options: { signal: AbortSignal },
) => Promise<{ uploadId: string; backup: BackupInfo | null }>;

interface Upload {
  /** Part of the file that has arrived, 0..1; null when nothing is on its way. */
  readonly share: number | null;
  readonly error: unknown;
  /** Sends a file; answers with the copy it became, or null when it was refused or cancelled. */
  readonly send: (file: File) => Promise<BackupInfo | null>;
  readonly cancel: () => void;
}

/** Sends a backup file in parts, with progress; leaving the screen stops it. */
export function useUpload(sendPart: SendPart): Upload {
  const [share, setShare] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const send = async (file: File): Promise<BackupInfo | null> => {
    const controller = new AbortController();
    running.current?.abort();
    running.current = controller;
    setError(null);
    setShare(0);
    try {
      let uploadId: string | null = null;
      let from = 0;
      for (;;) {
        const to = Math.min(file.size, from + PART_BYTES);
        const base64 = await toBase64(file.slice(from, to));
        const isLast = to >= file.size;
        const answer = await sendPart({ uploadId, base64, isLast }, { signal: controller.signal });
        uploadId = answer.uploadId;
        setShare(file.size === 0 ? 1 : to / file.size);
        if (isLast) return answer.backup;
        from = to;
      }
    } catch (failure) {
      if (!controller.signal.aborted) setError(failure);
      return null;
    } finally {
      if (running.current === controller) setShare(null);
    }
  };
  return { share, error, send, cancel: () => running.current?.abort() };
}

function toBase64(part: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      // `data:application/octet-stream;base64,…`; an empty part has no comma at all.
      resolve(typeof reader.result === 'string' ? reader.result.replace(/^[^,]*,?/u, '') : '');
    });
    reader.addEventListener('error', () => reject(reader.error ?? new Error('the file cannot be read')));
    reader.readAsDataURL(part);
  });
}
