import { Combobox, Group, InputBase, ScrollArea, Text, useCombobox } from '@mantine/core';
import { IconPackage, IconPlus } from '@tabler/icons-react';
import { type Ref, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fold, switchLayout } from '../../../src-shared/kernel/fold.ts';
import { formatDuration } from '../../../src-shared/i18n/format.ts';
import type { Bundle } from '../../../src-shared/services/bundles.contract.ts';
import { type PriceTerms, resolvePrice } from '../../../src-shared/services/price.rules.ts';
import type { Service } from '../../../src-shared/services/services.contract.ts';
import { resolveTiming } from '../../../src-shared/services/timing.rules.ts';
import { useLocale, useMoney } from '../../app/session.ts';

interface ServicePickerProps {
  readonly services: readonly Service[];
  /** The master at whose column the visit stands: their services come first, with their own price and time. */
  readonly staffId: number;
  /** For whom and when the prices are shown (P1). */
  readonly prices: PriceTerms;
  /** What this client takes most; shown first while nothing is typed. */
  readonly topServiceIds: readonly number[];
  readonly onPick: (service: Service) => void;
  /** Bundles that may be chosen too; none by default. */
  readonly bundles?: readonly Bundle[];
  readonly onPickBundle?: (bundle: Bundle) => void;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly label: string;
}

const MAX_OPTIONS = 40;
const MAX_BUNDLES = 10;

/** Type-ahead over the price list; ↑↓ Enter, the wrong keyboard layout is forgiven. */
export function ServicePicker(props: ServicePickerProps) {
  const { services, staffId, prices, topServiceIds, onPick, bundles = [], onPickBundle, inputRef, label } = props;
  const { t } = useTranslation('journal');
  const locale = useLocale();
  const money = useMoney();
  const [text, setText] = useState('');
  const combobox = useCombobox({
    onDropdownClose: () => combobox.resetSelectedOption(),
    onDropdownOpen: () => combobox.selectFirstOption(),
  });
  const sets = bundles.filter((bundle) => meetsText(bundle.name, text)).slice(0, MAX_BUNDLES);
  const found = useMemo(() => ranked(services, text, staffId, topServiceIds), [services, text, staffId, topServiceIds]);
  const pick = (take: () => void): void => {
    take();
    setText('');
    combobox.closeDropdown();
  };
  return (
    <Combobox
      store={combobox}
      position="bottom-start"
      onOptionSubmit={(value) => {
        const service = services.find((item) => item.id === Number(value));
        const bundle = bundles.find((item) => `bundle-${item.id}` === value);
        pick(() => {
          if (service) onPick(service);
          if (bundle) onPickBundle?.(bundle);
        });
      }}
    >
      <Combobox.Target>
        <InputBase
          ref={inputRef}
          aria-label={label}
          placeholder={t('booking.addService')}
          leftSection={<IconPlus size={16} aria-hidden />}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.openDropdown();
            combobox.updateSelectedOptionIndex();
            queueMicrotask(() => combobox.selectFirstOption());
          }}
          onFocus={() => combobox.openDropdown()}
          onClick={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && combobox.dropdownOpened) {
              event.stopPropagation();
              combobox.closeDropdown();
            }
            // A fast hand presses Enter before the list has been drawn: the best match is meant.
            const best = found[0];
            if (event.key === 'Enter' && best && text.trim() !== '' && combobox.getSelectedOptionIndex() === -1) {
              event.preventDefault();
              pick(() => onPick(best));
            }
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options>
          <ScrollArea.Autosize mah={260} type="auto" scrollbars="y" offsetScrollbars="present">
            {found.map((service) => {
              const terms = service.staff.find((item) => item.staffId === staffId);
              const level = terms?.level ?? null;
              return (
                <Combobox.Option key={service.id} value={String(service.id)}>
                  <Group justify="space-between" wrap="nowrap" gap={12}>
                    <Text size="sm" c={terms ? undefined : 'dimmed'} lineClamp={2}>
                      {service.name}
                    </Text>
                    <Text size="xs" c="dimmed" className="z-nums" style={{ whiteSpace: 'nowrap' }}>
                      {formatDuration(resolveTiming(service, staffId, level?.id ?? null).durationMin, locale)} ·{' '}
                      {money(resolvePrice(service, { ...prices, staffId, level }).priceMinor)}
                    </Text>
                  </Group>
                </Combobox.Option>
              );
            })}
            {sets.map((bundle) => (
              <Combobox.Option key={`bundle-${bundle.id}`} value={`bundle-${bundle.id}`}>
                <Group justify="space-between" wrap="nowrap" gap={12}>
                  <Group gap={6} wrap="nowrap" miw={0}>
                    <IconPackage size={16} aria-hidden style={{ flex: 'none' }} />
                    <Text size="sm" lineClamp={2}>
                      {bundle.name}
                    </Text>
                  </Group>
                  <Text size="xs" c="dimmed" className="z-nums" style={{ whiteSpace: 'nowrap' }}>
                    {t('services:bundle.tag')}
                    {bundle.priceMinor !== null && ` · ${money(bundle.priceMinor)}`}
                  </Text>
                </Group>
              </Combobox.Option>
            ))}
            {found.length + sets.length === 0 && <Combobox.Empty>{t('booking.noService', { text })}</Combobox.Empty>}
          </ScrollArea.Autosize>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

/** Whether every typed word occurs in a name, also typed in the wrong layout. */
function meetsText(name: string, text: string): boolean {
  const folded = fold(name);
  return [text, switchLayout(text)].some((typed) =>
    fold(typed)
      .split(' ')
      .every((word) => folded.includes(word)),
  );
}

/** The client's usual services first, then those of the master, then the rest; every typed word must occur. */
function ranked(
  services: readonly Service[],
  text: string,
  staffId: number,
  topServiceIds: readonly number[],
): Service[] {
  const meets = (words: string[]) => (service: Service) => words.every((word) => fold(service.name).includes(word));
  const words = fold(text).split(' ').filter(Boolean);
  let found = services.filter(meets(words));
  if (found.length === 0 && words.length > 0) {
    found = services.filter(meets(fold(switchLayout(text)).split(' ').filter(Boolean)));
  }
  const rank = (service: Service): number => {
    const top = topServiceIds.indexOf(service.id);
    if (words.length === 0 && top >= 0) return top - 1000;
    const isOwn = service.staff.some((item) => item.staffId === staffId);
    const starts = words.length > 0 && fold(service.name).startsWith(words[0] ?? '') ? 0 : 1;
    return (isOwn ? 0 : 10) + starts;
  };
  return found.toSorted((a, b) => rank(a) - rank(b)).slice(0, MAX_OPTIONS);
}
