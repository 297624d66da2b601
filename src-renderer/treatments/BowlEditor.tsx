import { ActionIcon, Autocomplete, Button, Text } from '@mantine/core';
import { IconPlus, IconTrash, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDecimal, parseDecimal } from '../../src-shared/kernel/decimal-text.ts';
import { formatQuantity } from '../../src-shared/kernel/quantity.ts';
import { developerMilli } from '../../src-shared/treatments/formula.rules.ts';
import type { client } from '../api/client.ts';
import { useLocale } from '../app/session.ts';
import { DraftInput } from '../ui/DraftInput.tsx';
import { type BowlDraft, type PartDraft, bowlsOf, newPart, partFaults } from './formula-draft.ts';

export type Palette = Awaited<ReturnType<typeof client.treatments.palette>>;

interface BowlEditorProps {
  readonly bowl: BowlDraft;
  /** 1, 2, …; only told when there is more than one. */
  readonly number: number;
  readonly isOnly: boolean;
  readonly palette: Palette | undefined;
  readonly areFaultsShown: boolean;
  readonly onChange: (bowl: BowlDraft) => void;
  readonly onRemove: () => void;
}

/** One bowl: its dyes, the developer, levels and time. Enter in the last weight opens the next dye. */
export function BowlEditor(props: BowlEditorProps) {
  const { bowl, number, palette, onChange } = props;
  const { t } = useTranslation('treatments');
  const locale = useLocale();
  const root = useRef<HTMLFieldSetElement>(null);
  const set = (values: Partial<BowlDraft>): void => onChange({ ...bowl, ...values });
  const setPart = (key: number, values: Partial<PartDraft>): void =>
    set({ parts: bowl.parts.map((part) => (part.key === key ? { ...part, ...values } : part)) });
  const addPart = (): void => {
    set({ parts: [...bowl.parts, newPart(bowl.parts.at(-1))] });
    requestAnimationFrame(() => {
      [...(root.current?.querySelectorAll<HTMLInputElement>('[data-field="shade"]') ?? [])].at(-1)?.focus();
    });
  };
  const onGramsKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.ctrlKey) return;
    event.preventDefault();
    addPart();
  };
  const [said] = bowlsOf({ bowls: [bowl], note: '' });
  const developer = said ? developerMilli(said) : 0;
  return (
    <fieldset ref={root} className="zt-bowl" aria-label={t('bowl.number', { number })}>
      <div className="zt-bowl-head">
        <Text fw={550} size="sm">
          {t('bowl.number', { number })}
        </Text>
        <Autocomplete
          size="xs"
          flex={1}
          aria-label={t('bowl.title')}
          placeholder={t('bowl.titleHint')}
          data={unique(palette?.titles ?? [])}
          value={bowl.title}
          maxLength={60}
          onChange={(title) => set({ title })}
        />
        {!props.isOnly && (
          <ActionIcon variant="subtle" color="gray" aria-label={t('bowl.remove', { number })} onClick={props.onRemove}>
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        )}
      </div>
      {bowl.parts.map((part, index) => (
        <PartRow
          key={part.key}
          {...props}
          part={part}
          index={index}
          onPart={(values) => setPart(part.key, values)}
          onGramsKey={index === bowl.parts.length - 1 ? onGramsKey : undefined}
          onRemovePart={
            bowl.parts.length > 1 ? () => set({ parts: bowl.parts.filter(({ key }) => key !== part.key) }) : undefined
          }
        />
      ))}
      <div>
        <Button size="compact-xs" variant="subtle" leftSection={<IconPlus size={14} aria-hidden />} onClick={addPart}>
          {t('bowl.addPart')}
        </Button>
      </div>
      <div className="zt-developer">
        <Autocomplete
          size="xs"
          label={t('bowl.developer')}
          data={unique(palette?.developers ?? [])}
          value={bowl.developer}
          maxLength={60}
          onChange={(name) => set({ developer: name })}
        />
        <Decimal
          label={t('bowl.developerBp')}
          value={bowl.developerBp}
          digits={2}
          max={100}
          onChange={(developerBp) => set({ developerBp })}
        />
        <Decimal
          label={t('bowl.ratio')}
          value={bowl.ratioMilli}
          digits={3}
          max={10}
          onChange={(ratioMilli) => set({ ratioMilli })}
        />
        <Decimal
          label={t('bowl.base')}
          value={bowl.baseLevelTenths}
          digits={1}
          max={13}
          onChange={(baseLevelTenths) => set({ baseLevelTenths })}
        />
        <Decimal
          label={t('bowl.target')}
          value={bowl.targetLevelTenths}
          digits={1}
          max={13}
          onChange={(targetLevelTenths) => set({ targetLevelTenths })}
        />
        <Decimal
          label={t('bowl.minutes')}
          value={bowl.minutes}
          digits={0}
          max={600}
          onChange={(minutes) => set({ minutes })}
        />
      </div>
      {developer > 0 && (
        <Text size="xs" c="dimmed" aria-live="polite" className="z-nums">
          {t('bowl.developerGrams', { grams: `${formatQuantity(developer, locale)}\u00A0${t('gram')}` })}
        </Text>
      )}
    </fieldset>
  );
}

interface PartRowProps extends BowlEditorProps {
  readonly part: PartDraft;
  readonly index: number;
  readonly onPart: (values: Partial<PartDraft>) => void;
  readonly onGramsKey: ((event: KeyboardEvent) => void) | undefined;
  readonly onRemovePart: (() => void) | undefined;
}

function PartRow({ part, index, number, palette, areFaultsShown, onPart, onGramsKey, onRemovePart }: PartRowProps) {
  const { t } = useTranslation('treatments');
  const known = palette?.parts ?? [];
  const faults = areFaultsShown ? partFaults(part) : {};
  const label = (field: string): string => t('bowl.part', { field, number: index + 1, bowl: number });
  return (
    <div className="zt-part">
      <Autocomplete
        size="xs"
        aria-label={label(t('bowl.brand'))}
        placeholder={t('bowl.brand')}
        data={unique(known.map(({ brand }) => brand))}
        value={part.brand}
        maxLength={60}
        data-field="brand"
        onChange={(brand) => onPart({ brand })}
      />
      <Autocomplete
        size="xs"
        aria-label={label(t('bowl.line'))}
        placeholder={t('bowl.line')}
        data={unique(known.filter(({ brand }) => part.brand === '' || brand === part.brand).map(({ line }) => line))}
        value={part.line}
        maxLength={60}
        onChange={(line) => onPart({ line })}
      />
      <Autocomplete
        size="xs"
        aria-label={label(t('bowl.shade'))}
        placeholder={t('bowl.shade')}
        data={unique(
          known
            .filter(
              ({ brand, line }) =>
                (part.brand === '' || brand === part.brand) && (part.line === '' || line === part.line),
            )
            .map(({ shade }) => shade),
        )}
        value={part.shade}
        maxLength={60}
        data-field="shade"
        error={faults.shade && t(`faults.${faults.shade}`)}
        onChange={(shade) => onPart({ shade })}
      />
      <Decimal
        ariaLabel={label(t('bowl.grams'))}
        placeholder={t('bowl.grams')}
        value={part.gramsMilli}
        digits={3}
        max={2000}
        error={faults.grams && t(`faults.${faults.grams}`)}
        onKeyDown={onGramsKey}
        onChange={(gramsMilli) => onPart({ gramsMilli })}
      />
      {onRemovePart ? (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t('bowl.removePart', { number: index + 1 })}
          onClick={onRemovePart}
        >
          <IconX size={16} aria-hidden />
        </ActionIcon>
      ) : (
        <span />
      )}
    </div>
  );
}

interface DecimalProps {
  readonly label?: string;
  readonly ariaLabel?: string;
  readonly placeholder?: string;
  /** A whole number of the smallest unit: 1 / 10^digits. */
  readonly value: number | null;
  readonly digits: number;
  readonly max: number;
  readonly error?: string | undefined;
  readonly onKeyDown?: ((event: KeyboardEvent) => void) | undefined;
  readonly onChange: (value: number | null) => void;
}

/** A number typed with a comma or a point, kept in whole small units. */
export function Decimal({ ariaLabel, digits, max, ...rest }: DecimalProps) {
  const { t } = useTranslation('treatments');
  const locale = useLocale();
  return (
    <DraftInput
      {...rest}
      size="xs"
      aria-label={ariaLabel}
      inputMode="decimal"
      wrongText={t('faults.number')}
      format={(value) => formatDecimal(value, -digits, locale, { maximumFractionDigits: digits, useGrouping: false })}
      parse={(text) => {
        const value = parseDecimal(text, digits);
        return value === null || value < 0 || value > max * 10 ** digits ? null : value;
      }}
    />
  );
}

const unique = (names: readonly string[]): string[] => [...new Set(names.filter(Boolean))];
