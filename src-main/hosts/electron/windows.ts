import { BrowserWindow, nativeTheme, screen } from 'electron';
import { APP_PAGE } from './guards.ts';
import { fitWindow, MIN_SIZE, readPlaces, type WindowPlace, writePlaces } from './window-state.ts';

/** A page that dies twice within this time is not loaded a third time by itself. */
const CRASH_LOOP_MS = 60_000;
/** A new window stands this many pixels below and right of the last one, so that both can be seen. */
const STEP = 32;

export interface WindowsOptions {
  title: string;
  preloadFile: string;
  /** The file in which the places of the windows are remembered. */
  placesFile: string;
  /** The page's process died; `again` means for the second time in a row. */
  onPageDied(window: BrowserWindow, reason: string, again: boolean): void;
}

export interface Windows {
  /** Opens one more window beside those that are open. */
  open(): Promise<BrowserWindow>;
  /** Brings the longest open window to the front, opening one when there is none. */
  focusFirst(): void;
}

/** The one factory of windows (reliability.md S1: every window has the same locked preferences). */
export function createWindows(options: WindowsOptions): Windows {
  const places = readPlaces(options.placesFile);
  const open = new Map<BrowserWindow, number>();

  function nextSlot(): number {
    const taken = new Set(open.values());
    let slot = 0;
    while (taken.has(slot)) slot++;
    return slot;
  }

  function remember(window: BrowserWindow, slot: number): void {
    places[slot] = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() };
    writePlaces(options.placesFile, places);
  }

  function placeOf(slot: number): WindowPlace {
    const screens = screen.getAllDisplays().map((display) => display.workArea);
    const remembered = places[slot];
    const neighbour = [...open.keys()].at(-1);
    if (remembered || !neighbour) return fitWindow(remembered, screens);
    const { x, y, width, height } = neighbour.getNormalBounds();
    return fitWindow({ bounds: { x: x + STEP, y: y + STEP, width, height }, isMaximized: false }, screens);
  }

  async function openWindow(): Promise<BrowserWindow> {
    const slot = nextSlot();
    const place = placeOf(slot);
    // SECURITY: the only window constructor of the application.
    const window = new BrowserWindow({
      ...place.bounds,
      minWidth: Math.min(MIN_SIZE.width, place.bounds.width),
      minHeight: Math.min(MIN_SIZE.height, place.bounds.height),
      title: options.title,
      show: false,
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181c' : '#ffffff',
      webPreferences: {
        preload: options.preloadFile,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        navigateOnDragDrop: false,
        // Chromium's spell checker would fetch its dictionaries from the network.
        spellcheck: false,
      },
    });
    open.set(window, slot);
    let diedAtMs = Number.NEGATIVE_INFINITY;
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason === 'clean-exit' || window.isDestroyed()) return;
      const again = Date.now() - diedAtMs < CRASH_LOOP_MS;
      diedAtMs = Date.now();
      options.onPageDied(window, reason, again);
    });
    window.once('ready-to-show', () => {
      if (place.isMaximized) window.maximize();
      window.show();
    });
    window.on('close', () => remember(window, slot));
    window.on('closed', () => open.delete(window));
    await window.loadURL(APP_PAGE);
    return window;
  }

  return {
    open: openWindow,
    focusFirst() {
      const [first] = open.keys();
      if (!first) {
        void openWindow();
        return;
      }
      if (first.isMinimized()) first.restore();
      first.show();
      first.focus();
    },
  };
}
