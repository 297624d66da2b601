import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconLock, IconLockOpen, IconPencil, IconReplace, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DiscountCard } from '../../src-shared/loyalty/discount-cards.contract.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useCan } from '../app/session.ts';
import { GiveCardDialog, ReplaceCardDialog } from './CardDialogs.tsx';
import { DiscountCardDrawer } from './DiscountCardDrawer.tsx';

/** Everything that can be done with a card, as a menu. */
export function CardActs({ card }: { readonly card: DiscountCard }) {
  const { t } = useTranslation('loyalty');
  const canEdit = useCan('edit_loyalty');
  const mayHandle = useCan('edit_clients');
  const [asks, setAsks] = useState<'edit' | 'give' | 'replace' | null>(null);
  const block = useCommand(api.loyalty.setCardBlocked.mutationOptions());
  const close = (): void => setAsks(null);
  const { cardId, version, isBlocked } = card;
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t('cards.acts', { number: card.number })}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setAsks('edit')}>
            {t('cards.edit')}
          </Menu.Item>
          {mayHandle && card.clientId === null && !isBlocked && (
            <Menu.Item leftSection={<IconUserPlus size={16} />} onClick={() => setAsks('give')}>
              {t('cards.give')}
            </Menu.Item>
          )}
          {mayHandle && !isBlocked && (
            <Menu.Item leftSection={<IconReplace size={16} />} onClick={() => setAsks('replace')}>
              {t('cards.replace')}
            </Menu.Item>
          )}
          {mayHandle && (
            <Menu.Item
              leftSection={isBlocked ? <IconLockOpen size={16} /> : <IconLock size={16} />}
              onClick={() => void block.run({ cardId, version, isBlocked: !isBlocked })}
            >
              {t(isBlocked ? 'cards.unblock' : 'cards.block')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {asks === 'edit' && <DiscountCardDrawer card={card} canEdit={canEdit} onClose={close} />}
      {asks === 'give' && <GiveCardDialog card={card} onClose={close} />}
      {asks === 'replace' && <ReplaceCardDialog card={card} onClose={close} />}
    </>
  );
}
