import './waiting.css';
import { Button, CloseButton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WaitingEntry } from '../../src-shared/waiting/waiting.contract.ts';
import { WAITING_KINDS, type WaitingKind } from '../../src-shared/waiting/waiting.rules.ts';
import { useCan } from '../app/session.ts';
import { CloseEntryDialog } from './CloseEntryDialog.tsx';
import { QueueTab } from './QueueTab.tsx';
import { useWaitingList } from './use-waiting.ts';
import type { WaitBooking } from './use-wait-booking.ts';
import { WaitingCard } from './WaitingCard.tsx';
import { WaitingForm } from './WaitingForm.tsx';
import { closeWaiting, openWish, showTab, useWaitingDesk } from './waiting-desk.ts';

interface WaitingPanelProps {
  readonly booking: WaitBooking;
  readonly onGrab: (entry: WaitingEntry, event: PointerEvent<HTMLElement>) => void;
  /** Shows the visit of a guest who has come. */
  readonly onArrived: (visitId: number) => void;
  /** The focus goes back to the grid. */
  readonly onClosed: () => void;
}

/** Those who wait, beside the grid (F6): the waiting list, the live queue, the requests. */
export function WaitingPanel({ booking, onGrab, onArrived, onClosed }: WaitingPanelProps) {
  const { t } = useTranslation('waiting');
  const { tab, form, carried } = useWaitingDesk();
  const { isRead, entries, places, others, counts, overdue, policy } = useWaitingList(tab);
  const canEdit = useCan('edit_journal');
  const [closing, setClosing] = useState<{ entry: WaitingEntry; isDeclined: boolean } | null>(null);
  const tabs = useRef<HTMLDivElement>(null);
  const isForm = form !== null;
  useEffect(() => {
    // The form takes the focus itself.
    if (!isForm) tabs.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
  }, [isForm, tab]);
  const close = (): void => {
    closeWaiting();
    onClosed();
  };
  const onTabKey = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.code];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const at = WAITING_KINDS.indexOf(tab) + step;
    showTab(WAITING_KINDS[(at + WAITING_KINDS.length) % WAITING_KINDS.length] ?? tab);
  };
  const carriedId = carried?.id ?? null;
  return (
    <aside
      className="zw-panel"
      aria-label={t('title')}
      onKeyDown={(event) => {
        if (event.code === 'Escape' && !event.defaultPrevented && carried === null) close();
      }}
    >
      <header className="zw-head">
        <h2>{t('title')}</h2>
        <CloseButton aria-label={t('close')} onClick={close} />
      </header>
      <div ref={tabs} className="zw-tabs" role="tablist" aria-label={t('title')} onKeyDown={onTabKey}>
        {WAITING_KINDS.map((kind) => (
          <button
            key={kind}
            type="button"
            role="tab"
            id={`zw-tab-${kind}`}
            aria-selected={tab === kind}
            aria-controls="zw-list"
            tabIndex={tab === kind ? 0 : -1}
            onClick={() => showTab(kind)}
          >
            {t(`tabs.${kind}`)}
            {counts[kind] > 0 && (
              <b className="zw-count" data-overdue={(kind === 'request' && overdue > 0) || undefined}>
                {counts[kind]}
              </b>
            )}
          </button>
        ))}
      </div>
      {form ? (
        <WaitingForm key={`${form.kind}-${form.entry?.id ?? 0}`} start={form} />
      ) : (
        <div id="zw-list" className="zw-list" role="tabpanel" aria-labelledby={`zw-tab-${tab}`}>
          {canEdit && (
            <Button
              size="compact-md"
              variant="light"
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => openWish({ kind: tab })}
            >
              {t(`add.${tab}`)}
            </Button>
          )}
          {content(tab)}
        </div>
      )}
      {!isForm && tab === 'waiting' && entries.length > 0 && (
        <footer className="zw-foot z-dim">
          {t('policy.label')}: {t(`policy.${policy}`)}
        </footer>
      )}
      {closing && (
        <CloseEntryDialog
          entry={closing.entry}
          isDeclined={closing.isDeclined}
          onClose={() => {
            setClosing(null);
            tabs.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
          }}
        />
      )}
    </aside>
  );

  function content(kind: WaitingKind) {
    if (kind === 'walk_in') {
      return (
        <QueueTab
          entries={entries}
          carriedId={carriedId}
          onClose={(entry) => setClosing({ entry, isDeclined: false })}
          onGrab={onGrab}
          onArrived={onArrived}
        />
      );
    }
    if (entries.length === 0) return <p className="zw-empty">{isRead ? t(`empty.${kind}`) : ''}</p>;
    return entries.map((entry) => (
      <WaitingCard
        key={entry.id}
        entry={entry}
        place={places.get(entry.id)}
        isOther={others.has(entry.id)}
        isPending={booking.isPending}
        isCarried={carriedId === entry.id}
        onBook={(who, place) => void (who.groupEventId === null ? booking.book(who, place) : booking.join(who))}
        onClose={(who, isDeclined) => setClosing({ entry: who, isDeclined })}
        onGrab={onGrab}
      />
    ));
  }
}
