import { Button, CloseButton, Group, Modal, MultiSelect, Select, Stack } from '@mantine/core';
import { IconDownload, IconStar, IconTag, IconUserCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../src-shared/i18n/format.ts';
import { MOST_CHANGED } from '../../src-shared/segments/list-columns.rules.ts';
import { api } from '../api/client.ts';
import { codedError } from '../api/error-text.ts';
import { showNotice, useCommand } from '../api/use-command.tsx';
import { useCan, useLocale } from '../app/session.ts';
import { useReturnFocus } from '../ui/use-return-focus.ts';
import { type Marked, countMarked } from './selection.ts';
import { type ListWish, inputOf } from './use-client-list.ts';
import type { Words } from './use-words.ts';

type Act = 'tags' | 'responsible' | 'category';
type ChangeInput = Parameters<typeof api.segments.change.call>[0];

interface BulkBarProps {
  readonly marked: Marked;
  readonly total: number;
  readonly wish: ListWish;
  readonly words: Words;
  readonly onAll: () => void;
  readonly onClear: () => void;
  /** Absent for those who may not export. */
  readonly onExport?: (() => void) | undefined;
}

/** What can be done with the marked clients, all of them in one command with one undo. */
export function BulkBar({ marked, total, wish, words, onAll, onClear, onExport }: BulkBarProps) {
  const { t } = useTranslation('segments');
  const locale = useLocale();
  const mayEdit = useCan('edit_clients');
  const [act, setAct] = useState<Act | null>(null);
  const count = countMarked(marked, total);
  if (count === 0) return null;
  const formatted = formatNumber(count, locale);
  const icons = { tags: IconTag, responsible: IconUserCheck, category: IconStar };
  return (
    <section className="z-bulk" aria-label={t('bulk.label')}>
      <strong aria-live="polite">{t('bulk.picked', { count, formatted })}</strong>
      {count < total && (
        <Button size="compact-sm" variant="subtle" onClick={onAll}>
          {t('bulk.all', { count: total, formatted: formatNumber(total, locale) })}
        </Button>
      )}
      {mayEdit &&
        (['tags', 'responsible', 'category'] as const).map((kind) => {
          const IconPicture = icons[kind];
          return (
            <Button
              key={kind}
              size="xs"
              variant="default"
              leftSection={<IconPicture size={16} aria-hidden />}
              onClick={() => setAct(kind)}
            >
              {t(`bulk.${kind}`)}
            </Button>
          );
        })}
      {onExport && (
        <Button size="xs" variant="default" leftSection={<IconDownload size={16} aria-hidden />} onClick={onExport}>
          {t('export.button')}
        </Button>
      )}
      <CloseButton aria-label={t('bulk.clear')} onClick={onClear} />
      {act && (
        <BulkDialog
          act={act}
          count={count}
          words={words}
          selectionOf={() =>
            marked.kind === 'picked'
              ? { kind: 'picked', ids: [...marked.ids] }
              : {
                  kind: 'found',
                  filter: inputOf(wish).filter,
                  withArchived: wish.withArchived,
                  except: [...marked.except],
                  expected: count,
                }
          }
          onClose={() => setAct(null)}
        />
      )}
    </section>
  );
}

interface BulkDialogProps {
  readonly act: Act;
  readonly count: number;
  readonly words: Words;
  readonly selectionOf: () => ChangeInput['selection'];
  readonly onClose: () => void;
}

function BulkDialog({ act, count, words, selectionOf, onClose }: BulkDialogProps) {
  const { t } = useTranslation('segments');
  const locale = useLocale();
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  const [one, setOne] = useState<string | null>(null);
  useReturnFocus();
  const change = useCommand(api.segments.change.mutationOptions(), {
    onRefused: (error) => {
      const coded = codedError(error);
      if (coded?.code === 'CONFLICT') {
        showNotice(t('bulk.otherCount', { found: Number(coded.data['found'] ?? 0) }));
        return true;
      }
      if (coded?.code === 'LIMIT_EXCEEDED') {
        showNotice(t('bulk.tooMany', { limit: formatNumber(MOST_CHANGED, locale) }));
        return true;
      }
      return false;
    },
  });
  const choices = words.choicesOf(act).map(({ value, label }) => ({ value: String(value), label }));
  const isReady = act === 'tags' ? add.length + remove.length > 0 : one !== null;
  const submit = async (): Promise<void> => {
    if (!isReady) return;
    const id = one === null || one === NONE ? null : Number(one);
    const wanted: ChangeInput['change'] =
      act === 'tags'
        ? { kind: 'tags', add: add.map(Number), remove: remove.map(Number) }
        : act === 'responsible'
          ? { kind: 'responsible', staffId: id }
          : { kind: 'category', categoryId: id };
    const done = await change.run({ selection: selectionOf(), change: wanted });
    if (!done) return;
    if (done.changed === 0) showNotice(t('bulk.nothingChanged'));
    if (done.gone > 0) showNotice(t('bulk.gone', { count: done.gone }));
    onClose();
  };
  return (
    <Modal opened centered onClose={onClose} title={t(`bulk.${act}Title`)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="sm">
          {act === 'tags' ? (
            choices.length === 0 ? (
              <p className="z-dim">{t('bulk.noTags')}</p>
            ) : (
              <>
                <MultiSelect
                  data-autofocus
                  searchable
                  hidePickedOptions
                  label={t('bulk.add')}
                  value={add}
                  onChange={setAdd}
                  data={choices.filter(({ value }) => !remove.includes(value))}
                />
                <MultiSelect
                  searchable
                  hidePickedOptions
                  label={t('bulk.remove')}
                  value={remove}
                  onChange={setRemove}
                  data={choices.filter(({ value }) => !add.includes(value))}
                />
              </>
            )
          ) : (
            <Select
              data-autofocus
              searchable
              label={t(`bulk.${act}`)}
              value={one}
              onChange={setOne}
              data={[{ value: NONE, label: t(act === 'category' ? 'bulk.noCategory' : 'bulk.none') }, ...choices]}
            />
          )}
          <Group justify="flex-end">
            <Button type="submit" disabled={!isReady} loading={change.isPending}>
              {t('bulk.apply', { count, formatted: formatNumber(count, locale) })}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

const NONE = 'none';
