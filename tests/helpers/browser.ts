import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { giveCalmHands } from './calm-hands.ts';

/** How long a screen may take on a machine that does other things too: a limit for what never comes. */
const PATIENCE_MS = 90_000;
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/**
 * Chromium heeds only the last list of features, so this one holds Playwright's as well.
 *
 * The address line loads two hidden pages of its own into each window: a tenth of all that a journey costs.
 */
const FEATURES_OFF = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

/** Starts the Chromium of this machine, which asks nothing of the network; CHROMIUM_PATH names another one. */
export async function launchBrowser(moreFlags: readonly string[] = []): Promise<Browser> {
  const executablePath = [process.env['CHROMIUM_PATH'], ...PLACES].find((file) => file && existsSync(file));
  if (!executablePath) {
    throw new Error(
      'Chromium was not found. Install it (Debian: apt-get install -y --no-install-recommends chromium fonts-dejavu-core) or set CHROMIUM_PATH.',
    );
  }
  const browser = await chromium.launch({
    executablePath,
    args: [...FLAGS, `--disable-features=${FEATURES_OFF.join(',')}`, ...moreFlags],
    timeout: PATIENCE_MS,
  });
  browser.on('context', (context) => {
    context.setDefaultTimeout(PATIENCE_MS);
    giveCalmHands(context);
  });
  return browser;
}
