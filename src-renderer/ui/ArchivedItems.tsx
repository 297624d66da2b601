import { Button } from '@mantine/core';
import { IconArchiveOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

interface ArchivedItemsProps<T> {
  readonly items: readonly T[];
  /** Absent for those who may not change them. */
  readonly onRestore?: (item: T) => void;
}

/** What lies in the archive of a small dictionary, folded away; each can be brought back. Nothing when it is empty. */
export function ArchivedItems<T extends { readonly id: number; readonly name: string }>(props: ArchivedItemsProps<T>) {
  const { items, onRestore } = props;
  const { t } = useTranslation('common');
  if (items.length === 0) return null;
  return (
    <details>
      <summary className="z-dim">{t('inArchive', { count: items.length })}</summary>
      <table className="z-table">
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <td className="z-dim">{item.name}</td>
              <td className="z-actions">
                {onRestore && (
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    leftSection={<IconArchiveOff size={16} aria-hidden />}
                    aria-label={`${t('restore')}: ${item.name}`}
                    onClick={() => onRestore(item)}
                  >
                    {t('restore')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
