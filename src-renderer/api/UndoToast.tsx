import { Kbd, UnstyledButton } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface UndoToastProps {
  readonly text: string;
  readonly onUndo: () => void;
  /** Called once, eight seconds after the toast came, not counting the time it was pointed at or focused. */
  readonly onExpire: () => void;
}

/** What was just done and the way back; the bar that runs out is the clock itself, so both pause together. */
export function UndoToast({ text, onUndo, onExpire }: UndoToastProps) {
  const { t } = useTranslation();
  const [isHeld, setHeld] = useState(false);
  const [title, rest] = headOf(text);
  return (
    <div
      className="z-undo"
      role="status"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <IconCircleCheck size={22} aria-hidden className="z-undo-icon" />
      <div className="z-undo-text">
        <strong>{title}</strong>
        {rest !== '' && <span>{rest}</span>}
      </div>
      <UnstyledButton className="z-undo-button" onClick={onUndo}>
        {t('common:undo')} <Kbd size="xs">Ctrl Z</Kbd>
      </UnstyledButton>
      <div className="z-undo-clock" data-held={isHeld || undefined} onAnimationEnd={onExpire} />
    </div>
  );
}

/** A sentence as its head and the rest: up to the first colon, which in a quoted name is part of the name. */
function headOf(text: string): readonly [head: string, rest: string] {
  const colon = text.replaceAll(/«[^»]*»|“[^”]*”/gu, (name) => '_'.repeat(name.length)).indexOf(': ');
  return colon === -1 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 2)];
}
