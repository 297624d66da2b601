import { Alert, Button, NumberInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CertificateType } from '../../src-shared/certificates/certificates.contract.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useCommand } from '../api/use-command.tsx';
import { useCan, useMoney } from '../app/session.ts';
import { ActDialog } from '../ui/ActDialog.tsx';
import { CardDrawer } from '../ui/CardDrawer.tsx';
import { MoneyInput } from '../ui/MoneyInput.tsx';

/** Kinds of certificates that are sold: made, changed, put away. */
export function CertificateTypesDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('certificates');
  const money = useMoney();
  const mayEdit = useCan('edit_loyalty');
  const [edited, setEdited] = useState<CertificateType | 'new' | null>(null);
  const types = useQuery(api.certificates.types.queryOptions({ input: { withArchived: true } }));
  const update = useCommand(api.certificates.updateType.mutationOptions());
  return (
    <CardDrawer title={t('types.title')} size={560} onClose={onClose}>
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
                <td className="z-number">
                  {type.nominalMinor === null ? t('types.nominalAny') : money(type.nominalMinor)}
                </td>
                <td className="z-dim">
                  {type.validityDays === null ? t('endless') : t('types.daysCount', { count: type.validityDays })}
                </td>
                <td className="z-actions">
                  {mayEdit && (
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      onClick={() =>
                        void update.run({
                          certificateTypeId: type.id,
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
      {edited !== null && <TypeDialog type={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </CardDrawer>
  );
}

function TypeDialog({ type, onClose }: { readonly type: CertificateType | null; readonly onClose: () => void }) {
  const { t } = useTranslation('certificates');
  const [name, setName] = useState(type?.name ?? '');
  const [nominalMinor, setNominal] = useState(type?.nominalMinor ?? null);
  const [priceMinor, setPrice] = useState(type?.priceMinor ?? null);
  const [validityDays, setDays] = useState<number | null>(type ? type.validityDays : 365);
  const [isTried, setTried] = useState(false);
  const create = useCommand(api.certificates.createType.mutationOptions());
  const update = useCommand(api.certificates.updateType.mutationOptions());
  const submit = async (): Promise<void> => {
    setTried(true);
    if (name.trim() === '') return;
    const values = { name, nominalMinor, priceMinor, validityDays };
    const done = type
      ? await update.run({ certificateTypeId: type.id, version: type.version, values })
      : await create.run(values);
    if (done) onClose();
  };
  return (
    <ActDialog
      title={type?.name ?? t('types.add')}
      confirm={t('common:save')}
      isPending={create.isPending || update.isPending}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextInput
        label={t('types.name')}
        data-autofocus
        required
        maxLength={80}
        value={name}
        error={isTried && name.trim() === '' ? t('common:fields.required') : null}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <MoneyInput
        label={t('types.nominal')}
        description={t('types.nominalHint')}
        value={nominalMinor}
        onChange={setNominal}
      />
      <MoneyInput label={t('types.price')} description={t('types.priceHint')} value={priceMinor} onChange={setPrice} />
      <NumberInput
        label={t('types.days')}
        description={t('types.daysHint')}
        value={validityDays ?? ''}
        min={1}
        max={3650}
        allowDecimal={false}
        onChange={(value) => setDays(typeof value === 'number' ? value : null)}
      />
    </ActDialog>
  );
}
