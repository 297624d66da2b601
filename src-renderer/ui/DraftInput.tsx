import { TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';

interface DraftInputProps<Value> extends Omit<TextInputProps, 'value' | 'onChange' | 'defaultValue'> {
  readonly value: Value | null;
  readonly onChange: (value: Value | null) => void;
  /** Writes a value for the field. */
  readonly format: (value: Value) => string;
  /** Reads what was typed; null = not understood. */
  readonly parse: (text: string) => Value | null;
  /** Said when the text is not understood. */
  readonly wrongText: string;
}

/**
 * A text field for a value that is written in more than one way
 *
 * What is typed stays as it is until the field is left; then it is shown in the usual form, or said to be wrong. An empty
 * field is null. The value follows every key that makes sense, so that saving without leaving the field loses nothing.
 */
export function DraftInput<Value>({
  value,
  onChange,
  format,
  parse,
  wrongText,
  error,
  onBlur,
  ...rest
}: DraftInputProps<Value>) {
  const [draft, setDraft] = useState<string | null>(null);
  const [isWrong, setWrong] = useState(false);
  const shown = draft ?? (value === null ? '' : format(value));
  return (
    <TextInput
      {...rest}
      value={shown}
      error={isWrong ? wrongText : error}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setDraft(text);
        setWrong(false);
        const next = text.trim() === '' ? null : parse(text);
        if (text.trim() === '' || next !== null) onChange(next);
      }}
      onBlur={(event) => {
        onBlur?.(event);
        if (draft === null) return;
        const isBad = draft.trim() !== '' && parse(draft) === null;
        setWrong(isBad);
        if (!isBad) setDraft(null);
      }}
    />
  );
}
