import { Alert, Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import type { OwedPass, PassKind } from '../../src-shared/passes/passes.contract.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useLocale, useMoney } from '../app/session.ts';
import { CertificateDrawer } from '../certificates/CertificateDrawer.tsx';
import { MembershipDrawer } from '../memberships/MembershipDrawer.tsx';
import { CardDrawer } from '../ui/CardDrawer.tsx';

/** A figure of what is owed that a person asks about. */
export interface OwedQuestion {
  readonly kind: PassKind;
  readonly onDate: string;
  readonly month?: string;
  readonly typeId?: number;
  readonly isExpired?: true;
  readonly title: string;
}

interface OwedDrawerProps {
  readonly question: OwedQuestion;
  readonly onClose: () => void;
}

/** The certificates or memberships behind a figure; each opens its card. */
export function OwedDrawer({ question, onClose }: OwedDrawerProps) {
  const { t } = useTranslation('passes');
  const { kind, title, ...ask } = question;
  const [openId, setOpen] = useState<number | null>(null);
  const list = useInfiniteQuery(
    api.passes.owed.infiniteOptions({
      input: (afterId: number | null) => ({ kind, ...ask, afterId }),
      initialPageParam: null as number | null,
      getNextPageParam: ({ rows, hasMore }): number | undefined => (hasMore ? rows.at(-1)?.id : undefined),
    }),
  );
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const close = (): void => setOpen(null);
  return (
    <CardDrawer title={title} size={920} onClose={onClose}>
      <div className="z-card-body">
        {list.error && <Alert color="danger">{errorText(list.error, t)}</Alert>}
        <OwedTable kind={kind} rows={rows} onOpen={setOpen} />
        {list.hasNextPage && (
          <div>
            <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t('more')}
            </Button>
          </div>
        )}
      </div>
      {openId !== null && kind === 'certificate' && <CertificateDrawer certificateId={openId} onClose={close} />}
      {openId !== null && kind === 'membership' && <MembershipDrawer membershipId={openId} onClose={close} />}
    </CardDrawer>
  );
}

interface OwedTableProps {
  readonly kind: PassKind;
  readonly rows: readonly OwedPass[];
  readonly onOpen: (id: number) => void;
}

function OwedTable({ kind, rows, onOpen }: OwedTableProps) {
  const { t } = useTranslation('passes');
  const money = useMoney();
  const locale = useLocale();
  const heads = ['number', 'client', 'soldOn', 'lastDay'] as const;
  return (
    <table className="z-table z-pass-table">
      <thead>
        <tr>
          {heads.map((key) => (
            <th key={key} scope="col">
              {t(`liabilities.columns.${key}`)}
            </th>
          ))}
          <th scope="col" className="z-number">
            {t(`liabilities.columns.${kind === 'certificate' ? 'nominal' : 'units'}`)}
          </th>
          <th scope="col" className="z-number">
            {t('liabilities.columns.left')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <button
                type="button"
                className="z-link"
                aria-label={t(`liabilities.open.${kind}`, { number: row.number })}
                onClick={() => onOpen(row.id)}
              >
                {row.number}
              </button>
              {row.title !== null && <div className="z-dim">{row.title}</div>}
            </td>
            <td>{row.clientName ?? <span className="z-dim">{t('liabilities.nobody')}</span>}</td>
            <td>{formatDate(row.soldOn, 'short', locale)}</td>
            <td data-expired={row.isExpired || undefined}>
              {row.lastDay === null ? t('liabilities.endless') : formatDate(row.lastDay, 'short', locale)}
            </td>
            <td className="z-number">{leftText(kind, row, money, t)}</td>
            <td className="z-number">{money(row.leftMinor)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function leftText(kind: PassKind, { left }: OwedPass, money: (minor: number) => string, t: (key: string) => string) {
  if (left === null) return t('memberships:unlimited');
  return kind === 'certificate' ? money(left) : left;
}
