import { IconHeart, IconNote, IconPin } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ClientCard } from '../../src-shared/clients/clients.contract.ts';
import { useStaffNames } from './use-client-lists.ts';

/** What a booking should mind of the client: the note, pinned notes, preferred masters. */
export function ClientBookingFacts({ card }: { readonly card: ClientCard | undefined }) {
  const { t } = useTranslation('clientCard');
  const { nameOf } = useStaffNames();
  const pinned = card?.notes.filter(({ isPinned }) => isPinned) ?? [];
  const masters = card?.preferredStaffIds.map(nameOf).filter(Boolean).join(', ') ?? '';
  if (!card || (card.note === '' && pinned.length === 0 && masters === '')) return null;
  return (
    <ul className="z-client-minded">
      {card.note !== '' && (
        <li>
          <IconNote size={14} aria-label={t('fields.about')} />
          <span>{card.note}</span>
        </li>
      )}
      {pinned.map((note) => (
        <li key={note.id}>
          <IconPin size={14} aria-label={t('notes.pinned')} />
          <span>{note.body}</span>
        </li>
      ))}
      {masters !== '' && (
        <li>
          <IconHeart size={14} aria-hidden />
          <span>{t('booking.prefers', { names: masters })}</span>
        </li>
      )}
    </ul>
  );
}
