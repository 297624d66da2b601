import type { AppUpdater } from 'electron-updater';
import type { Logger } from '../../store/service.ts';
import { openUpdateFeed, type UpdateFeed } from './update-feed.ts';

/** A newer version that lies in the feed. */
export interface UpdateOffer {
  version: string;
}

/**
 * Looks for newer versions and fetches them; installs only when told
 *
 * Nothing happens by itself: `check` only reads, `download` only stores, and a downloaded version is not installed on
 * quitting either. Files are checked against the SHA-512 of the feed by electron-updater.
 */
export interface Updater {
  /**
   * Asks the feed
   *
   * @returns the offer, or null when this is the latest version or this installation cannot be updated (not packed)
   * @throws when the feed cannot be read
   */
  check(): Promise<UpdateOffer | null>;

  /**
   * Fetches what `check` offered
   *
   * @param onProgress gets 0..100
   * @throws when the file is damaged or cannot be had
   */
  download(onProgress?: (percent: number) => void): Promise<void>;

  /** Closes the application, installs what was downloaded and starts the new version. */
  installAndRestart(): void;

  close(): Promise<void>;
}

/**
 * Makes the updater for a place with updates: a folder, or the address of any static server
 *
 * @param place absent or empty: updates are off, and null is returned
 */
export async function createUpdater(place: string | undefined, logger: Logger): Promise<Updater | null> {
  if (!place) return null;
  // Loaded only when needed: it costs start-up time, and most salons have no feed.
  const { autoUpdater } = await import('electron-updater');
  autoUpdater.logger = {
    info: (message?: unknown) => logger.info({}, String(message)),
    warn: (message?: unknown) => logger.warn({}, String(message)),
    error: (message?: unknown) => logger.error({}, String(message)),
  };
  autoUpdater.autoDownload = false;
  autoUpdater.autoInstallOnAppQuit = false;
  autoUpdater.allowDowngrade = false;
  autoUpdater.disableWebInstaller = true;
  return new FeedUpdater(autoUpdater, place);
}

class FeedUpdater implements Updater {
  readonly #updater: AppUpdater;
  readonly #place: string;
  #feed: UpdateFeed | null = null;

  constructor(updater: AppUpdater, place: string) {
    this.#updater = updater;
    this.#place = place;
    // Errors also reject the call they belong to; without a listener the event would end the process.
    updater.on('error', () => {});
  }

  async check(): Promise<UpdateOffer | null> {
    await this.#openFeed();
    const result = await this.#updater.checkForUpdates();
    return result?.isUpdateAvailable ? { version: result.updateInfo.version } : null;
  }

  async download(onProgress: (percent: number) => void = () => {}): Promise<void> {
    const listen = (progress: { percent: number }): void => onProgress(progress.percent);
    this.#updater.on('download-progress', listen);
    try {
      await this.#updater.downloadUpdate();
    } finally {
      this.#updater.off('download-progress', listen);
    }
  }

  installAndRestart(): void {
    this.#updater.quitAndInstall(false, true);
  }

  async close(): Promise<void> {
    await this.#feed?.close();
    this.#feed = null;
  }

  async #openFeed(): Promise<void> {
    if (this.#feed) return;
    this.#feed = await openUpdateFeed(this.#place);
    this.#updater.disableDifferentialDownload = this.#feed.isFolder;
    this.#updater.setFeedURL({ provider: 'generic', url: this.#feed.url });
  }
}
