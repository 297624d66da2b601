import { fileTypeOf } from '../files/files.rules.ts';

/** Largest file of a client's card. */
export const MAX_CLIENT_FILE_BYTES = 25 * 1024 * 1024;
/** Largest thumbnail: the screen makes it 480 px wide. */
export const MAX_THUMB_BYTES = 200 * 1024;
export const THUMB_SIDE = 480;
/** One part of a file on its way in. */
export const PART_BYTES = 4 * 1024 * 1024;

export const CLIENT_FILE_KINDS = ['file', 'before', 'after'] as const;
export type ClientFileKind = (typeof CLIENT_FILE_KINDS)[number];

const OFFICE: Readonly<Record<string, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/**
 * The kind of a file by its first bytes; null for anything that is not kept.
 *
 * PDF, JPEG, PNG, WebP; a zip only under the name of an office document, whose bytes begin like any other zip.
 */
export function clientFileType(bytes: Uint8Array, name: string): string | null {
  const known = fileTypeOf(bytes);
  if (known !== null) return known;
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
  return isZip ? (OFFICE[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? null) : null;
}

/** Whether a kind of file is a picture that the screens draw. */
export function isPicture(mediaType: string): boolean {
  return mediaType.startsWith('image/');
}

export type ClientFileFault = 'FILE_EMPTY' | 'FILE_TOO_LARGE' | 'CLIENT_FILE_TYPE' | 'PHOTO_TYPE';

/** Why a file is not kept; null when it is. Photos before and after are pictures. */
export function clientFileFault(bytes: Uint8Array, name: string, kind: ClientFileKind): ClientFileFault | null {
  if (bytes.length === 0) return 'FILE_EMPTY';
  if (bytes.length > MAX_CLIENT_FILE_BYTES) return 'FILE_TOO_LARGE';
  const type = clientFileType(bytes, name);
  if (type === null) return kind === 'file' ? 'CLIENT_FILE_TYPE' : 'PHOTO_TYPE';
  return kind === 'file' || isPicture(type) ? null : 'PHOTO_TYPE';
}
