import { Button, CloseButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { conditionText, filterText } from '../../src-shared/segments/segment-text.ts';
import { type Filter, isGroup } from '../../src-shared/segments/segments.rules.ts';
import type { Words } from './use-words.ts';

interface FilterChipsProps {
  readonly filter: Filter;
  readonly words: Words;
  readonly onFilter: (filter: Filter) => void;
  /** Opens the builder. */
  readonly onEdit: () => void;
}

/** The filter in words, one mark a question; each can be changed or taken away. */
export function FilterChips({ filter, words, onFilter, onEdit }: FilterChipsProps) {
  const { t } = useTranslation('segments');
  if (filter.items.length === 0) return null;
  return (
    <ul className="z-filter-chips" aria-label={t('filter.applied')}>
      {filter.items.map((item, index) => {
        const text = isGroup(item) ? `(${filterText(item, words)})` : conditionText(item, words);
        return (
          <li key={text}>
            {index > 0 && (
              <span className="z-dim">{t(filter.join === 'and' ? 'filter.andShort' : 'filter.orShort')}</span>
            )}
            <span className="z-filter-chip">
              <button type="button" aria-label={t('filter.edit', { what: text })} onClick={onEdit}>
                {text}
              </button>
              <CloseButton
                size="xs"
                aria-label={t('filter.remove', { what: text })}
                onClick={() => onFilter({ ...filter, items: filter.items.toSpliced(index, 1) })}
              />
            </span>
          </li>
        );
      })}
      <li>
        <Button size="compact-xs" variant="subtle" onClick={() => onFilter({ join: 'and', items: [] })}>
          {t('filter.clear')}
        </Button>
      </li>
    </ul>
  );
}
