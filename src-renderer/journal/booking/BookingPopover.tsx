import { ActionIcon, Drawer, FocusTrap, Group, Paper, Portal, Title } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type CSSProperties, type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BookingWish } from '../../../src-shared/journal/booking.rules.ts';
import type { Day } from '../../../src-shared/journal/journal.contract.ts';
import { useActions } from '../../app/actions.ts';
import type { FindStart } from '../../availability/FindWindow.tsx';
import type { WindowWish } from '../../availability/found-slot.ts';
import { RepeatDialog } from '../../series/RepeatDialog.tsx';
import { useDiscardGuard } from '../../ui/use-discard-guard.tsx';
import type { GridRect } from '../grid/grid-model.ts';
import { BookingFields } from './BookingFields.tsx';
import type { BookingClient, BookingDraft, CallBooking } from './booking-model.ts';
import { useBookingForm } from './use-booking-form.ts';

const WIDTH = 440;
const EDGE = 12;

export interface BookingPopoverProps {
  readonly day: Day;
  readonly localDate: string;
  readonly draft: BookingDraft;
  /** Where the new visit stands on the screen; the form opens beside it. Null: in the middle. */
  readonly anchorRect: GridRect | null;
  readonly onDraftChange: (draft: BookingDraft) => void;
  readonly onClose: () => void;
  /** `isCall`: the call was written down with it. */
  readonly onBooked: (booked: { visitId: number; isCall?: boolean }) => void;
  /** The visit is booked in a call to this client: both are written as one command. */
  readonly call?: CallBooking;
  readonly initialClient?: BookingClient | null;
  readonly initialWishes?: readonly BookingWish[];
  /** Looks for another window for what is entered (F4). */
  readonly onFind: (start: FindStart) => void;
  /** A group service was chosen first: a seat of a session is taken instead (A13). */
  readonly onGroup?: (serviceId: number, client: BookingClient | null) => void;
}

/**
 * A new visit, written beside its place on the grid (ui.md 4): client, services, Ctrl+Enter.
 *
 * The grid stays visible and alive; the box on it follows the chosen services. «Подробнее» opens the same form in full in a
 * drawer, with everything entered kept; a refusal is shown in the form itself.
 */
export function BookingPopover(props: BookingPopoverProps) {
  const { t } = useTranslation('journal');
  const titleId = useId();
  const [isFull, setFull] = useState(false);
  const [isRepeating, setRepeating] = useState(false);
  const form = useBookingForm(props);
  const close = useDiscardGuard(form.isDirty, props.onClose);
  useActions(
    [
      {
        id: 'journal.find-window',
        title: 'journal:screen.actions.findWindow',
        group: 'journal',
        shortcut: 'F4',
        permission: 'see_journal',
        run: () => props.onFind({ wishes: form.wishes.map(asAsked), client: form.client }),
      },
    ],
    [],
  );
  /** Whoever drew the box rarely insists on its master: only a wish for this one is kept. */
  const asAsked = ({ serviceId, staffId, isParallel = false, gapMin = 0 }: BookingWish): WindowWish => ({
    serviceId,
    staffId: form.wantsThisMaster ? staffId : null,
    isParallel,
    gapMin,
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey && event.code === 'Enter') {
      event.preventDefault();
      event.stopPropagation();
      if (!form.isPending) void form.save();
    } else if (event.code === 'Escape' && !isRepeating && !isListOpen(event)) {
      event.stopPropagation();
      close();
    }
  };
  const repeat = isRepeating && (
    <RepeatDialog
      visit={form.repeatable()}
      onClose={() => setRepeating(false)}
      onBooked={(visitId) => props.onBooked({ visitId })}
    />
  );
  const fields = (
    <BookingFields
      form={form}
      day={props.day}
      localDate={props.localDate}
      isFull={isFull}
      onFull={() => setFull(true)}
      onRepeat={() => {
        if (form.isComplete()) setRepeating(true);
      }}
    />
  );
  if (isFull) {
    return (
      <Drawer
        opened
        onClose={close}
        closeOnEscape={false}
        position="right"
        size={520}
        title={<Title order={2}>{t('booking.title')}</Title>}
        closeButtonProps={{ 'aria-label': t('booking.close') }}
        onKeyDown={onKeyDown}
      >
        {fields}
        {repeat}
      </Drawer>
    );
  }
  return (
    <Portal>
      <FocusTrap active={!isRepeating}>
        <Paper
          role="dialog"
          aria-labelledby={titleId}
          shadow="lg"
          withBorder
          p="md"
          style={placeBeside(props.anchorRect)}
          onKeyDown={onKeyDown}
        >
          <Group justify="space-between" wrap="nowrap" mb={10}>
            <Title order={2} id={titleId} fz={16}>
              {t('booking.title')}
            </Title>
            <ActionIcon variant="subtle" color="gray" aria-label={t('booking.close')} onClick={close}>
              <IconX size={18} aria-hidden />
            </ActionIcon>
          </Group>
          {fields}
        </Paper>
      </FocusTrap>
      {repeat}
    </Portal>
  );
}

/** The first Esc closes an open list of a field, the next one the form. */
function isListOpen({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.getAttribute('data-mantine-stop-propagation') === 'true';
}

/** To the right of the slot, or to its left, always whole on the screen. */
function placeBeside(anchor: GridRect | null): CSSProperties {
  const base: CSSProperties = {
    position: 'fixed',
    width: WIDTH,
    maxWidth: `calc(100vw - ${2 * EDGE}px)`,
    maxHeight: `calc(100vh - ${2 * EDGE}px)`,
    overflowY: 'auto',
    zIndex: 150,
  };
  if (!anchor) return { ...base, left: '50%', top: '12vh', transform: 'translateX(-50%)' };
  const right = anchor.left + anchor.width + EDGE;
  const left = right + WIDTH + EDGE <= window.innerWidth ? right : anchor.left - WIDTH - EDGE;
  const fits = Math.max(EDGE, Math.min(left, window.innerWidth - WIDTH - EDGE));
  // Rows that open later (client, services) must not push the buttons off the screen.
  const top = Math.max(EDGE, Math.min(anchor.top - 40, window.innerHeight - 690));
  return { ...base, left: fits, top, maxHeight: window.innerHeight - top - EDGE };
}
