import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import {
  IconArchive,
  IconArchiveOff,
  IconArrowLeft,
  IconCalendarPlus,
  IconDots,
  IconPencil,
  IconShoppingBag,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ClientCard } from '../../src-shared/clients/clients.contract.ts';
import { displayName } from '../../src-shared/clients/clients.rules.ts';
import { useSettings } from '../app/session.ts';
import { Initials } from '../ui/Initials.tsx';
import { Keys } from '../ui/Keys.tsx';
import { SideFigures } from '../client-figures/SideFigures.tsx';
import { ErasedNotice } from '../personal-data/ErasedNotice.tsx';
import { CardSide } from './card/CardSide.tsx';
import { CardTabs } from './card/CardTabs.tsx';
import { CardTop } from './card/CardTop.tsx';
import { ClientMarkChip } from './ClientMarkChip.tsx';

interface ClientCardViewProps {
  readonly client: ClientCard;
  readonly onBack?: () => void;
  /** Absent for those who may not book. */
  readonly onBook?: () => void;
  /** Absent for those who may not take money. */
  readonly onSell?: (() => void) | undefined;
  /** Absent for those who may not change clients. */
  readonly onEdit?: () => void;
  readonly onArchive?: () => void;
}

/** A client's card (ui.md 8.2): who it is, what to beware of, figures, visits, changes. */
export function ClientCardView({ client, onBack, onBook, onSell, onEdit, onArchive }: ClientCardViewProps) {
  const { t } = useTranslation('clients');
  const { nameOrder } = useSettings();
  const isErased = client.erasedAtMs !== null;
  return (
    <article className="z-client-card" aria-label={client.name}>
      <header className="z-page-header">
        {onBack && (
          <Tooltip label={t('card.back')}>
            <ActionIcon variant="subtle" color="gray" aria-label={t('card.back')} onClick={onBack}>
              <IconArrowLeft size={20} />
            </ActionIcon>
          </Tooltip>
        )}
        <Initials name={client.name} size={36} />
        <h1>{displayName(client, nameOrder, true)}</h1>
        {client.category && <ClientMarkChip mark={client.category} />}
        {client.manualStatus && (
          <span className="z-tag">
            {t('clientCard:top.status', { status: t(`clientCard:statuses.${client.manualStatus}`) })}
          </span>
        )}
        {client.isArchived && !isErased && <span className="z-tag">{t('archived')}</span>}
        <div className="z-page-actions">
          {onBook && (
            <Button
              leftSection={<IconCalendarPlus size={16} aria-hidden />}
              rightSection={<Keys shortcut="F2" />}
              onClick={onBook}
            >
              {t('card.book')}
            </Button>
          )}
          {onSell && (
            <Button
              variant="default"
              leftSection={<IconShoppingBag size={16} aria-hidden />}
              rightSection={<Keys shortcut="F7" />}
              onClick={onSell}
            >
              {t('checkout:journal.sell')}
            </Button>
          )}
          {onEdit && (
            <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={onEdit}>
              {t('card.edit')}
            </Button>
          )}
          {onArchive && (
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon variant="default" aria-label={t('card.more')}>
                  <IconDots size={18} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item
                  leftSection={client.isArchived ? <IconArchiveOff size={16} /> : <IconArchive size={16} />}
                  onClick={onArchive}
                >
                  {t(client.isArchived ? 'card.restore' : 'card.archive')}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
        </div>
      </header>
      {client.erasedAtMs === null ? (
        <CardTop client={client} />
      ) : (
        <ErasedNotice clientId={client.id} erasedAtMs={client.erasedAtMs} />
      )}
      <div className="z-client-body">
        <SideFigures clientId={client.id}>{!isErased && <CardSide client={client} />}</SideFigures>
        <CardTabs clientId={client.id} isErased={isErased} />
      </div>
    </article>
  );
}
