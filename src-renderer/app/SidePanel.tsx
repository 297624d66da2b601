import { type ReactNode, createContext, useContext } from 'react';
import { createPortal } from 'react-dom';

/** The element beside the rail that pages put their panel into; null while the panel is folded. */
export const SidePanelSlot = createContext<HTMLElement | null>(null);

/** The page's side panel, left of its content; Ctrl+B folds it. */
export function SidePanel({ children }: { readonly children: ReactNode }) {
  const slot = useContext(SidePanelSlot);
  return slot ? createPortal(children, slot) : null;
}
