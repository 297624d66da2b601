import { Button, Combobox, Group, InputBase, Menu, ScrollArea, useCombobox } from '@mantine/core';
import { IconBarcode, IconCut, IconGift, IconId, IconPlus, IconShoppingBag } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../../src-shared/checkout/checkout.contract.ts';
import { useMoney } from '../app/session.ts';
import { Keys } from '../ui/Keys.tsx';
import { MONEY_LINES } from './checkout-desk.ts';
import type { MoneyLineAsk } from './MoneyLineDialog.tsx';
import { type Offer, foundOffers, useCatalogue } from './use-catalogue.ts';
import { LOOKS_LIKE_CODE } from './use-codes.ts';

interface AddLineProps {
  readonly ticket: Ticket;
  readonly onService: (serviceId: number, staffId: number | null) => void;
  readonly onProduct: (productId: number) => void;
  readonly onMoneyLine: (ask: MoneyLineAsk) => void;
  /** A code was typed or scanned that no offer has. */
  readonly onCode: (code: string) => void;
}

const ICONS = { service: IconCut, product: IconShoppingBag, membership: IconId, certificate: IconGift } as const;

/** The one field by which anything comes on the check: a name, a part of it, or a barcode. */
export function AddLine(props: AddLineProps) {
  const { ticket } = props;
  const { t } = useTranslation('checkout');
  const money = useMoney();
  const [text, setText] = useState('');
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const offers = useCatalogue();
  const found = useMemo(() => foundOffers(offers, text), [offers, text]);
  useEffect(() => {
    if (found.length > 0) combobox.selectFirstOption();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- with every new answer
  }, [found]);
  // The client of a booking is chosen in the booking.
  const needsVisitClient = ticket.visitId !== null && ticket.clientId === null;
  const take = (offer: Offer): void => {
    setText('');
    combobox.closeDropdown();
    if (offer.kind === 'product') props.onProduct(offer.entityId);
    else if (offer.kind !== 'service') props.onMoneyLine({ kind: offer.kind, typeId: offer.entityId });
    else props.onService(offer.entityId, performerOf(offer, ticket));
  };
  const readCode = (code: string): void => {
    setText('');
    combobox.closeDropdown();
    props.onCode(code);
  };
  return (
    <Group className="zc-add" gap={8} wrap="nowrap">
      <Combobox
        store={combobox}
        position="top-start"
        zIndex={400}
        onOptionSubmit={(id) => {
          const offer = offers.find((one) => one.id === id);
          if (offer) take(offer);
        }}
      >
        <Combobox.Target>
          <InputBase
            flex={1}
            data-at="search"
            aria-label={t('screen.add.label')}
            placeholder={t('screen.add.placeholder')}
            autoComplete="off"
            spellCheck={false}
            leftSection={<IconBarcode size={18} aria-hidden />}
            rightSection={<Keys shortcut="F7" />}
            rightSectionWidth={44}
            rightSectionPointerEvents="none"
            value={text}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setText(value);
              if (value.trim() === '') combobox.closeDropdown();
              else combobox.openDropdown();
            }}
            onBlur={() => combobox.closeDropdown()}
            onKeyDown={(event) => {
              if (event.key === 'Escape' && text !== '') {
                // The first Esc empties the field, the next one leaves the check.
                event.stopPropagation();
                event.nativeEvent.stopImmediatePropagation();
                setText('');
                combobox.closeDropdown();
                return;
              }
              if (event.key === 'ArrowUp' && text === '') {
                event.preventDefault();
                const titles = document.querySelectorAll<HTMLElement>('.zc-line-title');
                titles[titles.length - 1]?.focus();
              }
              if (event.key !== 'Enter' || event.ctrlKey || text.trim() === '') return;
              const typed = text.trim();
              const [best] = found;
              // What no offer is called or coded by goes to the reader of codes, also when it is a word: a coupon is one.
              if (!best || (LOOKS_LIKE_CODE.test(typed) && !best.codes.includes(typed))) {
                event.preventDefault();
                readCode(typed);
              } else if (combobox.getSelectedOptionIndex() === -1) {
                event.preventDefault();
                take(best);
              }
            }}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={text.trim() === ''}>
          <Combobox.Options aria-label={t('screen.add.label')}>
            <ScrollArea.Autosize mah={260} type="auto">
              {found.map((offer) => {
                const Sign = ICONS[offer.kind];
                return (
                  <Combobox.Option key={offer.id} value={offer.id}>
                    <span className="zc-offer">
                      <Sign size={16} aria-hidden />
                      <span>{offer.name}</span>
                      <span className="z-dim z-nums">{priceText(offer, money)}</span>
                    </span>
                  </Combobox.Option>
                );
              })}
              {found.length === 0 && <Combobox.Empty>{t('screen.add.nothing', { text: text.trim() })}</Combobox.Empty>}
            </ScrollArea.Autosize>
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      <Menu position="top-end" zIndex={400}>
        <Menu.Target>
          <Button
            variant="default"
            data-at="more"
            aria-keyshortcuts="Alt+M"
            leftSection={<IconPlus size={16} aria-hidden />}
            rightSection={<Keys shortcut="Alt+KeyM" />}
          >
            {t('screen.add.more')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {MONEY_LINES.map((kind) => (
            <Menu.Item
              key={kind}
              disabled={needsVisitClient && (kind === 'deposit' || kind === 'membership')}
              onClick={() => props.onMoneyLine({ kind })}
            >
              {t(`screen.add.kinds.${kind}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}

/** Who most likely does a service that is added: a master of this check, or the first who does it. */
function performerOf({ staffIds }: Offer, { lines }: Ticket): number | null {
  const here = lines.flatMap(({ staffId }) => staffId ?? []).find((id) => staffIds.includes(id));
  return here ?? staffIds[0] ?? null;
}

function priceText({ priceMinor, priceMaxMinor }: Offer, money: (minor: number) => string): string {
  if (priceMinor === null) return '';
  return priceMaxMinor !== null && priceMaxMinor > priceMinor
    ? `${money(priceMinor)} – ${money(priceMaxMinor)}`
    : money(priceMinor);
}
