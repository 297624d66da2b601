const PATIENCE_MS = 4000;
const TITLES = 'label, legend, h2, h3, .mantine-InputWrapper-label';
const FIELDS =
  'input:not([type="hidden"]):not(:disabled), textarea:not(:disabled), select:not(:disabled), button:not(:disabled)';

/**
 * Brings a setting into sight and gives its field the focus, as soon as the page that is being opened shows its title.
 *
 * Gives up after four seconds: the page then simply stands open.
 */
export function focusSetting(title: string): void {
  if (tryFocus(title)) return;
  const observer = new MutationObserver(() => {
    if (tryFocus(title)) observer.disconnect();
  });
  observer.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => observer.disconnect(), PATIENCE_MS);
}

function tryFocus(title: string): boolean {
  const page = document.querySelector('.z-settings-body');
  const label = [...(page?.querySelectorAll<HTMLElement>(TITLES) ?? [])].find(
    (element) => element.textContent?.replace(/\s*\*$/u, '').trim() === title,
  );
  if (!label) return false;
  label.scrollIntoView({ block: 'center' });
  const own = label instanceof HTMLLabelElement ? label.control : null;
  const field = own ?? label.parentElement?.querySelector<HTMLElement>(FIELDS);
  field?.focus({ preventScroll: true });
  return true;
}
