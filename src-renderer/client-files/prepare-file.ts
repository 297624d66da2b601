import { PART_BYTES, THUMB_SIDE } from '../../src-shared/client-files/client-files.rules.ts';
import { client } from '../api/client.ts';
import { base64Of } from '../ui/upload.ts';

const THUMB_QUALITY = 0.8;

/** Sends a file in parts; answers with the upload. */
export async function sendFile(file: Blob): Promise<string> {
  let uploadId: string | null = null;
  for (let from = 0; from < Math.max(1, file.size); from += PART_BYTES) {
    const base64 = await base64Of(file.slice(from, from + PART_BYTES));
    ({ uploadId } = await client.clientFiles.upload({ uploadId, base64 }));
  }
  return uploadId!;
}

/** A small JPEG of a picture, made on this computer; null for anything that is not drawn. */
export async function thumbnailOf(file: Blob): Promise<string | null> {
  if (!file.type.startsWith('image/')) return null;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, THUMB_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const context = canvas.getContext('2d');
    if (!context) return null;
    // A transparent picture would turn black as JPEG.
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const small = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', THUMB_QUALITY));
    return small && (await base64Of(small));
  } catch {
    // A picture that does not open here is kept without a thumbnail, or refused by the core.
    return null;
  }
}
