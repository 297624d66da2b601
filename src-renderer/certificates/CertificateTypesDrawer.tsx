import { NumberInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CertificateType } from '../../src-shared/certificates/certificates.contract.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useMoney } from '../app/session.ts';
import { PassTypesDrawer } from '../passes/PassTypesDrawer.tsx';
import { ActDialog } from '../ui/ActDialog.tsx';
import { MoneyInput } from '../ui/MoneyInput.tsx';

/** Kinds of certificates that are sold. */
export function CertificateTypesDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('certificates');
  const money = useMoney();
  const types = useQuery(api.certificates.types.queryOptions({ input: { withArchived: true } }));
  const update = useCommand(api.certificates.updateType.mutationOptions());
  return (
    <PassTypesDrawer
      ns="certificates"
      types={types}
      renderCells={({ nominalMinor, validityDays }) => (
        <>
          <td className="z-number">{nominalMinor === null ? t('types.nominalAny') : money(nominalMinor)}</td>
          <td className="z-dim">
            {validityDays === null ? t('endless') : t('types.daysCount', { count: validityDays })}
          </td>
        </>
      )}
      onArchive={({ id: certificateTypeId, version, isArchived }) =>
        void update.run({ certificateTypeId, version, values: { isArchived: !isArchived } })
      }
      renderDialog={(type, close) => <TypeDialog type={type} onClose={close} />}
      onClose={onClose}
    />
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
