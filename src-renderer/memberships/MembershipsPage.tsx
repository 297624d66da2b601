import { IconId } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { MEMBERSHIP_STATUSES } from '../../src-shared/memberships/memberships.rules.ts';
import type { PassCursor } from '../../src-shared/passes/passes.contract.ts';
import { api } from '../api/client.ts';
import { useMoney } from '../app/session.ts';
import { PassListPage } from '../passes/PassListPage.tsx';
import { nextCursor, usePassFilter } from '../passes/use-pass-filter.ts';
import { MembershipDrawer } from './MembershipDrawer.tsx';
import { MembershipTable } from './MembershipTable.tsx';
import { MembershipTypesDrawer } from './MembershipTypesDrawer.tsx';

/** «Абонементы»: list with search and filters, those that end soon, cards, kinds. */
export function MembershipsPage() {
  const { t } = useTranslation('memberships');
  const money = useMoney();
  const filter = usePassFilter(MEMBERSHIP_STATUSES);
  const { openId } = filter;
  const types = useQuery(api.memberships.types.queryOptions({ input: { withArchived: true } }));
  const list = useInfiniteQuery(
    api.memberships.list.infiniteOptions({
      input: (after: PassCursor | null) => filter.ask(after),
      initialPageParam: null as PassCursor | null,
      getNextPageParam: ({ memberships, hasMore }) => nextCursor(memberships, hasMore, (row) => row.lastDay),
      placeholderData: keepPreviousData,
    }),
  );
  const rows = list.data?.pages.flatMap((page) => page.memberships) ?? [];
  const first = list.data?.pages[0];
  return (
    <PassListPage
      ns="memberships"
      filter={filter}
      statuses={MEMBERSHIP_STATUSES}
      types={(types.data ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
      list={list}
      fact={first && t('fact', { count: first.total, left: money(first.leftMinor) })}
      count={rows.length}
      icon={IconId}
      Types={MembershipTypesDrawer}
      card={
        openId !== null && (
          <MembershipDrawer key={openId} membershipId={openId} onClose={() => filter.put('open', null)} />
        )
      }
    >
      <MembershipTable rows={rows} onOpen={(id) => filter.put('open', String(id))} />
    </PassListPage>
  );
}
