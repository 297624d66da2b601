import { Button, Select } from '@mantine/core';
import { IconPaperclip, IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { OPERATION_KINDS } from '../../src-shared/cash/operations.rules.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { startOfMonth } from '../../src-shared/kernel/local-date.ts';
import type { DocumentKind } from '../../src-shared/ledger/accounts.rules.ts';
import { api } from '../api/client.ts';
import { useActions } from '../app/actions.ts';
import { useCan, useDesk, useLocale, useMoney } from '../app/session.ts';
import { StatementPage } from '../bank/StatementPage.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ListPage } from '../ui/ListPage.tsx';
import { ArticlesModal } from './ArticlesModal.tsx';
import { DocumentDrawer } from './DocumentDrawer.tsx';
import { OperationDrawer } from './OperationDrawer.tsx';
import { type Days, Period } from './Period.tsx';
import { ShareTipsDrawer } from '../tips/ShareTipsDrawer.tsx';
import { SettleDrawer } from './SettleDrawer.tsx';
import './cash.css';
import { rowOpens } from '../ui/row-opens.ts';

const KINDS: readonly DocumentKind[] = [
  ...OPERATION_KINDS,
  'tips_share',
  'settlement',
  'opening',
  'shift_difference',
  'difference_decision',
  'reversal',
];

/** «Операции»: everything with money beside checks, by period, kind and article. */
export function OperationsPage() {
  const { t } = useTranslation('cash');
  const money = useMoney();
  const locale = useLocale();
  const { today } = useDesk();
  const canManage = useCan('manage_money');
  const [days, setDays] = useState<Days>({ from: startOfMonth(today), to: today });
  const [kind, setKind] = useState('');
  const [articleId, setArticleId] = useState('');
  const [limit, setLimit] = useState(100);
  const [isNew, setNew] = useState(false);
  const [hasArticles, setHasArticles] = useState(false);
  const [isSettling, setSettling] = useState(false);
  const [isSharing, setSharing] = useState(false);
  const [params, setParams] = useSearchParams();
  const asked = Number(params.get('document'));
  const documentId = Number.isSafeInteger(asked) && asked > 0 ? asked : null;
  /** In the address, so that a link of the finance screens opens it, too. */
  const setDocumentId = (id: number | null): void =>
    setParams(
      (current) => {
        if (id === null) current.delete('document');
        else current.set('document', String(id));
        return current;
      },
      { replace: true },
    );
  const isStatement = canManage && params.get('statement') !== null;
  const setStatement = (isShown: boolean): void => setParams(isShown ? { statement: '' } : {});
  const articles = useQuery(api.cash.articles.queryOptions({ input: { withArchived: true } }));
  const list = useQuery(
    api.cash.operations.queryOptions({
      input: {
        ...days,
        limit,
        ...(kind === '' ? {} : { kind: kind as DocumentKind }),
        ...(articleId === '' ? {} : { articleId: Number(articleId) }),
      },
      placeholderData: keepPreviousData,
    }),
  );
  useActions([
    { id: 'cash.operate', title: 'cash:op.new', group: 'page', permission: 'see_cash', run: () => setNew(true) },
    {
      id: 'bank.statement',
      title: 'bank:action',
      group: 'page',
      permission: 'manage_money',
      run: () => setStatement(true),
    },
    {
      id: 'tips.share',
      title: 'tips:action',
      group: 'page',
      permission: 'manage_money',
      run: () => setSharing(true),
    },
  ]);
  const { rows = [], count = 0, byArticle = [] } = list.data ?? {};
  if (isStatement) return <StatementPage onClose={() => setStatement(false)} />;
  return (
    <ListPage
      title={t('op.title')}
      fact={list.data ? t('op.found', { count }) : ''}
      query={list}
      empty={null}
      actions={
        <>
          <Button variant="default" onClick={() => setHasArticles(true)}>
            {t('articles.title')}
          </Button>
          {canManage && (
            <>
              <Button variant="default" onClick={() => setSharing(true)}>
                {t('tips:action')}
              </Button>
              <Button variant="default" onClick={() => setSettling(true)}>
                {t('settle.action')}
              </Button>
              <Button variant="default" onClick={() => setStatement(true)}>
                {t('bank:action')}
              </Button>
            </>
          )}
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setNew(true)}>
            {t('op.new')}
          </Button>
        </>
      }
      notice={
        <div className="z-cash-filters">
          <Period value={days} onChange={setDays} />
          <Select
            label={t('op.kind')}
            allowDeselect={false}
            value={kind}
            onChange={(value) => setKind(value ?? '')}
            data={[
              { value: '', label: t('op.allKinds') },
              ...KINDS.map((value) => ({ value, label: t(`kinds.${value}`) })),
            ]}
          />
          <Select
            label={t('op.article')}
            allowDeselect={false}
            value={articleId}
            onChange={(value) => setArticleId(value ?? '')}
            data={[
              { value: '', label: t('op.allArticles') },
              ...(articles.data ?? []).map((one) => ({ value: String(one.id), label: one.name })),
            ]}
          />
        </div>
      }
      overlay={
        <>
          {isNew && <OperationDrawer start={{ kind: 'expense' }} onClose={() => setNew(false)} />}
          {isSharing && <ShareTipsDrawer onClose={() => setSharing(false)} />}
          {hasArticles && <ArticlesModal onClose={() => setHasArticles(false)} />}
          {isSettling && <SettleDrawer onClose={() => setSettling(false)} />}
          {documentId !== null && (
            <DocumentDrawer
              key={documentId}
              documentId={documentId}
              onOpen={setDocumentId}
              onClose={() => setDocumentId(null)}
            />
          )}
        </>
      }
    >
      {rows.length === 0 ? (
        <EmptyState title={t('op.empty')} text={t('op.emptyText')} />
      ) : (
        <div className="z-cash">
          <table className="z-table">
            <thead>
              <tr>
                <th scope="col">{t('op.columns.day')}</th>
                <th scope="col">{t('op.columns.kind')}</th>
                <th scope="col">{t('op.columns.path')}</th>
                <th scope="col">{t('op.columns.about')}</th>
                <th scope="col">{t('op.columns.comment')}</th>
                <th scope="col" className="z-number">
                  {t('op.columns.sum')}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id} data-archived={row.isReversed || undefined} {...rowOpens(() => setDocumentId(row.id))}>
                  <td>{formatDate(row.localDate, 'short', locale)}</td>
                  <td>
                    <button type="button" className="z-link" onClick={() => setDocumentId(row.id)}>
                      {t('document.title', { kind: t(`kinds.${row.kind}`), number: row.number })}
                    </button>
                    {row.isReversed && <span className="z-tag">{t('op.reversed')}</span>}
                    {row.files > 0 && (
                      <IconPaperclip
                        className="z-cash-clip"
                        size={14}
                        role="img"
                        aria-label={t('op.attached', { count: row.files })}
                      />
                    )}
                  </td>
                  <td className="z-dim">{[row.fromName, row.toName].filter(Boolean).join(' → ')}</td>
                  <td>
                    {[row.shiftNumber === null ? '' : t('shift.title', { number: row.shiftNumber }), row.about]
                      .filter(Boolean)
                      .join(' · ')}
                  </td>
                  <td className="z-dim">{row.comment}</td>
                  <td className="z-number">{money(row.amountMinor)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {count > rows.length && limit < 500 && (
            <Button variant="subtle" onClick={() => setLimit(Math.min(500, limit + 200))}>
              {t('shift.more')}
            </Button>
          )}
          {count > rows.length && limit >= 500 && (
            <p className="z-dim">{t('op.tooMany', { shown: rows.length, count })}</p>
          )}
          {byArticle.length > 0 && (
            <section>
              <h2>{t('op.byArticle')}</h2>
              <table className="z-table" style={{ maxWidth: 480 }}>
                <tbody>
                  {byArticle.map((one) => (
                    <tr key={one.articleId}>
                      <td>
                        <button type="button" className="z-link" onClick={() => setArticleId(String(one.articleId))}>
                          {one.name}
                        </button>
                      </td>
                      <td className="z-number">{money(one.minor)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
          )}
        </div>
      )}
    </ListPage>
  );
}
