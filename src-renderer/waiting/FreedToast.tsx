import './waiting.css';
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { formatMinute, localOf } from '../../src-shared/kernel/wall-time.ts';
import type { WaitingMatch } from '../../src-shared/waiting/waiting.contract.ts';
import type { WaitlistPolicy } from '../../src-shared/waiting/waiting.rules.ts';
import { api, client } from '../api/client.ts';
import { showNotice, useCommand } from '../api/use-command.tsx';
import { DeskContext, type Desk, useDesk, useLocale, useMoney } from '../app/session.ts';

/** A stretch of a master's day that became free. */
export interface FreedWindow {
  readonly localDate: string;
  readonly staffId: number;
  readonly startMin: number;
  readonly endMin: number;
}

const TOAST_ID = 'waiting-freed';
const SHOWN = 3;
/** Long enough to read three names and take up the telephone. */
const SHOWN_MS = 30_000;

/** After a cancelled or missed visit: names up to three who may take its time. Nobody waits: nothing is shown. */
export function offerFreed(visitId: number, desk: Desk): void {
  void client.waiting.matchesAfter({ visitId, limit: SHOWN }).then((answer) => showMatches(answer, desk), ignore);
}

/** After a visit that went elsewhere: names up to three who may take the time it left. */
export function offerFreedTime(window: FreedWindow, desk: Desk): void {
  const input = { ...window, limit: SHOWN };
  void client.waiting.matchesFor(input).then((answer) => showMatches(answer, desk), ignore);
}

/** The visit is cancelled or moved already; a list of names that cannot be read is no reason to worry anybody. */
function ignore(): void {}

interface Matches {
  readonly policy: WaitlistPolicy;
  readonly matches: readonly WaitingMatch[];
}

function showMatches({ matches, policy }: Matches, desk: Desk): void {
  if (matches.length === 0) return;
  notifications.hide(TOAST_ID);
  notifications.show({
    id: TOAST_ID,
    autoClose: SHOWN_MS,
    withBorder: true,
    // A toast is drawn outside the frame that knows who is at the desk.
    message: (
      <DeskContext value={desk}>
        <FreedToast matches={matches} policy={policy} />
      </DeskContext>
    ),
  });
}

interface FreedToastProps {
  readonly matches: readonly WaitingMatch[];
  readonly policy: WaitlistPolicy;
}

/** Those whom the freed time suits, in the order of the salon's policy; one press books, another one offers. */
function FreedToast({ matches, policy }: FreedToastProps) {
  const { t } = useTranslation('waiting');
  const locale = useLocale();
  const money = useMoney();
  const { settings } = useDesk();
  const book = useCommand(api.waiting.book.mutationOptions());
  const join = useCommand(api.waiting.join.mutationOptions());
  const offer = useCommand(api.waiting.offerWindow.mutationOptions());
  const [offered, setOffered] = useState<string | null>(null);
  const [first] = matches;
  const done = (): void => {
    notifications.hide(TOAST_ID);
  };
  const take = async (match: WaitingMatch): Promise<void> => {
    const { place } = match;
    if (!place) {
      if (await join.run({ entryId: match.entryId, version: match.entryVersion })) done();
      return;
    }
    const booked = await book.run({
      entryId: match.entryId,
      version: match.entryVersion,
      localDate: place.localDate,
      startMin: place.startMin,
      lines: place.lines,
    });
    if (!booked) return;
    if (booked.told.length > 0) showNotice(t('told', { names: booked.told.join(', ') }));
    done();
  };
  const offerIt = async (): Promise<void> => {
    const line = first?.place?.lines[0];
    if (!first?.place || !line) return;
    const { localDate } = first.place;
    const answer = await offer.run({
      localDate,
      staffId: line.staffId,
      startMin: line.startMin,
      endMin: line.startMin + line.durationMin,
    });
    if (answer) setOffered(answer.offered.map(({ name }) => name).join(', '));
  };
  return (
    <div className="zw-freed" role="status">
      <strong>{t('freed.title')}</strong>
      {matches.map((match) => {
        const time = match.place ? formatMinute(match.place.startMin) : t('card.groupSeat');
        const who = match.name || t('card.noName');
        return (
          <div key={match.entryId} className="zw-freed-row">
            <span>
              {t('freed.row', { name: who, time, services: match.serviceNames.join(', ') })}
              <small>{[match.phone, reasonText(match)].filter(Boolean).join(' · ')}</small>
            </span>
            <Button
              size="compact-sm"
              loading={book.isPending}
              aria-label={t('freed.bookWho', { who, time })}
              onClick={() => void take(match)}
            >
              {t('freed.book')}
            </Button>
          </div>
        );
      })}
      <div className="zw-freed-row">
        <span>{offered === null ? t('freed.hint') : t('freed.offered', { names: offered })}</span>
        {offered === null && policy !== 'manual' && first?.place && (
          <Button size="compact-sm" variant="default" loading={offer.isPending} onClick={() => void offerIt()}>
            {t(policy === 'first_to_answer' ? 'freed.offerAll' : 'freed.offer')}
          </Button>
        )}
        <Button size="compact-sm" variant="subtle" onClick={done}>
          {t('freed.close')}
        </Button>
      </div>
    </div>
  );

  function reasonText({ reason, spentMinor, createdAtMs }: WaitingMatch): string {
    const date = formatDate(localOf(createdAtMs, settings.timeZone).localDate, 'dayMonth', locale);
    return t(`reason.${reason}`, { sum: money(spentMinor), date });
  }
}
