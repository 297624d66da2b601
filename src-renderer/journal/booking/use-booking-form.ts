import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type BookingWish,
  type RoomAfter,
  bundleWishes,
  firstFittingPlace,
  roomAfter,
} from '../../../src-shared/journal/booking.rules.ts';
import type { Bundle } from '../../../src-shared/services/bundles.contract.ts';
import { api } from '../../api/client.ts';
import { showNotice, useCommand } from '../../api/use-command.tsx';
import { useSettings } from '../../app/session.ts';
import type { RepeatableVisit } from '../../series/repeat-model.ts';
import type { BookingClient, BookingDraft } from './booking-model.ts';
import type { BookingPopoverProps } from './BookingPopover.tsx';
import { type Planning, usePlanning } from './use-planning.ts';
import { type RefusalState, useRefusal } from './use-refusal.ts';
import { lineInput } from './visit-values.ts';

/** Everything that the form of a new visit holds and does, however it is drawn. */
export interface BookingForm {
  readonly draft: BookingDraft;
  readonly client: BookingClient | null;
  readonly wishes: readonly BookingWish[];
  readonly comment: string;
  readonly source: string;
  readonly wantsThisMaster: boolean;
  readonly planning: Planning;
  readonly after: RoomAfter;
  readonly refused: RefusalState;
  /** A service that found no place on this day: nobody does it at all, or nobody has room. */
  readonly noPlace: { readonly service: string; readonly why: 'nobodyDoes' | 'nobodyWorks' | 'nobodyFree' } | null;
  readonly isDirty: boolean;
  readonly isPending: boolean;
  /** Saving was tried without a service. */
  readonly needsService: boolean;
  readonly serviceInput: RefObject<HTMLInputElement | null>;
  readonly setClient: (client: BookingClient | null) => void;
  readonly setWishes: (wishes: readonly BookingWish[]) => void;
  readonly setComment: (comment: string) => void;
  readonly setSource: (source: string) => void;
  readonly setWantsThisMaster: (is: boolean) => void;
  readonly setStart: (startMin: number) => void;
  readonly setStaff: (staffId: number) => void;
  readonly addService: (serviceId: number) => void;
  readonly addBundle: (bundle: Bundle) => void;
  readonly freeMasterOf: (index: number) => number | null;
  /** Whether there is something to book; leads to the services otherwise. */
  readonly isComplete: () => boolean;
  readonly save: (reason?: string | null) => Promise<void>;
  readonly repeatable: () => RepeatableVisit;
}

/** State and acts of the form of a new visit (J5, J6). */
export function useBookingForm(props: BookingPopoverProps): BookingForm {
  const { day, localDate, draft, onDraftChange, onBooked } = props;
  const { t } = useTranslation('journal');
  const settings = useSettings();
  const serviceInput = useRef<HTMLInputElement>(null);
  const [client, setClient] = useState<BookingClient | null>(props.initialClient ?? null);
  const [wishes, setWishes] = useState<readonly BookingWish[]>(props.initialWishes ?? []);
  const [comment, setComment] = useState('');
  const [source, setSource] = useState(props.call ? 'call' : 'reception');
  const [wantsThisMaster, setWantsThisMaster] = useState(false);
  const [isPressed, setIsPressed] = useState(false);
  const [noPlace, setNoPlace] = useState<BookingForm['noPlace']>(null);
  const clientId = client && 'id' in client ? client.id : null;
  const planning = usePlanning({ day, localDate, startMin: draft.startMin, wishes, clientId, visitId: null });
  const { lines, endMin, services, card } = planning;
  // What others do stands in their columns: here the master is free again after the last service of their own.
  const ownEnds = lines
    .filter((line) => line.staffId === draft.staffId)
    .map((line) => line.startMin + line.durationMin);
  const ownEndMin = ownEnds.length > 0 ? Math.max(...ownEnds) : endMin;
  const after = roomAfter(day, draft.staffId, draft.startMin, ownEndMin, settings.processingReleasesMaster);
  const refused = useRefusal();
  const book = useCommand(api.journal.book.mutationOptions(), { onRefused: refused.onRefused });
  const bookInCall = useCommand(api.retention.book.mutationOptions(), { onRefused: refused.onRefused });

  // The box on the grid grows with the chosen services.
  const { staffId, startMin, endMin: drawnEndMin } = draft;
  useEffect(() => {
    if (lines.length > 0 && drawnEndMin !== ownEndMin) onDraftChange({ staffId, startMin, endMin: ownEndMin });
  }, [lines.length, drawnEndMin, ownEndMin, staffId, startMin, onDraftChange]);

  /** Whoever offers the service, at the drawn time if possible: a master who does not is never what was meant. */
  const addService = (serviceId: number): void => {
    const service = services.get(serviceId);
    if (!service) return;
    if (service.groupCapacity !== null && wishes.length === 0 && props.onGroup) {
      props.onGroup(serviceId, client);
      return;
    }
    refused.clear();
    let place = { staffId: draft.staffId, startMin: draft.startMin };
    if (!service.staff.some((item) => item.staffId === draft.staffId)) {
      const favourite = card?.stats.favouriteStaffId;
      const found = firstFittingPlace({
        day,
        services,
        serviceId,
        clientId,
        fromMin: wishes.length === 0 ? draft.startMin : endMin,
        preferredStaffIds: favourite ? [favourite] : [],
        stepMin: settings.slotStepMin,
        settings,
      });
      const able = new Set<number>(service.staff.map((item) => item.staffId));
      const works = day.staff.some((staff) => able.has(staff.id) && staff.work.length > 0);
      const why = able.size === 0 ? 'nobodyDoes' : works ? 'nobodyFree' : 'nobodyWorks';
      setNoPlace(found ? null : { service: service.name, why });
      place = found ?? place;
    }
    setWishes([...wishes, { serviceId, staffId: place.staffId, durationMin: null }]);
    if (wishes.length === 0 && (place.staffId !== draft.staffId || place.startMin !== draft.startMin)) {
      onDraftChange({ ...place, endMin: place.startMin + (draft.endMin - draft.startMin) });
    }
    serviceInput.current?.focus();
  };

  /** The services of a bundle, each by whoever does it: the drawn master first, in four hands somebody else. */
  const addBundle = (bundle: Bundle): void => {
    refused.clear();
    setWishes([...wishes, ...bundleWishes(bundle, services, draft.staffId)]);
    serviceInput.current?.focus();
  };

  const isComplete = (): boolean => {
    setIsPressed(true);
    if (lines.length > 0) return true;
    serviceInput.current?.focus();
    return false;
  };
  const visitLines = () => lines.map((line, index) => lineInput(wishes[index]!, line));
  const save = async (reason: string | null = null): Promise<void> => {
    if (!isComplete()) return;
    const overrides = refused.overridesFor(reason);
    refused.clear();
    const visit = {
      localDate,
      startMin: draft.startMin,
      lines: visitLines(),
      comment,
      source,
      wantsThisMaster,
      ...overrides,
    };
    const { call } = props;
    if (call && clientId === call.clientId) {
      const { reason: about, note } = call;
      const made = await bookInCall.run({ ...visit, clientId, reason: about, note });
      if (made) onBooked({ visitId: made.visitId, isCall: true });
      return;
    }
    const booked = await book.run({
      ...visit,
      clientId,
      ...(client && 'newClient' in client ? { newClient: client.newClient } : {}),
    });
    if (booked) onBooked({ visitId: booked.visitId });
  };
  return {
    draft,
    client,
    wishes,
    comment,
    source,
    wantsThisMaster,
    planning,
    after,
    refused,
    noPlace,
    isDirty: client !== null || wishes.length > 0 || comment !== '',
    isPending: book.isPending || bookInCall.isPending,
    needsService: isPressed && lines.length === 0,
    serviceInput,
    setClient: (next) => {
      setClient(next);
      // A new client comes again with every letter typed into their name or phone: those fields keep the focus.
      if (next && 'id' in next) serviceInput.current?.focus();
    },
    setWishes,
    setComment,
    setSource,
    setWantsThisMaster,
    setStart: (minute) =>
      onDraftChange({ ...draft, startMin: minute, endMin: minute + (draft.endMin - draft.startMin) }),
    setStaff: (next) => {
      setWishes(
        wishes.map((wish) =>
          wish.staffId === draft.staffId ? { ...wish, staffId: next, durationMin: null, priceMinor: null } : wish,
        ),
      );
      onDraftChange({ ...draft, staffId: next });
    },
    addService,
    addBundle,
    freeMasterOf: (index) => {
      const free = planning.freeMasterOf(index);
      if (free === null) showNotice(t('booking.nobodyFree', { service: lines[index]?.name ?? '' }));
      return free;
    },
    isComplete,
    save,
    repeatable: () => ({
      localDate,
      startMin: draft.startMin,
      clientId,
      newClient: client && 'newClient' in client ? client.newClient : null,
      lines: visitLines(),
      comment,
      source,
      wantsThisMaster,
      fromVisit: null,
    }),
  };
}
