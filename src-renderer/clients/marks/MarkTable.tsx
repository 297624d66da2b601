import { ActionIcon } from '@mantine/core';
import { IconArchive, IconArrowDown, IconArrowUp, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ClientMark } from '../../../src-shared/clients/client-parts.contract.ts';
import { formatNumber } from '../../../src-shared/i18n/format.ts';
import { useLocale } from '../../app/session.ts';
import { ArchivedItems } from '../../ui/ArchivedItems.tsx';
import { Dot } from '../../ui/Swatches.tsx';

interface Mark extends ClientMark {
  readonly version: number;
  readonly isArchived: boolean;
  readonly clientCount: number;
}

interface Column<Row> {
  readonly title: string;
  readonly isNumber?: boolean;
  readonly of: (mark: Row) => string;
}

interface MarkTableProps<Row extends Mark> {
  readonly title: string;
  readonly text: string;
  readonly empty: string;
  /** In their order, archived ones too. */
  readonly marks: readonly Row[];
  /** Beside the name and the count of clients. */
  readonly columns: readonly Column<Row>[];
  readonly canEdit: boolean;
  readonly onEdit: (mark: Row) => void;
  /** Archives, or brings back. */
  readonly onArchive: (mark: Row) => void;
  readonly onReorder: (ids: readonly Row['id'][]) => void;
}

/** A dictionary of coloured marks: order, archive, and how many clients have each. */
export function MarkTable<Row extends Mark>(props: MarkTableProps<Row>) {
  const { title, text, empty, marks, columns, canEdit, onEdit, onArchive, onReorder } = props;
  const { t } = useTranslation('clientCard');
  const locale = useLocale();
  const live = marks.filter(({ isArchived }) => !isArchived);
  const move = (index: number, by: -1 | 1): void => {
    const ids = live.map(({ id }) => id);
    onReorder(ids.toSpliced(index, 1).toSpliced(index + by, 0, ids[index]!));
  };
  return (
    <>
      <h2>{title}</h2>
      <p className="z-dim">{text}</p>
      {live.length === 0 ? (
        <p className="z-dim">{empty}</p>
      ) : (
        <table className="z-table" aria-label={title}>
          <thead>
            <tr>
              <th scope="col">{t('marks.name')}</th>
              {columns.map((column) => (
                <th key={column.title} scope="col" className={column.isNumber ? 'z-number' : undefined}>
                  {column.title}
                </th>
              ))}
              <th scope="col" className="z-number">
                {t('marks.clients')}
              </th>
              <th scope="col" aria-label={title} />
            </tr>
          </thead>
          <tbody>
            {live.map((mark, index) => (
              <tr key={mark.id}>
                <td>
                  <span className="z-client-mark-name">
                    <Dot colour={mark.colour} />
                    {mark.name}
                  </span>
                </td>
                {columns.map((column) => (
                  <td key={column.title} className={column.isNumber ? 'z-number' : undefined}>
                    {column.of(mark)}
                  </td>
                ))}
                <td className="z-number">{formatNumber(mark.clientCount, locale)}</td>
                <td className="z-actions">
                  {canEdit && (
                    <>
                      <Act
                        icon={IconArrowUp}
                        label={t('marks.moveUp', { name: mark.name })}
                        isOff={index === 0}
                        onClick={() => move(index, -1)}
                      />
                      <Act
                        icon={IconArrowDown}
                        label={t('marks.moveDown', { name: mark.name })}
                        isOff={index === live.length - 1}
                        onClick={() => move(index, 1)}
                      />
                      <Act
                        icon={IconPencil}
                        label={t('marks.edit', { name: mark.name })}
                        onClick={() => onEdit(mark)}
                      />
                      <Act
                        icon={IconArchive}
                        label={t('marks.archive', { name: mark.name })}
                        onClick={() => onArchive(mark)}
                      />
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <ArchivedItems
        items={marks.filter(({ isArchived }) => isArchived)}
        {...(canEdit ? { onRestore: onArchive } : {})}
      />
    </>
  );
}

interface ActProps {
  readonly icon: typeof IconPencil;
  readonly label: string;
  readonly isOff?: boolean;
  readonly onClick: () => void;
}

function Act({ icon: Icon, label, isOff = false, onClick }: ActProps) {
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={label} disabled={isOff} onClick={onClick}>
      <Icon size={16} aria-hidden />
    </ActionIcon>
  );
}
