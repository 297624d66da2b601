/** No person types two keys in a row this fast; a scanner does nothing else. */
const FASTEST_TYPIST_MS = 35;
/** A shorter burst is a slip of the fingers. */
const SHORTEST_CODE = 6;

/** Takes a key and the time it was pressed, in milliseconds; answers with a code once a scanner has typed it whole. */
export type ScanDetector = (key: string, atMs: number) => string | null;

/**
 * Tells a keyboard-wedge scanner from a person (ui.md 5): at least six characters, less than 35 ms apart, then Enter.
 */
export function createScanDetector(): ScanDetector {
  let text = '';
  let lastAtMs = Number.NEGATIVE_INFINITY;
  return (key, atMs) => {
    if (atMs - lastAtMs >= FASTEST_TYPIST_MS) text = '';
    lastAtMs = atMs;
    if (key === 'Enter') {
      const code = text.length >= SHORTEST_CODE ? text : null;
      text = '';
      return code;
    }
    if (key.length === 1) text += key;
    // Shift comes between the letters of a code; any other key ends it.
    else if (key !== 'Shift') text = '';
    return null;
  };
}
