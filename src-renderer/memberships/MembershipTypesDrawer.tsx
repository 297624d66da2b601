import { Alert, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MembershipType } from '../../src-shared/memberships/memberships.contract.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useCommand } from '../api/use-command.tsx';
import { useCan, useMoney } from '../app/session.ts';
import { CardDrawer } from '../ui/CardDrawer.tsx';
import { MembershipTypeDialog } from './MembershipTypeDialog.tsx';
import { useTypeSummary } from './use-type-summary.ts';

/** Kinds of memberships that are sold: made, changed, put away. What was sold stays as it was. */
export function MembershipTypesDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('memberships');
  const money = useMoney();
  const summaryOf = useTypeSummary();
  const mayEdit = useCan('edit_loyalty');
  const [edited, setEdited] = useState<MembershipType | 'new' | null>(null);
  const types = useQuery(api.memberships.types.queryOptions({ input: { withArchived: true } }));
  const update = useCommand(api.memberships.updateType.mutationOptions());
  return (
    <CardDrawer title={t('types.title')} size={600} onClose={onClose}>
      <div className="z-card-body">
        {types.isError && <Alert color="danger">{errorText(types.error, t)}</Alert>}
        {mayEdit && (
          <div>
            <Button data-autofocus onClick={() => setEdited('new')}>
              {t('types.add')}
            </Button>
          </div>
        )}
        {types.data?.length === 0 && <p className="z-dim">{t('types.empty')}</p>}
        <table className="z-table">
          <tbody>
            {types.data?.map((type) => (
              <tr key={type.id} data-archived={type.isArchived || undefined}>
                <td>
                  <button type="button" className="z-link" disabled={!mayEdit} onClick={() => setEdited(type)}>
                    {type.name}
                  </button>
                  {type.isArchived && <span className="z-tag">{t('types.archived')}</span>}
                </td>
                <td className="z-dim">{summaryOf(type)}</td>
                <td className="z-number">{money(type.priceMinor)}</td>
                <td className="z-actions">
                  {mayEdit && (
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      onClick={() =>
                        void update.run({
                          membershipTypeId: type.id,
                          version: type.version,
                          values: { isArchived: !type.isArchived },
                        })
                      }
                    >
                      {t(type.isArchived ? 'common:restore' : 'common:archive')}
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {edited !== null && (
        <MembershipTypeDialog type={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </CardDrawer>
  );
}
