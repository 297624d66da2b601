import {
  IconArmchair,
  IconBox,
  IconCalendarEvent,
  IconCertificate,
  IconGift,
  IconId,
  IconScissors,
  IconShoppingBag,
  IconUser,
  IconUserStar,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { formatMinute } from '../../src-shared/kernel/wall-time.ts';
import type { SearchHit, SearchKind } from '../../src-shared/search/search.contract.ts';
import { client } from '../api/client.ts';
import { showError } from '../api/use-command.tsx';
import { actions } from '../app/actions.ts';
import { useDesk } from '../app/session.ts';
import { hitOf } from '../clients/client-hit.ts';
import type { Row } from './rows.ts';
import { rememberView } from './use-viewed.ts';

const ICONS: Readonly<Record<SearchKind, Icon>> = {
  client: IconUser,
  visit: IconCalendarEvent,
  service: IconScissors,
  bundle: IconBox,
  staff: IconUserStar,
  room: IconArmchair,
  paper: IconCertificate,
  product: IconShoppingBag,
  certificate: IconGift,
  membership: IconId,
};

/** Makes a row of what the core has found: how it reads, what it opens, what Ctrl+Enter does. */
export function useHitRows(): (hit: SearchHit) => Row {
  const { t } = useTranslation('search');
  const navigate = useNavigate();
  const { session, today } = useDesk();
  const { locale } = session.user;
  const mayBook = session.permissions.includes('edit_journal');
  const seesClients = session.permissions.includes('see_clients');
  const go = (path: string, state?: object): void => void navigate(path, state ? { state } : undefined);
  const day = (date: string): string =>
    formatDate(date, date.slice(0, 4) === today.slice(0, 4) ? 'dayLong' : 'full', locale);

  const pathOf = (hit: SearchHit): string => {
    const archived = hit.isArchived ? '&archived=1' : '';
    switch (hit.kind) {
      case 'client':
        return `/clients/${hit.id}`;
      case 'visit':
        return `/journal/${hit.localDate ?? today}`;
      case 'service':
        return `/settings/services?service=${hit.id}${archived}`;
      case 'bundle':
        return `/settings/services?bundle=${hit.id}${archived}`;
      case 'staff':
        return `/settings/staff?person=${hit.id}${archived}`;
      case 'room':
        return `/settings/rooms?room=${hit.id}${archived}`;
      case 'product':
        return `/cash/products?product=${hit.id}${archived}`;
      case 'certificate':
        return `/cash/certificates?open=${hit.id}`;
      case 'membership':
        return `/cash/memberships?open=${hit.id}`;
      case 'paper':
        return `/settings/staff?person=${hit.staffId}&tab=documents`;
    }
  };
  /** Books for the client: the journal takes who is handed over. */
  const book = (clientId: number): void => {
    client.clients.card({ clientId, visitLimit: 0 }).then(
      (card) => {
        actions.runWhenReady('journal.book');
        go('/journal', { bookClient: hitOf(card) });
      },
      (error: unknown) => showError(error, t),
    );
  };
  const secondOf = (hit: SearchHit): Row['second'] => {
    const { clientId } = hit;
    if (hit.kind === 'client' && mayBook && !hit.isArchived) {
      return { label: t('second.client'), run: () => book(hit.id) };
    }
    if (hit.kind === 'visit' && clientId !== null && seesClients) {
      return { label: t('second.visit'), run: () => go(`/clients/${clientId}`) };
    }
    return undefined;
  };
  const factOf = (hit: SearchHit): string => {
    if (hit.localDate === null) return '';
    if (hit.kind === 'client') return t('lastVisit', { date: formatDate(hit.localDate, 'short', locale) });
    return [day(hit.localDate), hit.startMin === null ? '' : formatMinute(hit.startMin)].filter(Boolean).join(', ');
  };
  return (hit) => ({
    key: `${hit.kind}-${hit.id}`,
    kind: hit.kind,
    icon: ICONS[hit.kind],
    title: hit.title === '' ? t('noClient') : hit.title,
    titleMarks: hit.titleMarks,
    detail: hit.detail,
    detailMarks: hit.detailMarks,
    fact: factOf(hit),
    rank: hit.rank,
    isArchived: hit.isArchived,
    open: () => {
      rememberView(hit.kind, hit.id);
      go(pathOf(hit), hit.kind === 'visit' ? { openVisit: hit.id } : undefined);
    },
    second: secondOf(hit),
  });
}
