import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BookingWish } from '../../src-shared/journal/booking.rules.ts';
import { api } from '../api/client.ts';
import type { BookingClient, BookingDraft, CallBooking } from '../journal/booking/booking-model.ts';
import { BookingPopover } from '../journal/booking/BookingPopover.tsx';
import '../journal/booking/booking.css';

/** What the form of a booking begins with. */
export interface FormStart {
  readonly localDate: string;
  readonly startMin: number;
  readonly endMin: number;
  readonly wishes: readonly BookingWish[];
  readonly client: BookingClient | null;
}

interface BookingFormProps {
  readonly start: FormStart;
  readonly onClose: () => void;
  /** The call that the visit is booked in. */
  readonly call: CallBooking | null;
  readonly onBooked: (booked: { visitId: number; isCall?: boolean }) => Promise<void>;
}

/** The journal's own form of a new visit, filled in, over the desk of calls. */
export function BookingForm({ start, call, onClose, onBooked }: BookingFormProps) {
  const { localDate, startMin, endMin, wishes, client } = start;
  const day = useQuery(api.journal.day.queryOptions({ input: { localDate } }));
  const [draft, setDraft] = useState<BookingDraft>({ staffId: wishes[0]?.staffId ?? 0, startMin, endMin });
  if (!day.data) return null;
  return (
    <BookingPopover
      day={day.data}
      localDate={localDate}
      draft={draft}
      anchorRect={null}
      initialClient={client}
      initialWishes={wishes}
      {...(call ? { call } : {})}
      onDraftChange={setDraft}
      onFind={onClose}
      onClose={onClose}
      onBooked={(booked) => void onBooked(booked)}
    />
  );
}
