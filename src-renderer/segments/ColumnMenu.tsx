import { ActionIcon, Button, Checkbox, Popover, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconColumns3 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import {
  type KeptColumn,
  LIST_COLUMNS,
  type ListColumn,
  USUAL_COLUMNS,
  movedColumn,
  toggledColumn,
} from '../../src-shared/segments/list-columns.rules.ts';

interface ColumnMenuProps {
  readonly columns: readonly KeptColumn[];
  readonly onColumns: (columns: KeptColumn[]) => void;
}

/** Which columns the list shows and in which order; Alt with the arrows moves the one in focus. */
export function ColumnMenu({ columns, onColumns }: ColumnMenuProps) {
  const { t } = useTranslation('segments');
  const hidden = LIST_COLUMNS.filter((id) => !columns.some((column) => column.id === id));
  const move = (index: number, by: number): void => onColumns(movedColumn(columns, index, index + by));
  return (
    <Popover position="bottom-end" width={300} trapFocus returnFocus shadow="md">
      <Popover.Target>
        <Tooltip label={t('list.columnMenu')}>
          <ActionIcon variant="default" size="lg" aria-label={t('list.columnMenu')}>
            <IconColumns3 size={18} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('list.columnMenu')} className="z-column-menu">
        <p className="z-dim">{t('list.columnHint')}</p>
        <ul>
          {columns.map(({ id }, index) => (
            <li
              key={id}
              onKeyDown={(event) => {
                if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
                event.preventDefault();
                move(index, event.key === 'ArrowUp' ? -1 : 1);
              }}
            >
              <ColumnBox id={id} isShown columns={columns} onColumns={onColumns} />
              <ActionIcon
                variant="subtle"
                color="gray"
                size={26}
                disabled={index === 0}
                aria-label={t('list.moveUp', { column: t(`columns.${id}`) })}
                onClick={() => move(index, -1)}
              >
                <IconArrowUp size={15} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={26}
                disabled={index === columns.length - 1}
                aria-label={t('list.moveDown', { column: t(`columns.${id}`) })}
                onClick={() => move(index, 1)}
              >
                <IconArrowDown size={15} />
              </ActionIcon>
            </li>
          ))}
          {hidden.map((id) => (
            <li key={id}>
              <ColumnBox id={id} isShown={false} columns={columns} onColumns={onColumns} />
            </li>
          ))}
        </ul>
        <Button variant="subtle" size="xs" onClick={() => onColumns([...USUAL_COLUMNS])}>
          {t('list.usualColumns')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

function ColumnBox({ id, isShown, columns, onColumns }: ColumnMenuProps & { id: ListColumn; isShown: boolean }) {
  const { t } = useTranslation('segments');
  return (
    <Checkbox
      size="xs"
      label={t(`columns.${id}`)}
      checked={isShown}
      disabled={id === 'name'}
      onChange={() => onColumns(toggledColumn(columns, id))}
    />
  );
}
