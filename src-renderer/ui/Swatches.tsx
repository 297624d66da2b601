import { Input } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { SWATCHES } from '../../src-shared/services/services.contract.ts';
import './swatches.css';

export type Swatch = (typeof SWATCHES)[number];

/** The colour of a swatch as CSS; grey for a name that is not in the palette. */
export function swatchColour(name: string): string {
  return (SWATCHES as readonly string[]).includes(name) ? `var(--z-swatch-${name})` : 'var(--z-swatch-gray)';
}

/** A small round mark; decoration beside a name. */
export function Dot({ colour }: { readonly colour: string }) {
  return <span className="z-dot" aria-hidden style={{ background: swatchColour(colour) }} />;
}

interface SwatchesProps {
  readonly label: string;
  readonly value: Swatch;
  readonly onChange: (value: Swatch) => void;
}

/** Chooses one of the twelve colours; arrow keys move, as in any radio group. */
export function Swatches({ label, value, onChange }: SwatchesProps) {
  const { t } = useTranslation('services');
  const group = useId();
  return (
    <Input.Wrapper label={label} component="fieldset" style={{ border: 0, padding: 0, margin: 0 }}>
      <div className="z-swatches" role="radiogroup" aria-label={label}>
        {SWATCHES.map((name) => (
          <label key={name} className="z-swatch" style={{ background: swatchColour(name) }}>
            <input
              type="radio"
              name={group}
              checked={name === value}
              onChange={() => onChange(name)}
              aria-label={t(`swatches.${name}`)}
            />
            <IconCheck size={16} stroke={3} aria-hidden />
          </label>
        ))}
      </div>
    </Input.Wrapper>
  );
}
