import { ActionIcon, Button } from '@mantine/core';
import { IconLock, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { formatRange } from '../../src-shared/kernel/wall-time.ts';
import type { Room } from '../../src-shared/rooms/rooms.contract.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useCan, useDesk, useLocale } from '../app/session.ts';
import { BlockDialog } from '../journal/BlockDialog.tsx';
import { type Closing, closingsOf } from './closings.ts';

interface RoomClosingsProps {
  readonly room: Room;
}

const USUAL_START = 600;

/** When a room is closed from today on: repairs, cleaning, inspections. */
export function RoomClosings({ room }: RoomClosingsProps) {
  const { t } = useTranslation('rooms');
  const { today } = useDesk();
  const locale = useLocale();
  const navigate = useNavigate();
  const canEdit = useCan('edit_journal');
  const [isAdding, setAdding] = useState(false);
  const blocks = useQuery(api.journal.blocks.queryOptions({ input: { roomId: room.id, fromDate: today } }));
  const remove = useCommand(api.journal.removeBlocks.mutationOptions());
  const closings = closingsOf(blocks.data ?? []);
  const whenOf = ({ fromDate, toDate, startMin, endMin }: Closing): string => {
    const dates = [...new Set([fromDate, toDate])].map((date) => formatDate(date, 'dayMonth', locale)).join(' – ');
    return startMin === 0 && endMin === 1440 ? dates : `${dates}, ${formatRange(startMin, endMin)}`;
  };
  return (
    <section className="z-section">
      <h2>{t('closing.title')}</h2>
      {blocks.data && closings.length === 0 && <span className="z-dim">{t('closing.none')}</span>}
      <ul className="z-lines">
        {closings.map((closing) => (
          <li key={closing.ids[0]}>
            <span>
              {whenOf(closing)} <span className="z-dim">{closing.reason}</span>
            </span>
            {closing.firstBooked !== null && (
              <button
                type="button"
                className="z-link z-warn"
                onClick={() => void navigate(`/journal/${closing.firstBooked}?by=rooms`)}
              >
                {t('closing.booked', { count: closing.visits })}
              </button>
            )}
            {canEdit && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('closing.remove', { when: whenOf(closing) })}
                onClick={() => void remove.run({ blockIds: closing.ids as never })}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {canEdit && !room.isArchived && (
        <Button
          variant="default"
          size="compact-md"
          style={{ justifySelf: 'start' }}
          leftSection={<IconLock size={16} aria-hidden />}
          onClick={() => setAdding(true)}
        >
          {t('closing.add')}
        </Button>
      )}
      {isAdding && (
        <BlockDialog
          place={{ title: room.name, localDate: today, staffId: null, roomId: room.id, startMin: USUAL_START }}
          onClose={() => setAdding(false)}
        />
      )}
    </section>
  );
}
