import { useEffect, useRef, useState } from 'react';

interface CellEditorProps {
  readonly label: string;
  /** What stands in the field at first. */
  readonly first: string;
  /** Text null: given up. The key tells where to go on; `isBack` with Shift. */
  readonly onFinish: (text: string | null, key: 'Enter' | 'Tab' | 'none', isBack: boolean) => void;
}

/** The field over a cell: Enter and Tab save and go on, Esc gives up, leaving saves. */
export function CellEditor({ label, first, onFinish }: CellEditorProps) {
  const [text, setText] = useState(first);
  const field = useRef<HTMLInputElement>(null);
  const isOver = useRef(false);
  useEffect(() => {
    field.current?.focus();
    const end = field.current?.value.length ?? 0;
    field.current?.setSelectionRange(end, end);
  }, []);
  const finish = (value: string | null, key: 'Enter' | 'Tab' | 'none', isBack = false): void => {
    if (isOver.current) return;
    isOver.current = true;
    onFinish(value, key, isBack);
  };
  return (
    <input
      ref={field}
      className="z-price-editor"
      aria-label={label}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onMouseDown={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onBlur={() => finish(text, 'none')}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish(text, 'Enter', event.shiftKey);
        else if (event.key === 'Tab') finish(text, 'Tab', event.shiftKey);
        else if (event.key === 'Escape') {
          finish(null, 'Enter', false);
        } else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}
