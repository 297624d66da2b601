import '../clients.css';
import '../../ui/data-table.css';
import { Button, NumberInput, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientCategory, ClientTag } from '../../../src-shared/clients/client-marks.contract.ts';
import { formatNumber } from '../../../src-shared/i18n/format.ts';
import { api } from '../../api/client.ts';
import { useCommand } from '../../api/use-command.tsx';
import { useCan, useLocale, useSettings } from '../../app/session.ts';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { useClientMarks } from '../use-client-lists.ts';
import { CategoryDialog, TagDialog } from './MarkDialogs.tsx';
import { MarkTable } from './MarkTable.tsx';

/** Settings of the client base: categories, tags, and when reception asks for a prepayment. */
export function ClientMarksPage() {
  const { t } = useTranslation('clientCard');
  return (
    <>
      <PageHeader title={t('marks.title')} />
      <div className="z-client-marks-page">
        <Categories />
        <Tags />
        <ReliabilityRules />
      </div>
    </>
  );
}

function Categories() {
  const { t } = useTranslation('clientCard');
  const locale = useLocale();
  const canEdit = useCan('edit_catalogue');
  const { categories } = useClientMarks(true);
  const [asks, setAsks] = useState<ClientCategory | 'new' | null>(null);
  const update = useCommand(api.clients.updateCategory.mutationOptions());
  const reorder = useCommand(api.clients.reorderCategories.mutationOptions());
  const catalogue = useQuery(api.services.list.queryOptions({ input: {}, enabled: useCan('see_catalogue') }));
  const listName = (id: number | null): string => catalogue.data?.priceLists.find((list) => list.id === id)?.name ?? '';
  return (
    <section>
      <MarkTable
        title={t('marks.categories')}
        text={t('marks.categoriesText')}
        empty={t('marks.noCategories')}
        marks={categories}
        columns={[
          { title: t('marks.priceList'), of: (category) => listName(category.priceListId) },
          {
            title: t('marks.discount'),
            isNumber: true,
            of: ({ discountBp }) => (discountBp === 0 ? '' : `${formatNumber(discountBp / 100, locale)} %`),
          },
        ]}
        canEdit={canEdit}
        onEdit={setAsks}
        onArchive={({ id, version, isArchived }) =>
          void update.run({ categoryId: id, version, values: { isArchived: !isArchived } })
        }
        onReorder={(ids) => void reorder.run({ categoryIds: ids as ClientCategory['id'][] })}
      />
      {canEdit && <AddButton label={t('marks.addCategory')} onClick={() => setAsks('new')} />}
      {asks !== null && <CategoryDialog category={asks === 'new' ? null : asks} onClose={() => setAsks(null)} />}
    </section>
  );
}

function Tags() {
  const { t } = useTranslation('clientCard');
  const canEdit = useCan('edit_clients');
  const { tags } = useClientMarks(true);
  const [asks, setAsks] = useState<ClientTag | 'new' | null>(null);
  const update = useCommand(api.clients.updateTag.mutationOptions());
  const reorder = useCommand(api.clients.reorderTags.mutationOptions());
  return (
    <section>
      <MarkTable
        title={t('marks.tags')}
        text={t('marks.tagsText')}
        empty={t('marks.noTags')}
        marks={tags}
        columns={[]}
        canEdit={canEdit}
        onEdit={setAsks}
        onArchive={({ id, version, isArchived }) =>
          void update.run({ tagId: id, version, values: { isArchived: !isArchived } })
        }
        onReorder={(ids) => void reorder.run({ tagIds: ids as ClientTag['id'][] })}
      />
      {canEdit && <AddButton label={t('marks.addTag')} onClick={() => setAsks('new')} />}
      {asks !== null && <TagDialog tag={asks === 'new' ? null : asks} onClose={() => setAsks(null)} />}
    </section>
  );
}

function AddButton({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return (
    <Button
      mt={8}
      variant="default"
      size="compact-md"
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}

/** When a booking asks for a prepayment (features.md part 2, number 11). Every change is saved at once. */
function ReliabilityRules() {
  const { t } = useTranslation('clientCard');
  const canEdit = useCan('settings');
  const { prepayAfterFailures, lateCancelsCount } = useSettings();
  const update = useCommand(api.settings.update.mutationOptions());
  const [draft, setDraft] = useState<number | null>(null);
  const save = (): void => {
    if (draft !== null && draft !== prepayAfterFailures) void update.run({ values: { prepayAfterFailures: draft } });
    setDraft(null);
  };
  return (
    <section>
      <h2>{t('marks.reliability')}</h2>
      <p className="z-dim">{t('marks.reliabilityText')}</p>
      <NumberInput
        w={320}
        label={t('marks.prepayAfter')}
        description={t('marks.prepayNever')}
        min={0}
        max={20}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="strict"
        disabled={!canEdit}
        value={draft ?? prepayAfterFailures}
        onChange={(value) => {
          if (typeof value === 'number') setDraft(value);
        }}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key === 'Enter') save();
        }}
      />
      <Switch
        mt={12}
        label={t('marks.lateCount')}
        disabled={!canEdit}
        checked={lateCancelsCount}
        onChange={(event) => void update.run({ values: { lateCancelsCount: event.currentTarget.checked } })}
      />
    </section>
  );
}
