import { BrowserWindow, dialog } from 'electron';
import type { Logger } from '../../store/service.ts';
import type { ShellTexts } from './texts.ts';
import type { Updater } from './updater.ts';

const LATER = 1;

export interface UpdateDialogsOptions {
  /** Null: updates are off. */
  updater: Updater | null;
  texts: ShellTexts;
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
  const { updater, texts } = options;
  try {
    if (!updater) {
      if (asked) await ask(texts.checkUpdates, texts.updateOff, [texts.ok]);
      return;
    }
    const offer = await updater.check();
    if (!offer) {
      if (asked) await ask(texts.checkUpdates, texts.updateNone(options.currentVersion), [texts.ok]);
      return;
    }
    const download = [texts.updateDownload, texts.later];
    if ((await ask(texts.updateFoundTitle, texts.updateFoundText(offer.version), download)) === LATER) return;
    try {
      await updater.download((percent) => showProgress(percent / 100));
    } finally {
      showProgress(-1);
    }
    const install = [texts.updateInstall, texts.later];
    if ((await ask(texts.updateReadyTitle, texts.updateReadyText(offer.version), install)) === LATER) return;
    await options.beforeInstall();
    updater.installAndRestart();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    options.logger.error({ reason }, 'the update failed');
    if (asked) await ask(texts.updateFailedTitle, texts.updateFailedText(reason), [texts.ok]);
  }
}
