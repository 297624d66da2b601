import './data-table.css';
import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useReturnFocus } from './use-return-focus.ts';
import { useTopEscape } from './use-top-escape.ts';

interface CardDrawerProps {
  readonly title: string;
  /** Pixels: 480 for a card, 520 or 720 for a wide one. */
  readonly size: number;
  readonly onClose: () => void;
  /** Saves the card: Ctrl+Enter and the submit button; absent in a card that only shows. */
  readonly onSave?: (() => void) | undefined;
  readonly children: ReactNode;
}

/** The card of a record at the right edge: a head, a body that scrolls, a foot with the buttons. */
export function CardDrawer({ title, size, onClose, onSave, children }: CardDrawerProps) {
  useReturnFocus();
  const form = useTopEscape<HTMLFormElement>(onClose);
  return (
    <Drawer
      opened
      position="right"
      size={size}
      closeOnEscape={false}
      onClose={onClose}
      title={title}
      styles={{
        header: { paddingInline: 20 },
        title: { fontSize: 18, lineHeight: '24px', fontWeight: 650 },
        content: { display: 'flex', flexDirection: 'column' },
        body: { flex: 1, minHeight: 0, padding: 0 },
      }}
    >
      <form
        ref={form}
        className="z-card"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          // A dialog that was opened in the card passes its events up here; they are not the card's.
          if (event.target !== event.currentTarget) return;
          onSave?.();
          focusFirstFault(event.currentTarget);
        }}
        onKeyDown={(event) => {
          if (event.code !== 'Enter' || !event.ctrlKey) return;
          if (!event.currentTarget.contains(event.target as Node)) return;
          event.preventDefault();
          onSave?.();
          focusFirstFault(event.currentTarget);
        }}
      >
        {children}
      </form>
    </Drawer>
  );
}

/** After a refused save the person continues in the first field that is wrong (ui.md 6). */
function focusFirstFault(form: HTMLFormElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
