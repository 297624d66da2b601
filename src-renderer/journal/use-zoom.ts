import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { USUAL_ZOOM } from './JournalChips.tsx';

const ZOOM_STEP = 1.1;
const [LEAST_ZOOM, MOST_ZOOM] = [0.9, 2.6];

export interface Zoom {
  /** Pixels a minute. */
  readonly zoom: number;
  /** One step closer, one farther, back to 100 %. */
  readonly changeZoom: (delta: 1 | -1 | 0) => void;
}

/** The zoom: shown at once, kept when it rests. */
export function useZoom(kept: number, save: (zoom: number) => void): Zoom {
  const [zoom, setZoom] = useState(kept);
  const saveLater = useDebouncedCallback(save, 600);
  const changeZoom = (delta: 1 | -1 | 0): void => {
    const wanted = delta === 0 ? USUAL_ZOOM : delta > 0 ? zoom * ZOOM_STEP : zoom / ZOOM_STEP;
    const next = Math.round(Math.max(LEAST_ZOOM, Math.min(MOST_ZOOM, wanted)) * 100) / 100;
    setZoom(next);
    saveLater(next);
  };
  return { zoom, changeZoom };
}
