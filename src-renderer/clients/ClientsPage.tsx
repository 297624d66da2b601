/** Stands until its owner writes it. */
export function ClientsPage() {
  return null;
}
