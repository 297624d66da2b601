import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { defaultDataDir } from '../server/options.ts';

/** How the application was asked to start. */
export interface ShellOptions {
  /** The salon's data. */
  dataDir: string;
  /** Electron's own files: locks, page storage, places of windows. Never inside the data folder. */
  profileDir: string;
  language: 'ru' | 'en' | undefined;
  updateFeed: string | undefined;
  /** A fresh demo salon with its owner signed in. */
  isDemo: boolean;
  /** The data folder was made for this demo and goes with it. */
  isDataTemporary: boolean;
}

/**
 * Reads `--data DIR`, `--lang ru|en` and `--demo`, or ZERKALO_DATA, ZERKALO_LANG and ZERKALO_UPDATE_FEED
 *
 * The command line wins. Options of Chromium and Electron among the arguments are passed over, and so is a language that
 * is not spoken here: a shortcut with a slip in it must still open the salon. A demo without a folder gets a new one.
 *
 * @param appData the system's folder for applications' data
 */
export function readShellOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  appData: string,
): ShellOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { data: { type: 'string' }, lang: { type: 'string' }, demo: { type: 'boolean' } },
    strict: false,
  });
  const text = (value: unknown): string | undefined =>
    typeof value === 'string' && value.trim() !== '' ? value : undefined;
  const wanted = text(values['data']) ?? text(environment['ZERKALO_DATA']);
  // The same folder as the server host's: the window and the browser show one salon.
  const isDemo = values['demo'] === true;
  const isDataTemporary = isDemo && wanted === undefined;
  const dataDir = isDataTemporary
    ? mkdtempSync(path.join(os.tmpdir(), 'zerkalo-demo-'))
    : path.resolve(wanted ?? defaultDataDir(environment));
  const language = text(values['lang']) ?? text(environment['ZERKALO_LANG']);
  return {
    dataDir,
    // One profile per data folder: two salons may be open at once, one salon only once.
    profileDir: path.join(appData, 'Zerkalo-windows', profileName(dataDir)),
    language: language === 'ru' || language === 'en' ? language : undefined,
    updateFeed: text(environment['ZERKALO_UPDATE_FEED']),
    isDemo,
    isDataTemporary,
  };
}

/** A short name that tells one data folder from another. */
function profileName(dataDir: string): string {
  return createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
}
