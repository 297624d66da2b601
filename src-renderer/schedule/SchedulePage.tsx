/** Stands until its owner writes it. */
export function SchedulePage() {
  return null;
}
