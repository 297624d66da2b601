/** Stands until its owner writes it. */
export function JournalPage() {
  return null;
}
