/** Stands until its owner writes it. */
export function ClientPage() {
  return null;
}
