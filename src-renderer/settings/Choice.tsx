import { SegmentedControl } from '@mantine/core';
import { useId } from 'react';

interface ChoiceProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly data: { value: string; label: string }[];
  readonly onChange: (value: string) => void;
}

/** A labelled choice of a few. */
export function Choice({ label, hint, value, data, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <div>
      <span id={id} className="mantine-InputWrapper-label z-label">
        {label}
      </span>
      <SegmentedControl size="sm" aria-labelledby={id} value={value} data={data} onChange={onChange} />
      {hint && <p className="z-dim z-hint">{hint}</p>}
    </div>
  );
}
