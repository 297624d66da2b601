import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconAlertTriangle, IconClockHour4, IconDots, IconHourglass, IconSparkles } from '@tabler/icons-react';
import { type PointerEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { healthLines } from '../../src-shared/clients/client-card.rules.ts';
import { formatClock, formatDate, formatDuration } from '../../src-shared/i18n/format.ts';
import { daysBetween } from '../../src-shared/kernel/local-date.ts';
import { formatMinute, localOf } from '../../src-shared/kernel/wall-time.ts';
import type { WaitingEntry, WaitingPlace } from '../../src-shared/waiting/waiting.contract.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useCan, useDesk, useLocale } from '../app/session.ts';
import { carry, openWish } from './waiting-desk.ts';
import { placeText, wishText } from './wish-text.ts';

interface WaitingCardProps {
  readonly entry: WaitingEntry;
  /** The soonest time that meets the wish; undefined: there is none. */
  readonly place: WaitingPlace | undefined;
  /** The place is not what was asked for: the nearest other time of a request. */
  readonly isOther: boolean;
  readonly isPending: boolean;
  readonly isCarried: boolean;
  readonly onBook: (entry: WaitingEntry, place: WaitingPlace) => void;
  readonly onClose: (entry: WaitingEntry, isDeclined: boolean) => void;
  /** The card was pressed to be pulled into the grid. */
  readonly onGrab: (entry: WaitingEntry, event: PointerEvent<HTMLElement>) => void;
}

/** Somebody who waits or asks: what for, since when, and the time that suits. */
export function WaitingCard(props: WaitingCardProps) {
  const { entry, place, isOther, isPending, isCarried, onBook, onClose, onGrab } = props;
  const { t } = useTranslation('waiting');
  const navigate = useNavigate();
  const locale = useLocale();
  const { today, nowMin, settings, session } = useDesk();
  const canEdit = useCan('edit_journal');
  const nameId = useId();
  const take = useCommand(api.waiting.take.mutationOptions());
  const offer = useCommand(api.waiting.offer.mutationOptions());
  const decline = useCommand(api.waiting.decline.mutationOptions());
  const known = { entryId: entry.id, version: entry.version };
  const name = entry.name || t('card.noName');
  const { group } = entry;
  const services = group ? group.title : entry.services.map((service) => service.name).join(', ');
  const masters = entry.staff.map((person) => person.name).join(', ') || t('card.anyMaster');
  const isRequest = entry.kind === 'request';
  const isPlaceable = entry.services.length > 0 && entry.groupEventId === null;
  const { offer: offered } = entry;
  const since = localOf(entry.createdAtMs, settings.timeZone).localDate;
  const bookable = offered ?? (isOther ? undefined : place);
  const isMine = entry.ownerId === session.user.id;

  return (
    <article
      className="zw-card"
      aria-labelledby={nameId}
      data-match={(place !== undefined && offered === null && !isOther) || undefined}
      data-carried={isCarried || undefined}
      data-over={entry.isOver || undefined}
      title={canEdit && isPlaceable ? t('card.dragHint') : undefined}
      onPointerDown={(event) => {
        if (canEdit && isPlaceable) onGrab(entry, event);
      }}
    >
      <header>
        <b id={nameId}>{name}</b>
        {entry.visits === 0 && entry.clientId !== null && <IconSparkles size={14} aria-hidden className="zw-new" />}
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
              {isRequest && (
                <Menu.Item onClick={() => void take.run({ ...known, isMine: !isMine })}>
                  {t(isMine ? 'request.letGo' : 'request.mine')}
                </Menu.Item>
              )}
              {entry.clientId !== null && (
                <Menu.Item onClick={() => void navigate(`/clients/${entry.clientId}`)}>
                  {t('card.openClient')}
                </Menu.Item>
              )}
              <Menu.Divider />
              {isRequest && <Menu.Item onClick={() => onClose(entry, true)}>{t('card.refuse')}</Menu.Item>}
              <Menu.Item color="danger" onClick={() => onClose(entry, false)}>
                {t('card.closeEntry')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </header>
      <p className="zw-what">{services || t('card.noServices')}</p>
      <p className="z-dim">
        {isRequest ? `${t(`request.source.${entry.source}`)} · ` : ''}
        {group
          ? `${t('card.groupSeat')} · ${formatDate(group.localDate, 'day', locale)}, ${formatMinute(group.startMin)}`
          : `${wishText(entry, t, locale)} · ${masters}`}
      </p>
      {entry.comment && <p className="zw-note">{entry.comment}</p>}
      {healthLines(entry, t).map((line) => (
        <p key={line} className="zw-warn">
          <IconAlertTriangle size={14} aria-hidden /> {line}
        </p>
      ))}
      {entry.noShows > 0 && (
        <p className="zw-warn">
          <IconAlertTriangle size={14} aria-hidden /> {t('card.noShows', { count: entry.noShows })}
        </p>
      )}
      <p className="z-dim zw-since">
        <IconHourglass size={13} aria-hidden />
        {entry.isOver ? t('card.over') : t('card.waits', { since: t('card.since', { date: sinceText() }) })}
        {entry.ownerName !== null && ` · ${t('request.owner', { name: entry.ownerName })}`}
      </p>
      {isRequest && entry.dueAtMs !== null && entry.status === 'waiting' && (
        <p className={entry.isOverdue ? 'zw-warn' : 'z-dim'}>
          <IconClockHour4 size={14} aria-hidden /> {dueText(entry.dueAtMs)}
        </p>
      )}
      {offered !== null && (
        <p className={offered.isExpired ? 'zw-warn' : 'zw-offer'} role="status">
          {offered.isExpired
            ? t('card.expired', { when: placeText(offered, today, locale) })
            : t('card.offered', {
                when: placeText(offered, today, locale),
                until: formatClock(offered.untilMs, settings.timeZone, locale),
              })}
        </p>
      )}
      {place && offered === null && (
        <p className={isOther ? 'zw-offer' : 'zw-match'}>
          {t(isOther ? 'card.other' : group ? 'card.seat' : 'card.match', { when: placeText(place, today, locale) })} ·{' '}
          {place.staffNames.join(', ')}
        </p>
      )}
      {canEdit && (
        <footer>
          {bookable && (
            <Button
              size="compact-sm"
              loading={isPending}
              aria-label={t('card.bookAt', {
                who: name,
                when: placeText(bookable, today, locale),
                staff: bookable.staffNames.join(', '),
              })}
              onClick={() => onBook(entry, bookable)}
            >
              {t(isRequest ? 'request.accept' : 'card.book')}
            </Button>
          )}
          {offered === null && place && entry.groupEventId === null && (
            <Button
              size="compact-sm"
              variant="default"
              loading={offer.isPending}
              onClick={() =>
                void offer.run({
                  ...known,
                  localDate: place.localDate,
                  startMin: place.startMin,
                  lines: place.lines.map(({ serviceId, staffId, startMin, durationMin }) => ({
                    serviceId,
                    staffId,
                    startMin,
                    durationMin,
                  })),
                })
              }
            >
              {t(isOther ? 'card.offerOther' : 'card.offer')}
            </Button>
          )}
          {offered !== null && (
            <Button
              size="compact-sm"
              variant="default"
              loading={decline.isPending}
              onClick={() => void decline.run(known)}
            >
              {t(isRequest || settings.waitlistPolicy === 'manual' ? 'card.declinedAlone' : 'card.declined')}
            </Button>
          )}
          {entry.groupEventId === null && (
            <Button
              size="compact-sm"
              variant="subtle"
              disabled={!isPlaceable}
              title={isPlaceable ? t('card.placeHint') : t('card.needsService')}
              aria-pressed={isCarried}
              onClick={() => carry(isCarried ? null : entry)}
            >
              {t('card.place')}
            </Button>
          )}
        </footer>
      )}
    </article>
  );

  function sinceText(): string {
    return since === today
      ? formatClock(entry.createdAtMs, settings.timeZone, locale)
      : formatDate(since, 'dayMonth', locale);
  }

  function dueText(dueAtMs: number): string {
    if (!entry.isOverdue) return t('request.due', { time: formatClock(dueAtMs, settings.timeZone, locale) });
    const due = localOf(dueAtMs, settings.timeZone);
    const minutes = Math.max(1, daysBetween(due.localDate, today) * 1440 + nowMin - due.minute);
    return t('request.overdue', { time: formatDuration(minutes, locale) });
  }
}
