import type { FileOutput } from '../../src-shared/contract-base.ts';

function urlOf({ base64, mediaType }: FileOutput): string {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return URL.createObjectURL(new Blob([bytes], { type: mediaType }));
}

/** Long enough for the browser to have read the file; then the memory is given back. */
const KEEP_MS = 60_000;

/** Saves a file the way the browser or Electron saves files. */
export function saveFile(file: FileOutput): void {
  const url = urlOf(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = file.fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
}

/** Shows a file in a window of its own. */
export function openFile(file: FileOutput): void {
  const url = urlOf(file);
  window.open(url, '_blank', 'noopener');
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
}

/** Opens the print dialogue of a PDF. Electron's page loads no frames, so there the file is saved instead. */
export function printFile(file: FileOutput): void {
  if (window.zerkalo) {
    saveFile(file);
    return;
  }
  const url = urlOf(file);
  const frame = document.createElement('iframe');
  frame.className = 'z-visually-hidden';
  frame.src = url;
  frame.addEventListener('load', () => frame.contentWindow?.print());
  document.body.append(frame);
  setTimeout(() => {
    frame.remove();
    URL.revokeObjectURL(url);
  }, KEEP_MS);
}
