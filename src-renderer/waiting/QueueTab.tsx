import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconArmchair, IconDots, IconHourglass } from '@tabler/icons-react';
import type { PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../src-shared/i18n/format.ts';
import { formatMinute } from '../../src-shared/kernel/wall-time.ts';
import type { WaitingEntry } from '../../src-shared/waiting/waiting.contract.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useCan, useLocale } from '../app/session.ts';
import { LONG_WAIT_MIN, useQueue, useWaitOf } from './use-waiting.ts';
import { carry, openWish } from './waiting-desk.ts';

interface QueueTabProps {
  readonly entries: readonly WaitingEntry[];
  readonly carriedId: number | null;
  readonly onClose: (entry: WaitingEntry) => void;
  readonly onGrab: (entry: WaitingEntry, event: PointerEvent<HTMLElement>) => void;
  readonly onArrived: (visitId: number) => void;
}

/** The live queue: guests with a booking who have come and wait, and those without one in their order (J22, nr 15). */
export function QueueTab({ entries, carriedId, onClose, onGrab, onArrived }: QueueTabProps) {
  const { t } = useTranslation('waiting');
  const locale = useLocale();
  const canEdit = useCan('edit_journal');
  const queue = useQueue();
  const seat = useCommand(api.waiting.seat.mutationOptions());
  const { turns = [], arrived = [] } = queue.data ?? {};
  const waitOf = useWaitOf();
  if (queue.isSuccess && arrived.length === 0 && entries.length === 0) {
    return <p className="zw-empty">{t('empty.walk_in')}</p>;
  }
  return (
    <>
      {arrived.length > 0 && (
        <section className="zw-section" aria-label={t('queue.arrivedTitle')}>
          <h3>{t('queue.arrivedTitle')}</h3>
          {arrived.map((guest) => (
            <button
              key={guest.visitId}
              type="button"
              className="zw-arrived"
              data-long={waitOf(guest.arrivedAtMs) >= LONG_WAIT_MIN || undefined}
              onClick={() => onArrived(guest.visitId)}
            >
              <b>{guest.name || t('card.noName')}</b>
              <span className="z-dim">
                {t('queue.arrived', { staff: guest.staffName, time: formatMinute(guest.startMin) })}
              </span>
              <span className="zw-wait">
                <IconArmchair size={14} aria-hidden />
                {t('queue.arrivedWaits', { minutes: formatDuration(waitOf(guest.arrivedAtMs), locale) })}
              </span>
            </button>
          ))}
        </section>
      )}
      {entries.length > 0 && (
        <section className="zw-section" aria-label={t('queue.queueTitle')}>
          {arrived.length > 0 && <h3>{t('queue.queueTitle')}</h3>}
          {entries
            .toSorted((a, b) => a.createdAtMs - b.createdAtMs)
            .map((entry) => {
              const estimate = turns.find(({ entryId }) => entryId === entry.id);
              const turn = estimate?.turn ?? null;
              const name = entry.name || t('card.noName');
              const staff = turn?.staffNames.join(', ') ?? '';
              const isNow = turn !== null && turn.waitMin <= 5;
              return (
                <article
                  key={entry.id}
                  className="zw-card"
                  aria-label={name}
                  data-match={isNow || undefined}
                  data-carried={carriedId === entry.id || undefined}
                  onPointerDown={(event) => {
                    if (canEdit) onGrab(entry, event);
                  }}
                >
                  <header>
                    <b>{name}</b>
                    {entry.phone && <span className="z-dim z-nums">{entry.phone}</span>}
                    {canEdit && (
                      <Menu position="bottom-end" withinPortal>
                        <Menu.Target>
                          <ActionIcon variant="subtle" color="gray" size={24} aria-label={t('card.menu', { name })}>
                            <IconDots size={16} aria-hidden />
                          </ActionIcon>
                        </Menu.Target>
                        <Menu.Dropdown>
                          <Menu.Item onClick={() => openWish({ entry })}>{t('card.edit')}</Menu.Item>
                          <Menu.Item color="danger" onClick={() => onClose(entry)}>
                            {t('card.closeEntry')}
                          </Menu.Item>
                        </Menu.Dropdown>
                      </Menu>
                    )}
                  </header>
                  <p className="zw-what">{entry.services.map((service) => service.name).join(', ')}</p>
                  {entry.staff.length > 0 && (
                    <p className="z-dim">{entry.staff.map((person) => person.name).join(', ')}</p>
                  )}
                  {estimate && (
                    <p className={isNow ? 'zw-match' : 'zw-turn'}>
                      {turn === null
                        ? t('queue.noTurn', { position: estimate.position })
                        : t(isNow ? 'queue.now' : 'queue.turn', {
                            position: estimate.position,
                            time: formatMinute(turn.startMin),
                            staff,
                          })}
                      {turn !== null && !isNow && (
                        <span className="zw-wait">
                          <IconHourglass size={13} aria-hidden />
                          {t('queue.wait', { minutes: formatDuration(turn.waitMin, locale) })}
                        </span>
                      )}
                    </p>
                  )}
                  {canEdit && (
                    <footer>
                      {isNow && (
                        <Button
                          size="compact-sm"
                          loading={seat.isPending}
                          aria-label={t('queue.seatWho', { who: name, staff })}
                          onClick={() => void seat.run({ entryId: entry.id, version: entry.version })}
                        >
                          {t('queue.seat')}
                        </Button>
                      )}
                      <Button
                        size="compact-sm"
                        variant="subtle"
                        aria-pressed={carriedId === entry.id}
                        onClick={() => carry(carriedId === entry.id ? null : entry)}
                      >
                        {t('card.place')}
                      </Button>
                    </footer>
                  )}
                </article>
              );
            })}
        </section>
      )}
    </>
  );
}
