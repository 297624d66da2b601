import { useEffect, useRef, useState } from 'react';

/** Size of a part before base64: 5.6 MB on the wire, below the limit of the contract. */
const PART_BYTES = 4 * 1024 * 1024;

interface UploadPart {
  readonly uploadId: string | null;
  readonly base64: string;
  readonly isLast: boolean;
}
/** Sends one part; the answer to the last one tells what the file became. */
export type SendPart<Answer extends { readonly uploadId: string }> = (
  part: UploadPart,
  options: { signal: AbortSignal },
) => Promise<Answer>;

interface Upload<Answer> {
  /** Part of the file that has arrived, 0..1; null when nothing is on its way. */
  readonly share: number | null;
  readonly error: unknown;
  /** Sends a file; answers as its last part was answered, or null when it was refused or cancelled. */
  readonly send: (file: File) => Promise<Answer | null>;
  readonly cancel: () => void;
}

/** Sends a large file in parts, with progress; leaving the screen stops it. */
export function useUpload<Answer extends { readonly uploadId: string }>(sendPart: SendPart<Answer>): Upload<Answer> {
  const [share, setShare] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const send = async (file: File): Promise<Answer | null> => {
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
        if (isLast) return answer;
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
