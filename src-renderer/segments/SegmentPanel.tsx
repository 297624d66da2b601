import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots, IconFilterPlus, IconLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../src-shared/i18n/format.ts';
import type { Segment } from '../../src-shared/segments/segments.contract.ts';
import { EVERYBODY, type Filter } from '../../src-shared/segments/segments.rules.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useLocale } from '../app/session.ts';
import { SegmentDialog } from './SegmentDialog.tsx';
import { inputOf } from './use-client-list.ts';

interface SegmentPanelProps {
  readonly filter: Filter;
  readonly total: number | undefined;
  readonly onFilter: (filter: Filter) => void;
}

/** The saved filters beside the list, each with how many clients are in it now. */
export function SegmentPanel({ filter, total, onFilter }: SegmentPanelProps) {
  const { t } = useTranslation('segments');
  const locale = useLocale();
  const { data: segments = [] } = useQuery(api.segments.list.queryOptions());
  const [dialog, setDialog] = useState<Segment | 'new' | null>(null);
  const update = useCommand(api.segments.update.mutationOptions());
  const remove = useCommand(api.segments.remove.mutationOptions());
  const text = JSON.stringify(filter);
  const isFiltered = filter.items.length > 0;
  const current = segments.find((segment) => JSON.stringify(segment.filter) === text);
  return (
    <nav className="z-segments" aria-label={t('side.title')}>
      <h2>{t('side.title')}</h2>
      <ul>
        <li>
          <button type="button" aria-current={!isFiltered || undefined} onClick={() => onFilter(EVERYBODY)}>
            <span>{t('side.everybody')}</span>
            {!isFiltered && total !== undefined && <i>{formatNumber(total, locale)}</i>}
          </button>
        </li>
        {segments.map((segment) => (
          <li key={segment.id}>
            <button
              type="button"
              aria-current={segment === current || undefined}
              onClick={() => onFilter(segment.filter)}
            >
              {!segment.isShared && <IconLock size={14} aria-label={t('side.own')} />}
              <span>{segment.name}</span>
              <i>{formatNumber(segment.count, locale)}</i>
            </button>
            {segment.isEditable && (
              <Menu position="bottom-end">
                <Menu.Target>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={26}
                    aria-label={t('side.more', { name: segment.name })}
                  >
                    <IconDots size={16} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item onClick={() => setDialog(segment)}>{t('side.rename')}</Menu.Item>
                  {isFiltered && segment !== current && (
                    <Menu.Item
                      onClick={() =>
                        void update.run({
                          segmentId: segment.id,
                          version: segment.version,
                          filter: inputOf({
                            filter,
                            withArchived: false,
                            sort: { column: 'name', isDescending: false },
                          }).filter,
                        })
                      }
                    >
                      {t('side.refill')}
                    </Menu.Item>
                  )}
                  <Menu.Item
                    color="danger"
                    onClick={() => void remove.run({ segmentId: segment.id, version: segment.version })}
                  >
                    {t('side.remove')}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            )}
          </li>
        ))}
      </ul>
      {isFiltered && !current ? (
        <Button
          size="xs"
          variant="default"
          fullWidth
          leftSection={<IconFilterPlus size={16} aria-hidden />}
          onClick={() => setDialog('new')}
        >
          {t('side.save')}
        </Button>
      ) : (
        segments.length === 0 && <p className="z-dim">{t('side.empty')}</p>
      )}
      {dialog && (
        <SegmentDialog segment={dialog === 'new' ? null : dialog} filter={filter} onClose={() => setDialog(null)} />
      )}
    </nav>
  );
}
