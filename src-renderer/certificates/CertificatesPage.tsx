import { IconGift } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { CERTIFICATE_STATUSES } from '../../src-shared/certificates/certificates.rules.ts';
import type { PassCursor } from '../../src-shared/passes/passes.contract.ts';
import { api } from '../api/client.ts';
import { useMoney } from '../app/session.ts';
import { PassListPage } from '../passes/PassListPage.tsx';
import { nextCursor, usePassFilter } from '../passes/use-pass-filter.ts';
import { CertificateDrawer } from './CertificateDrawer.tsx';
import { CertificateTable } from './CertificateTable.tsx';
import { CertificateTypesDrawer } from './CertificateTypesDrawer.tsx';
import { NumberCheck } from './NumberCheck.tsx';

/** «Сертификаты»: check of a number, list with search and filters, cards, kinds. */
export function CertificatesPage() {
  const { t } = useTranslation('certificates');
  const money = useMoney();
  const filter = usePassFilter(CERTIFICATE_STATUSES);
  const { openId } = filter;
  const types = useQuery(api.certificates.types.queryOptions({ input: { withArchived: true } }));
  const list = useInfiniteQuery(
    api.certificates.list.infiniteOptions({
      input: (after: PassCursor | null) => filter.ask(after),
      initialPageParam: null as PassCursor | null,
      getNextPageParam: ({ certificates, hasMore }) => nextCursor(certificates, hasMore, (row) => row.expiresOn),
      placeholderData: keepPreviousData,
    }),
  );
  const rows = list.data?.pages.flatMap((page) => page.certificates) ?? [];
  const first = list.data?.pages[0];
  const kinds = types.data ?? [];
  return (
    <PassListPage
      ns="certificates"
      filter={filter}
      statuses={CERTIFICATE_STATUSES}
      types={
        kinds.length === 0
          ? []
          : [
              ...kinds.map(({ id, name }) => ({ value: String(id), label: name })),
              { value: '0', label: t('types.free') },
            ]
      }
      list={list}
      fact={first && t('fact', { count: first.total, balance: money(first.balanceMinor) })}
      count={rows.length}
      icon={IconGift}
      notice={<NumberCheck onOpen={(id) => filter.put('open', String(id))} />}
      Types={CertificateTypesDrawer}
      card={
        openId !== null && (
          <CertificateDrawer key={openId} certificateId={openId} onClose={() => filter.put('open', null)} />
        )
      }
    >
      <CertificateTable rows={rows} onOpen={(id) => filter.put('open', String(id))} />
    </PassListPage>
  );
}
