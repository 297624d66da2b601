import type { FileUpload } from '../../src-shared/files/files.contract.ts';
import { type FileFault, MAX_FILE_BYTES, fileFault } from '../../src-shared/files/files.rules.ts';

/** A chosen file ready to be sent, or why it cannot be kept. The core looks again. */
export async function readUpload(file: File): Promise<FileUpload | FileFault> {
  // Reading a film into memory only to refuse it would hang the screen.
  if (file.size > MAX_FILE_BYTES) return 'FILE_TOO_LARGE';
  const fault = fileFault(new Uint8Array(await file.arrayBuffer()), 'paper');
  return fault ?? { name: file.name.slice(0, 200), base64: await base64Of(file) };
}

/** The content of a file as base64. */
export function base64Of(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      const url = typeof reader.result === 'string' ? reader.result : '';
      resolve(url.slice(url.indexOf(',') + 1));
    });
    reader.addEventListener('error', () => reject(reader.error ?? new Error('file not read')));
    reader.readAsDataURL(blob);
  });
}
