import type { TFunction } from 'i18next';
import { client } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { showFault } from '../api/use-command.tsx';
import { readUpload } from '../ui/upload.ts';

/** Attaches files to a posted document one after another; each that fails is named, the document stays. */
export async function attachFiles(documentId: number, files: readonly File[], t: TFunction): Promise<void> {
  for (const file of files) {
    const upload = await readUpload(file);
    try {
      if (typeof upload === 'string')
        throw Object.assign(new Error(upload), { code: 'INVALID_INPUT', data: { fault: upload, maxMb: 5 } });
      await client.cash.attachFile({ documentId, file: upload });
    } catch (error) {
      showFault(`${t('cash:op.fileFailed', { name: file.name })} ${errorText(error, t)}`);
    }
  }
}
