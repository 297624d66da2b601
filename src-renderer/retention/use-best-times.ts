import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ServiceId, StaffId } from '../../src-shared/contract-base.ts';
import { addDays } from '../../src-shared/kernel/local-date.ts';
import type { CallRow } from '../../src-shared/retention/retention.contract.ts';
import { api } from '../api/client.ts';
import { useDesk } from '../app/session.ts';
import { type WindowRow, rowsOf } from '../availability/WindowList.tsx';
import type { WindowWish } from '../availability/found-slot.ts';

/** Times are looked for so many days ahead. */
const DAYS = 14;
const SHOWN = 40;
const NO_ROWS: readonly WindowRow[] = [];

export type Whose = 'own' | 'any';

/** The best times for one client. */
export interface BestTimes {
  readonly rows: readonly WindowRow[];
  readonly wishes: readonly WindowWish[];
  /** Whose times these are: the own master's, or anybody's when that one has none. */
  readonly whose: Whose;
  readonly isSearching: boolean;
  readonly error: unknown;
}

/** Looks for times of the chosen services: with who did them last, else with anybody (A10, A11). */
export function useBestTimes(row: CallRow | null, chosen: readonly number[], whose: Whose): BestTimes {
  const { today } = useDesk();
  const own = useMemo(() => wishesFor(row, chosen, 'own'), [row, chosen]);
  const any = useMemo(() => wishesFor(row, chosen, 'any'), [row, chosen]);
  const question = (wishes: readonly WindowWish[], isEnabled: boolean) =>
    api.availability.search.queryOptions({
      input: {
        services: wishes.map(({ serviceId, staffId }) => ({
          serviceId: serviceId as ServiceId,
          staffId: staffId as StaffId | null,
        })),
        fromDate: today,
        toDate: addDays(today, DAYS - 1),
        clientId: row?.clientId ?? null,
        limit: SHOWN,
      },
      enabled: isEnabled && wishes.length > 0,
      placeholderData: keepPreviousData,
    });
  const ofOwn = useQuery(question(own, whose === 'own'));
  const isOwnFull = ofOwn.isSuccess && !ofOwn.isPlaceholderData && ofOwn.data.total === 0;
  const isAny = whose === 'any' || isOwnFull;
  const ofAny = useQuery(question(any, isAny));
  const search = isAny ? ofAny : ofOwn;
  const { data } = search;
  const rows = useMemo(() => (data ? rowsOf(data) : NO_ROWS), [data]);
  const wishes = isAny ? any : own;
  return {
    rows: wishes.length === 0 || search.isPlaceholderData ? NO_ROWS : rows,
    wishes,
    whose: isAny ? 'any' : 'own',
    isSearching: wishes.length > 0 && (search.isPending || search.isPlaceholderData),
    error: search.error,
  };
}

function wishesFor(row: CallRow | null, chosen: readonly number[], whose: Whose): WindowWish[] {
  return (row?.items ?? [])
    .filter(({ serviceId }) => chosen.includes(serviceId))
    .map(({ serviceId, staffId }) => ({
      serviceId,
      staffId: whose === 'own' ? staffId : null,
      isParallel: false,
    }));
}
