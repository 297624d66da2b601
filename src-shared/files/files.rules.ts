/** The kinds of file the desk keeps: scans of papers and pictures. */
export const FILE_TYPES = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'] as const;
export type FileType = (typeof FILE_TYPES)[number];

/** Largest file the desk keeps. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024;
/** Largest portrait: the browser makes it 512 px wide, so that more than this is not a portrait. */
export const MAX_PHOTO_BYTES = 1024 * 1024;

/**
 * The kind of a file by its first bytes; null for anything else.
 *
 * The name and what the browser says of a file are not asked: both can be made up.
 */
export function fileTypeOf(bytes: Uint8Array): FileType | null {
  if (startsWith(bytes, '%PDF-')) return 'application/pdf';
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  if (bytes[0] === 0x89 && startsWith(bytes, 'PNG\r\n\u001A\n', 1)) return 'image/png';
  if (startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8)) return 'image/webp';
  return null;
}

function startsWith(bytes: Uint8Array, text: string, from = 0): boolean {
  return [...text].every((letter, index) => bytes[from + index] === letter.charCodeAt(0));
}

export type FileFault = 'FILE_EMPTY' | 'FILE_TOO_LARGE' | 'FILE_TYPE' | 'PHOTO_TYPE' | 'PHOTO_TOO_LARGE';

/** Why a file is not kept; null when it is. `photo` takes pictures only, and small ones. */
export function fileFault(bytes: Uint8Array, use: 'paper' | 'photo'): FileFault | null {
  if (bytes.length === 0) return 'FILE_EMPTY';
  if (bytes.length > MAX_FILE_BYTES) return 'FILE_TOO_LARGE';
  const type = fileTypeOf(bytes);
  if (use === 'paper') return type === null ? 'FILE_TYPE' : null;
  if (type === null || type === 'application/pdf') return 'PHOTO_TYPE';
  return bytes.length > MAX_PHOTO_BYTES ? 'PHOTO_TOO_LARGE' : null;
}
