import { BrowserWindow, dialog } from 'electron';
import type { Logger } from '../../store/service.ts';
import type { ShellText } from './texts.ts';
import type { Updater } from './updater.ts';

const LATER = 1;

export interface UpdateDialogsOptions {
  /** Null: updates are off. */
  updater: Updater | null;
  text: ShellText;
  currentVersion: string;
  logger: Logger;
  /** Everything that must end before the installer may replace the files. */
  beforeInstall(): Promise<void>;
}

async function ask(title: string, detail: string, buttons: string[]): Promise<number> {
  const options = {
    type: 'info' as const,
    message: title,
    detail,
    buttons,
    defaultId: 0,
    cancelId: buttons.length - 1,
  };
  const window = BrowserWindow.getFocusedWindow();
  const { response } = await (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options));
  return response;
}

function showProgress(share: number): void {
  for (const window of BrowserWindow.getAllWindows()) window.setProgressBar(share);
}

/**
 * Looks for a newer version and, with a yes at each step, downloads and installs it
 *
 * @param asked the person asked for it: then also "nothing new" and failures are told; otherwise they are only logged
 */
export async function offerUpdate(options: UpdateDialogsOptions, asked: boolean): Promise<void> {
  const { updater, text } = options;
  try {
    if (!updater) {
      if (asked) await ask(text('checkUpdates'), text('updateOff'), [text('ok')]);
      return;
    }
    const offer = await updater.check();
    if (!offer) {
      if (asked) await ask(text('checkUpdates'), text('updateNone', { version: options.currentVersion }), [text('ok')]);
      return;
    }
    const download = [text('updateDownload'), text('later')];
    if ((await ask(text('updateFoundTitle'), text('updateFoundText', { version: offer.version }), download)) === LATER)
      return;
    try {
      await updater.download((percent) => showProgress(percent / 100));
    } finally {
      showProgress(-1);
    }
    const install = [text('updateInstall'), text('later')];
    if ((await ask(text('updateReadyTitle'), text('updateReadyText', { version: offer.version }), install)) === LATER)
      return;
    await options.beforeInstall();
    updater.installAndRestart();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    options.logger.error({ reason }, 'the update failed');
    if (asked) await ask(text('updateFailedTitle'), text('updateFailedText', { reason: reason }), [text('ok')]);
  }
}
