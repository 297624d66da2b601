import { TextInput } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';

interface InlineEditProps {
  /** What the value is, for a screen reader: «Цена: 2 400 ₽. Изменить». */
  readonly label: string;
  readonly children: ReactNode;
  /** The value as it is typed. */
  readonly text: string;
  /** Takes the typed text over; answers with what is wrong, or null. */
  readonly onCommit: (text: string) => string | null;
  readonly width?: number | string;
}

/** A value in a table that turns into a field: click or Enter begins, Enter saves, Esc gives up, leaving saves. */
export function InlineEdit({ label, children, text, onCommit, width }: InlineEditProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const finish = (returnsFocus: boolean): void => {
    setDraft(null);
    setFault(null);
    if (returnsFocus) requestAnimationFrame(() => button.current?.focus());
  };
  const commit = (returnsFocus: boolean): void => {
    if (draft === null) return;
    const wrong = draft.trim() === text ? null : onCommit(draft.trim());
    if (wrong === null) finish(returnsFocus);
    else setFault(wrong);
  };
  if (draft === null) {
    return (
      <button ref={button} type="button" className="z-inline" aria-label={label} onClick={() => setDraft(text)}>
        {children}
      </button>
    );
  }
  return (
    <TextInput
      className="z-inline-input"
      size="xs"
      w={width}
      autoFocus
      value={draft}
      aria-label={label}
      // Esc gives this field up, not the card that it stands in.
      data-mantine-stop-propagation="true"
      error={fault}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => {
        setDraft(event.currentTarget.value);
        setFault(null);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit(true);
        if (event.key === 'Escape') {
          event.stopPropagation();
          finish(true);
        }
      }}
      onBlur={() => commit(false)}
    />
  );
}
