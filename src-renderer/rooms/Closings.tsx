import { ActionIcon, Button } from '@mantine/core';
import { IconLock, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { formatRange } from '../../src-shared/kernel/wall-time.ts';
import type { RoomId, ServiceId, StaffId } from '../../src-shared/contract-base.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useCan, useDesk, useLocale } from '../app/session.ts';
import { BlockDialog } from '../journal/BlockDialog.tsx';
import { type Closing, closingsOf } from './closings.ts';

interface ClosingsProps {
  /** Whose time is closed: exactly one of the three. */
  readonly owner: { readonly roomId: RoomId } | { readonly serviceId: ServiceId } | { readonly staffId: StaffId };
  readonly name: string;
  /** False for what is archived. */
  readonly canAdd: boolean;
}

const USUAL_START = 600;

/** When a room, a device, a service or a master is closed from today on: repairs, cleaning, a broken laser. */
export function Closings({ owner, name, canAdd }: ClosingsProps) {
  const { t } = useTranslation('rooms');
  const { today } = useDesk();
  const locale = useLocale();
  const navigate = useNavigate();
  const canEdit = useCan('edit_journal');
  const [isAdding, setAdding] = useState(false);
  const blocks = useQuery(api.journal.blocks.queryOptions({ input: { ...owner, fromDate: today } }));
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
                onClick={() => void navigate(`/journal/${closing.firstBooked}${'roomId' in owner ? '?by=rooms' : ''}`)}
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
      {canEdit && canAdd && (
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
          place={{ title: name, localDate: today, staffId: null, roomId: null, startMin: USUAL_START, ...owner }}
          onClose={() => setAdding(false)}
        />
      )}
    </section>
  );
}
