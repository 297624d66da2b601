import { ActionIcon, Button, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconArchive, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Article } from '../../src-shared/cash/operations.contract.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useCan } from '../app/session.ts';
import { ArchivedItems } from '../ui/ArchivedItems.tsx';
import { InlineEdit } from '../ui/InlineEdit.tsx';
import { useReturnFocus } from '../ui/use-return-focus.ts';

/** Articles of expense: renamed in place, put into the archive and brought back. Every change is saved at once. */
export function ArticlesModal({ onClose }: { readonly onClose: () => void }) {
  useReturnFocus();
  const { t } = useTranslation('cash');
  const canEdit = useCan('manage_money');
  const [name, setName] = useState('');
  const list = useQuery(api.cash.articles.queryOptions({ input: { withArchived: true } }));
  const create = useCommand(api.cash.createArticle.mutationOptions());
  const update = useCommand(api.cash.updateArticle.mutationOptions());
  const archive = useCommand(api.cash.setArticleArchived.mutationOptions());
  const all = list.data ?? [];
  const live = all.filter(({ isArchived }) => !isArchived);
  const rename = (article: Article, text: string): string | null => {
    if (text === '') return t('common:fields.required');
    void update.run({ articleId: article.id, version: article.version, name: text });
    return null;
  };
  const setArchived = ({ id, version }: Article, isArchived: boolean): void =>
    void archive.run({ articleId: id, version, isArchived });
  const add = async (): Promise<void> => {
    if (name.trim() !== '' && (await create.run({ name: name.trim() }))) setName('');
  };
  return (
    <Modal opened onClose={onClose} title={t('articles.title')} size={520}>
      <Stack gap={12}>
        <Text size="sm" c="dimmed">
          {live.length === 0 ? t('articles.empty') : t('articles.hint')}
        </Text>
        {live.length > 0 && (
          <table className="z-table">
            <tbody>
              {live.map((article) => (
                <tr key={article.id}>
                  <td>
                    {canEdit ? (
                      <InlineEdit
                        label={t('articles.rename', { name: article.name })}
                        text={article.name}
                        onCommit={(text) => rename(article, text)}
                      >
                        {article.name}
                      </InlineEdit>
                    ) : (
                      article.name
                    )}
                  </td>
                  <td className="z-actions">
                    {canEdit && (
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        aria-label={`${t('common:archive')}: ${article.name}`}
                        title={t('common:archive')}
                        onClick={() => setArchived(article, true)}
                      >
                        <IconArchive size={16} aria-hidden />
                      </ActionIcon>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <ArchivedItems
          items={all.filter(({ isArchived }) => isArchived)}
          {...(canEdit && { onRestore: (article: Article) => setArchived(article, false) })}
        />
        <form
          className="z-cash-add"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          <TextInput
            data-autofocus
            flex={1}
            label={t('articles.add')}
            placeholder={t('articles.name')}
            value={name}
            maxLength={80}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" loading={create.isPending} leftSection={<IconPlus size={16} aria-hidden />}>
            {t('common:add')}
          </Button>
        </form>
      </Stack>
    </Modal>
  );
}
