import './client-figures.css';
import { Button, Chip, CloseButton, Skeleton, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import {
  IconArrowsJoin,
  IconCalendarEvent,
  IconFlask,
  IconHistory,
  IconId,
  IconNote,
  IconPaperclip,
  IconPhone,
  IconSearch,
  IconReceipt,
  IconShieldCheck,
  IconShieldQuestion,
  IconTestPipe,
  type Icon,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import {
  TIMELINE_TYPES,
  type TimelineEvent,
  type TimelineType,
} from '../../src-shared/client-figures/client-figures.contract.ts';
import { type WordWays, titleOf, wordsOf } from '../../src-shared/client-figures/timeline-words.ts';
import { formatDate, formatInstant } from '../../src-shared/i18n/format.ts';
import { formatMinute, localOf } from '../../src-shared/kernel/wall-time.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useDesk } from '../app/session.ts';
import type { CardTabProps } from '../clients/card/card-tabs.ts';
import { STATUS_ICONS } from '../journal/StatusSign.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';

const PAUSE_MS = 200;

const TYPE_ICONS: Readonly<Record<TimelineType, Icon>> = {
  visit: IconCalendarEvent,
  purchase: IconReceipt,
  card: IconId,
  note: IconNote,
  call: IconPhone,
  work: IconFlask,
  file: IconPaperclip,
  patchTest: IconTestPipe,
  consent: IconShieldCheck,
  merge: IconArrowsJoin,
  request: IconShieldQuestion,
};

/** Everything that happened with a client on one line of time: filtered, searched, read page by page. */
export function TimelineTab({ clientId }: CardTabProps) {
  const { t } = useTranslation('clientFigures');
  const { session, today, settings } = useDesk();
  const { locale } = session.user;
  const [types, setTypes] = useState<TimelineType[]>([]);
  const [text, setText] = useState('');
  const [query] = useDebouncedValue(text.trim(), PAUSE_MS);
  const pages = useInfiniteQuery(
    api.clientFigures.timeline.infiniteOptions({
      input: (cursor: string | undefined) => ({
        clientId,
        locale,
        query,
        ...(types.length > 0 ? { types } : {}),
        ...(cursor === undefined ? {} : { cursor }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  );
  const ways: WordWays = {
    t: (key, values) => t(key, values),
    locale,
    currency: settings.currency,
    timeZone: settings.timeZone,
    thisYear: Number(today.slice(0, 4)),
  };
  const events = pages.data?.pages.flatMap((page) => page.events) ?? [];
  const isNarrowed = query !== '' || types.length > 0;
  return (
    <div className="z-timeline">
      <div className="z-timeline-bar">
        <TextInput
          className="z-timeline-search"
          aria-label={t('timeline.search')}
          placeholder={t('timeline.search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={
            text && <CloseButton size="sm" aria-label={t('timeline.clearSearch')} onClick={() => setText('')} />
          }
          value={text}
          maxLength={100}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div className="z-timeline-types" role="group" aria-label={t('timeline.filter')}>
          <Chip size="xs" checked={types.length === 0} onChange={() => setTypes([])}>
            {t('timeline.all')}
          </Chip>
          {TIMELINE_TYPES.map((type) => (
            <Chip
              key={type}
              size="xs"
              checked={types.includes(type)}
              onChange={(isOn) => setTypes(isOn ? [...types, type] : types.filter((one) => one !== type))}
            >
              {t(`timeline.types.${type}`)}
            </Chip>
          ))}
        </div>
      </div>
      {pages.error && <p className="z-field-error">{errorText(pages.error, t)}</p>}
      {pages.isPending && <Skeleton height={240} className="z-appear-late" aria-label={t('timeline.loading')} />}
      {pages.data && events.length === 0 && (
        <EmptyState
          icon={isNarrowed ? IconSearch : IconHistory}
          title={t(isNarrowed ? 'timeline.nothing.title' : 'timeline.empty.title')}
          text={t(isNarrowed ? 'timeline.nothing.text' : 'timeline.empty.text')}
        />
      )}
      <Months events={events} ways={ways} />
      {pages.hasNextPage && (
        <p className="z-client-more">
          <Button
            size="compact-sm"
            variant="default"
            loading={pages.isFetchingNextPage}
            onClick={() => void pages.fetchNextPage()}
          >
            {t('timeline.more')}
          </Button>
        </p>
      )}
    </div>
  );
}

interface MonthsProps {
  readonly events: readonly TimelineEvent[];
  readonly ways: WordWays;
}

/** Events under the names of their months; what is still to come stands first. */
function Months({ events, ways }: MonthsProps) {
  const { t } = useTranslation('clientFigures');
  const { today } = useDesk();
  const groups = Map.groupBy(events, (event) => {
    const date = dateOf(event, ways.timeZone);
    return date > today ? '' : date.slice(0, 7);
  });
  return (
    <div className="z-timeline-list" aria-label={t('timeline.label')} role="feed">
      {[...groups].map(([month, own]) => (
        <section key={month}>
          <h2>{month === '' ? t('timeline.ahead') : formatDate(`${month}-01`, 'month', ways.locale)}</h2>
          <ol>
            {own.map((event) => (
              <EventItem key={event.id} event={event} ways={ways} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function dateOf(event: TimelineEvent, timeZone: string): string {
  return event.visit?.localDate ?? localOf(event.atMs, timeZone).localDate;
}

function EventItem({ event, ways }: { readonly event: TimelineEvent; readonly ways: WordWays }) {
  const { t } = useTranslation('clientFigures');
  const navigate = useNavigate();
  const { visit } = event;
  const Picture = visit ? STATUS_ICONS[visit.status] : TYPE_ICONS[event.type];
  const when = visit
    ? `${formatDate(visit.localDate, 'dayMonth', ways.locale)}, ${formatMinute(visit.startMin)}`
    : formatInstant(event.atMs, ways.timeZone, ways.locale, ways.thisYear);
  const lines = event.lines.map((line) => wordsOf(line, ways)).filter(Boolean);
  const title = titleOf(event, ways);
  return (
    <li data-type={event.type} data-status={visit?.status} data-undone={event.isUndone || undefined}>
      <Picture size={18} aria-hidden className="z-timeline-icon" />
      <div className="z-timeline-head">
        <b>{title}</b>
        {visit && <span className="z-timeline-status">{t(`journal:screen.status.${visit.status}`)}</span>}
        {event.isUndone && <span className="z-tag">{t('timeline.undone')}</span>}
        <span className="z-timeline-when z-dim">
          {visit ? (
            <button
              type="button"
              className="z-link"
              aria-label={t('rows.openDay', { date: formatDate(visit.localDate, 'full', ways.locale) })}
              onClick={() => void navigate(`/journal/${visit.localDate}`)}
            >
              {when}
            </button>
          ) : (
            when
          )}
          {event.actorName !== null && ` · ${event.actorName}`}
        </span>
      </div>
      {lines.map((line) => (
        <div key={line} className="z-timeline-line">
          {line}
        </div>
      ))}
      {visit && visit.history.length > 0 && <Steps visit={visit} ways={ways} />}
    </li>
  );
}

/** Who did what with a visit. */
function Steps({ visit, ways }: { readonly visit: NonNullable<TimelineEvent['visit']>; readonly ways: WordWays }) {
  const { t } = useTranslation('clientFigures');
  return (
    <details className="z-timeline-steps">
      <summary>{t('timeline.steps', { count: visit.history.length })}</summary>
      <ul>
        {visit.history.map((step) => (
          <li key={`${step.atMs}-${step.title.key}-${step.effect}`}>
            {titleOf(step, ways)}
            {step.isUndone && <span className="z-tag">{t('timeline.undone')}</span>}
            <span className="z-dim">
              {' '}
              {formatInstant(step.atMs, ways.timeZone, ways.locale, ways.thisYear)},{' '}
              {step.actorName ?? t('timeline.program')}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
