import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  IconArrowBackUp,
  IconChevronLeft,
  IconChevronRight,
  IconHistory,
  IconPlayerPause,
  IconPlayerPlay,
} from '@tabler/icons-react';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatClock, formatInstant } from '../../src-shared/i18n/format.ts';
import { instantOf, localOf } from '../../src-shared/kernel/wall-time.ts';
import type { Moment } from '../../src-shared/replay/replay.contract.ts';
import { api, queryClient } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { logEntryText } from '../api/summary-text.ts';
import { useDesk } from '../app/session.ts';
import { SidePanel } from '../app/SidePanel.tsx';
import type { GoTo, JournalAddress, PastPoint } from '../journal/journal-address.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { PastGrid } from './PastGrid.tsx';
import { latestMoment, pointOf } from './moments.ts';
import './replay.css';

interface ReplayViewProps {
  readonly address: JournalAddress;
  readonly past: PastPoint;
  readonly onGo: GoTo;
}

const STEP_MS = 1200;
/** More marks than this would be a solid bar. */
const MAX_MARKS = 400;

/** The journal as it looked at a past minute: a slider over everything that was done to the day (features.md, idea 4). */
export function ReplayView({ address, past, onGo }: ReplayViewProps) {
  const { t } = useTranslation('replay');
  const { settings, session } = useDesk();
  const { locale } = session.user;
  const { date } = address;
  const slider = useRef<HTMLInputElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const read = useQuery(api.replay.moments.queryOptions({ input: { localDate: date } }));
  const moments = useMemo(() => read.data ?? [], [read.data]);
  const index = latestMoment(moments, past);
  const moment = moments[index] ?? null;
  const day = useQuery(
    api.replay.dayAt.queryOptions({ input: inputAt(date, past), placeholderData: keepPreviousData }),
  );
  const show = (next: number): void => {
    const point = pointOf(moments, next);
    if (point !== null) onGo({ past: point }, true);
  };
  const leave = (): void => onGo({ past: null });
  const isRead = read.isSuccess;
  useEffect(() => {
    // The arrows step from the first press on.
    if (isRead) slider.current?.focus();
  }, [isRead]);
  const isLast = index >= moments.length - 1;
  useEffect(() => {
    if (!isPlaying) return undefined;
    const timer = setTimeout(() => {
      if (isLast) setPlaying(false);
      else show(index + 1);
    }, STEP_MS);
    return () => clearTimeout(timer);
    // A new function at each render; the position is what counts.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isPlaying, index, isLast]);
  useEffect(() => {
    for (const next of [index - 1, index + 1]) {
      const point = pointOf(moments, next);
      if (point !== null) {
        void queryClient.prefetchQuery(api.replay.dayAt.queryOptions({ input: inputAt(date, point) }));
      }
    }
  }, [moments, index, date]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (
        event.code !== 'Escape' ||
        event.defaultPrevented ||
        document.querySelector('[role="listbox"], [role="dialog"]')
      )
        return;
      event.preventDefault();
      onGo({ past: null });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [onGo]);

  const when = (atMs: number): string => formatInstant(atMs, settings.timeZone, locale, Number(date.slice(0, 4)));
  const who = (item: Moment): string => item.actorName ?? t('program');
  const what = (item: Moment): string => logEntryText(item, t, locale);
  const isBefore = moments.length > 0 && index < 0;
  const title = isBefore ? t('before') : t('title', { when: when(past.atMs) });
  const said = moment === null ? title : t('what', { who: who(moment), when: when(moment.atMs), text: what(moment) });
  const wall = localOf(past.atMs, settings.timeZone);
  const marked = useMemo(() => new Set<number>(moment?.visitIds ?? []), [moment]);
  if (read.error) return <EmptyState icon={IconHistory} title={errorText(read.error, t)} />;
  return (
    <>
      <SidePanel>
        <section className="zr-side">
          <h2 className="zj-side-title">
            {t('changesTitle')} <b>{moments.length}</b>
          </h2>
          <ol className="zr-moments">
            {moments.length > 0 && (
              <li>
                <button type="button" aria-current={isBefore ? 'true' : undefined} onClick={() => show(-1)}>
                  {t('start')}
                </button>
              </li>
            )}
            {moments.map((item, at) => (
              <li key={item.commandId}>
                <MomentButton isCurrent={at === index} onClick={() => show(at)}>
                  <b>{formatClock(item.atMs, settings.timeZone, locale)}</b> {who(item)}
                  <span>{what(item)}</span>
                </MomentButton>
              </li>
            ))}
          </ol>
          <p className="z-dim zr-note">{t('schedule')}</p>
        </section>
      </SidePanel>
      <div className="zr-bar" role="group" aria-label={title}>
        <strong className="zr-title">
          <IconHistory size={18} aria-hidden /> {title}
        </strong>
        <StepButton
          label={index < 0 ? t('noPrevious') : t('previous')}
          isOff={index < 0}
          onClick={() => show(index - 1)}
        >
          <IconChevronLeft size={18} />
        </StepButton>
        <StepButton
          label={t(isPlaying ? 'pause' : 'play')}
          isOff={moments.length === 0}
          onClick={() => {
            if (isLast && !isPlaying) show(-1);
            setPlaying(!isPlaying);
          }}
        >
          {isPlaying ? <IconPlayerPause size={18} /> : <IconPlayerPlay size={18} />}
        </StepButton>
        <StepButton label={isLast ? t('noNext') : t('next')} isOff={isLast} onClick={() => show(index + 1)}>
          <IconChevronRight size={18} />
        </StepButton>
        <div className="zr-slider">
          {moments.length > 0 && moments.length <= MAX_MARKS && (
            <div className="zr-marks" aria-hidden>
              {moments.map((item, at) => (
                <i
                  key={item.commandId}
                  data-effect={item.effect}
                  data-done={at <= index ? '' : undefined}
                  style={{ left: `${((at + 1) / moments.length) * 100}%` }}
                />
              ))}
            </div>
          )}
          <input
            ref={slider}
            type="range"
            min={0}
            max={moments.length}
            step={1}
            value={index + 1}
            aria-label={t('slider')}
            aria-valuetext={said}
            disabled={moments.length === 0}
            onChange={(event) => {
              setPlaying(false);
              show(Number(event.currentTarget.value) - 1);
            }}
          />
        </div>
        <span className="zr-count">{t('position', { index: index + 1, count: moments.length })}</span>
        <DateTimePicker
          size="xs"
          w={150}
          aria-label={t('at')}
          valueFormat="DD.MM.YYYY HH:mm"
          clearable={false}
          value={`${wall.localDate} ${clock(wall.minute)}:00`}
          onChange={(text) => {
            const [day, time] = (text ?? '').split(' ');
            if (day === undefined || time === undefined) return;
            const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
            const { atMs } = instantOf(day, minute, settings.timeZone);
            // To the end of the minute: what was done in it is seen.
            onGo({ past: { atMs: atMs + 59_999, commandId: null } }, true);
          }}
        />
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconArrowBackUp size={16} aria-hidden />}
          onClick={leave}
        >
          {t('leave')}
        </Button>
      </div>
      <p className="zr-said" role="status" aria-live="polite">
        {moment === null ? (moments.length === 0 && read.isSuccess ? t('none') : t('start')) : said}
        {moment?.reason ? ` ${t('reason', { reason: moment.reason })}` : ''}
      </p>
      <div className="zr-frame" aria-busy={day.isPlaceholderData}>
        {day.data ? (
          <PastGrid
            past={day.data}
            by={address.by}
            marked={marked}
            nowMin={wall.localDate === date ? wall.minute : null}
            revision={`${past.atMs}-${past.commandId ?? ''}`}
          />
        ) : (
          day.error && <EmptyState icon={IconHistory} title={errorText(day.error, t)} />
        )}
      </div>
    </>
  );
}

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

function inputAt(localDate: string, { atMs, commandId }: PastPoint) {
  return { localDate, atMs, ...(commandId === null ? {} : { commandId: commandId as Moment['commandId'] }) };
}

interface MomentButtonProps {
  readonly isCurrent: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function MomentButton({ isCurrent, onClick, children }: MomentButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isCurrent) button.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  return (
    <button ref={button} type="button" aria-current={isCurrent ? 'true' : undefined} onClick={onClick}>
      {children}
    </button>
  );
}

interface StepButtonProps {
  readonly label: string;
  readonly isOff: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/** A button that says why it is off. */
function StepButton({ label, isOff, onClick, children }: StepButtonProps) {
  return (
    <Tooltip label={label}>
      <span>
        <ActionIcon variant="default" size="md" aria-label={label} disabled={isOff} onClick={onClick}>
          {children}
        </ActionIcon>
      </span>
    </Tooltip>
  );
}
