import './passes.css';
import { Alert, Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../api/error-text.ts';
import { useCan } from '../app/session.ts';
import { CardDrawer } from '../ui/CardDrawer.tsx';

interface PassType {
  readonly id: number;
  readonly name: string;
  readonly isArchived: boolean;
  readonly version: number;
}

interface PassTypesDrawerProps<Type extends PassType> {
  readonly ns: 'certificates' | 'memberships';
  readonly types: { readonly data: readonly Type[] | undefined; readonly error: unknown };
  /** What stands beside the name. */
  readonly renderCells: (type: Type) => ReactNode;
  readonly onArchive: (type: Type) => void;
  /** The dialog of one kind; null = a new one. */
  readonly renderDialog: (type: Type | null, close: () => void) => ReactNode;
  readonly onClose: () => void;
}

/** The kinds of certificates or memberships that are sold: made, changed, put away. What was sold stays as it was. */
export function PassTypesDrawer<Type extends PassType>(props: PassTypesDrawerProps<Type>) {
  const { ns, types, renderCells, onArchive, renderDialog, onClose } = props;
  const { t } = useTranslation('certificates');
  const mayEdit = useCan('edit_loyalty');
  const [edited, setEdited] = useState<Type | 'new' | null>(null);
  return (
    <CardDrawer title={t('types.title', { ns })} size={640} onClose={onClose}>
      <div className="z-card-body">
        {types.error !== null && <Alert color="danger">{errorText(types.error, t)}</Alert>}
        {mayEdit && (
          <div>
            <Button data-autofocus onClick={() => setEdited('new')}>
              {t('types.add', { ns })}
            </Button>
          </div>
        )}
        {types.data?.length === 0 && <p className="z-dim">{t('types.empty', { ns })}</p>}
        {(types.data?.length ?? 0) > 0 && (
          <table className="z-table" aria-label={t('types.title', { ns })}>
            <tbody>
              {types.data?.map((type) => (
                <tr key={type.id} data-archived={type.isArchived || undefined}>
                  <td>
                    <button type="button" className="z-link" disabled={!mayEdit} onClick={() => setEdited(type)}>
                      {type.name}
                    </button>
                    {type.isArchived && <span className="z-tag">{t('types.archived', { ns })}</span>}
                  </td>
                  {renderCells(type)}
                  <td className="z-actions">
                    {mayEdit && (
                      <Button
                        size="compact-sm"
                        variant="subtle"
                        aria-label={`${t(type.isArchived ? 'common:restore' : 'common:archive')}: ${type.name}`}
                        onClick={() => onArchive(type)}
                      >
                        {t(type.isArchived ? 'common:restore' : 'common:archive')}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      {edited !== null && renderDialog(edited === 'new' ? null : edited, () => setEdited(null))}
    </CardDrawer>
  );
}
