import { Select } from '@mantine/core';
import type { TicketLine } from '../../src-shared/checkout/checkout.contract.ts';
import { useSellers } from './use-sellers.ts';

type StaffId = TicketLine['staffId'];

interface PersonSelectProps {
  readonly label: string;
  readonly value: StaffId;
  readonly isFocused?: boolean;
  readonly error?: string | undefined;
  readonly onChange: (value: StaffId) => void;
}

/** One of those who work here, or nobody. */
export function PersonSelect({ label, value, isFocused = false, error, onChange }: PersonSelectProps) {
  const people = useSellers();
  return (
    <Select
      label={label}
      data={[...people]}
      value={value === null ? null : String(value)}
      searchable
      selectFirstOptionOnChange
      clearable
      data-autofocus={isFocused || undefined}
      error={error}
      comboboxProps={{ zIndex: 400 }}
      onChange={(text) => onChange(text === null ? null : (Number(text) as NonNullable<StaffId>))}
    />
  );
}
