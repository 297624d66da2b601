import { TENDER_KEYS, type TenderKey } from './use-tenders.ts';

/** What the keys of the checkout do; null = not now. */
export interface CheckoutActs {
  readonly hold: (key: TenderKey) => void;
  readonly pay: () => void;
  readonly goTo: (at: string, presses?: boolean) => void;
  readonly ask: ((what: 'rebook') => void) | null;
  readonly why: () => void;
  readonly invoice: (() => void) | null;
  readonly discount: (() => void) | null;
  readonly seller: (() => void) | null;
  readonly remove: (() => void) | null;
}

/** The act of a key combination, or null. */
export function checkoutAct(shortcut: string, acts: CheckoutActs): (() => void) | null {
  const tender = /^Alt\+(?:Digit|Numpad)([1-7])$/u.exec(shortcut)?.[1];
  if (tender) return () => acts.hold(TENDER_KEYS[Number(tender) - 1] ?? 'cash');
  const { ask } = acts;
  switch (shortcut) {
    case 'Ctrl+Enter':
    case 'Ctrl+NumpadEnter':
      return acts.pay;
    case 'F7':
    case 'Insert':
      return () => acts.goTo('search');
    case 'Alt+KeyM':
      return () => acts.goTo('more', true);
    case 'Alt+KeyB':
      return () => acts.goTo('bonus');
    case 'Alt+KeyK':
      return () => acts.goTo('coupon');
    case 'Alt+KeyR':
      return ask && (() => ask('rebook'));
    case 'F12':
      return () => acts.goTo('shift', true);
    case 'Alt+KeyW':
      return acts.why;
    case 'Ctrl+F9':
      return acts.invoice;
    case 'Alt+KeyD':
      return acts.discount;
    case 'Alt+KeyS':
      return acts.seller;
    case 'Ctrl+Delete':
      return acts.remove;
    default:
      return null;
  }
}
