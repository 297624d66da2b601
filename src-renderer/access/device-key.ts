/** The key in what a person pasted: a whole printed address (`http://…/?key=…`) or the key alone; null when neither. */
export function keyOf(text: string): string | null {
  const typed = text.trim();
  const inAddress = /[?&]key=([^&#\s]+)/u.exec(typed)?.[1];
  if (inAddress) return decodeURIComponent(inAddress);
  return /^[\w-]{8,}$/u.test(typed) ? typed : null;
}
