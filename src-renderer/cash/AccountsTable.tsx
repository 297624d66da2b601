import { ActionIcon, Button } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MoneyAccount } from '../../src-shared/cash/accounts.contract.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useCan, useMoney } from '../app/session.ts';
import { InlineEdit } from '../ui/InlineEdit.tsx';

interface AccountsTableProps {
  readonly accounts: readonly MoneyAccount[];
  /** Whose book is shown. */
  readonly shownId: number | undefined;
  readonly onShow: (accountId: number) => void;
  readonly onEdit: (account: MoneyAccount) => void;
}

/** Accounts of money with what is on them: the book of one is a press away, names change in place, empty ones go into the archive. */
export function AccountsTable({ accounts, shownId, onShow, onEdit }: AccountsTableProps) {
  const { t } = useTranslation('cash');
  const money = useMoney();
  const canManage = useCan('manage_money');
  const update = useCommand(api.cash.updateAccount.mutationOptions());
  const archive = useCommand(api.cash.setAccountArchived.mutationOptions());
  const rename = ({ id: accountId, version }: MoneyAccount, name: string): string | null => {
    if (name === '') return t('common:fields.required');
    void update.run({ accountId, version, values: { name } });
    return null;
  };
  const setArchived = ({ id: accountId, version }: MoneyAccount, isArchived: boolean): void =>
    void archive.run({ accountId, version, isArchived });
  return (
    <table className="z-table z-cash-accounts">
      <thead>
        <tr>
          <th scope="col">{t('accounts.name')}</th>
          <th scope="col">{t('accounts.kind')}</th>
          <th scope="col" className="z-number">
            {t('accounts.balance')}
          </th>
          <th scope="col" aria-label={t('accounts.actions')} />
        </tr>
      </thead>
      <tbody>
        {accounts.map((one) => (
          <tr key={one.id} data-archived={one.isArchived || undefined} aria-current={one.id === shownId || undefined}>
            <td>
              {canManage && !one.isArchived ? (
                <InlineEdit
                  label={t('accounts.rename', { name: one.name })}
                  text={one.name}
                  onCommit={(text) => rename(one, text)}
                >
                  {one.name}
                </InlineEdit>
              ) : (
                one.name
              )}
              {one.isArchived && <span className="z-tag">{t('accounts.archived')}</span>}
            </td>
            <td className="z-dim">{t(`accounts.kinds.${one.kind}`)}</td>
            <td className="z-number">
              {one.balanceMinor === null ? (
                <span className="z-dim">{t(one.kind === 'register' ? 'accounts.hidden' : 'accounts.notYours')}</span>
              ) : (
                money(one.balanceMinor)
              )}
            </td>
            <td className="z-actions">
              <Button
                size="compact-sm"
                variant={one.id === shownId ? 'light' : 'subtle'}
                aria-pressed={one.id === shownId}
                aria-label={t('accounts.bookOf', { name: one.name })}
                onClick={() => onShow(one.id)}
              >
                {t('accounts.book')}
              </Button>
              {canManage && one.isArchived && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`${t('common:restore')}: ${one.name}`}
                  title={t('common:restore')}
                  onClick={() => setArchived(one, false)}
                >
                  <IconArchiveOff size={16} aria-hidden />
                </ActionIcon>
              )}
              {canManage && !one.isArchived && (
                <>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('accounts.edit', { name: one.name })}
                    title={t('common:edit')}
                    onClick={() => onEdit(one)}
                  >
                    <IconPencil size={16} aria-hidden />
                  </ActionIcon>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={`${t('common:archive')}: ${one.name}`}
                    title={t('common:archive')}
                    onClick={() => setArchived(one, true)}
                  >
                    <IconArchive size={16} aria-hidden />
                  </ActionIcon>
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
