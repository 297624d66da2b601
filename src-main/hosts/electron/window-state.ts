import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Rectangle } from 'electron';

/** Where a window stood: the bounds when not maximised, in pixels of the desktop. */
export interface WindowPlace {
  bounds: Rectangle;
  isMaximized: boolean;
}

/** The smallest window in which the journal can be worked with (ui.md section 4: from 1366 x 768, panel folded). */
export const MIN_SIZE = { width: 1024, height: 640 } as const;

const DEFAULT_SIZE = { width: 1366, height: 768 } as const;
/** This much of a window must lie on a screen, so that its title bar can be caught with the mouse. */
const VISIBLE = { width: 120, height: 48 } as const;

function isPlace(value: unknown): value is WindowPlace {
  if (typeof value !== 'object' || value === null) return false;
  const { bounds, isMaximized } = value as Partial<WindowPlace>;
  return (
    typeof isMaximized === 'boolean' &&
    typeof bounds === 'object' &&
    [bounds.x, bounds.y, bounds.width, bounds.height].every(Number.isInteger)
  );
}

function overlap(startA: number, lengthA: number, startB: number, lengthB: number): number {
  return Math.min(startA + lengthA, startB + lengthB) - Math.max(startA, startB);
}

/**
 * Where a window opens
 *
 * The remembered place when enough of it still lies on a screen, otherwise the middle of the first screen. Never larger
 * than the screen, never smaller than `MIN_SIZE` unless the screen is.
 */
export function fitWindow(place: WindowPlace | undefined, screens: readonly Rectangle[]): WindowPlace {
  const [first] = screens;
  if (!first) return place ?? { bounds: { x: 0, y: 0, ...DEFAULT_SIZE }, isMaximized: false };
  const home = place
    ? screens.find(
        (area) =>
          overlap(place.bounds.x, place.bounds.width, area.x, area.width) >= VISIBLE.width &&
          place.bounds.y >= area.y - VISIBLE.height / 2 &&
          place.bounds.y <= area.y + area.height - VISIBLE.height,
      )
    : undefined;
  const area = home ?? first;
  const wanted = place?.bounds ?? DEFAULT_SIZE;
  const width = Math.min(Math.max(wanted.width, MIN_SIZE.width), area.width);
  const height = Math.min(Math.max(wanted.height, MIN_SIZE.height), area.height);
  const isMaximized = place?.isMaximized ?? false;
  if (home && place) return { bounds: { x: place.bounds.x, y: place.bounds.y, width, height }, isMaximized };
  const x = area.x + Math.round((area.width - width) / 2);
  const y = area.y + Math.round((area.height - height) / 2);
  return { bounds: { x, y, width, height }, isMaximized };
}

/**
 * Reads the remembered places, one per window in the order of opening
 *
 * Nothing is worth stopping for here: a missing or damaged file means "no memory".
 */
export function readPlaces(file: string): WindowPlace[] {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(value) ? value.filter(isPlace) : [];
  } catch {
    return [];
  }
}

/** Writes the remembered places; a failure is silent for the same reason. */
export function writePlaces(file: string, places: readonly WindowPlace[]): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(places));
    renameSync(`${file}.new`, file);
  } catch {
    // The window opens in the middle next time.
  }
}
