import { Button, Select, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Payer } from '../../src-shared/invoices/invoices.contract.ts';
import { PAYER_KINDS, type PayerRequisites } from '../../src-shared/invoices/requisites.rules.ts';
import { Choice } from '../settings/Choice.tsx';

/** What is chosen and typed about the payer; `payerId` null = new requisites. */
export interface PayerDraft {
  readonly payerId: Payer['payerId'] | null;
  readonly values: PayerRequisites;
}

interface PayerFieldsProps {
  readonly payers: readonly Payer[];
  readonly draft: PayerDraft;
  /** A field that is wrong, with its sentence. */
  readonly fault: { readonly field: string; readonly text: string } | null;
  readonly hasClient: boolean;
  readonly onChoose: (payerId: Payer['payerId'] | null) => void;
  readonly onChange: (values: PayerRequisites) => void;
  readonly onRemove: (payerId: Payer['payerId']) => void;
}

/** To whom a paper is made out: kept requisites, or new ones that will be kept. */
export function PayerFields(props: PayerFieldsProps) {
  const { payers, draft, fault, hasClient, onChange } = props;
  const { t } = useTranslation('invoices');
  const { values, payerId } = draft;
  const faultOf = (field: keyof PayerRequisites): string | undefined =>
    fault?.field === field ? fault.text : undefined;
  const set = (part: Partial<PayerRequisites>): void => onChange({ ...values, ...part });
  const digits = (text: string): string => text.replaceAll(/\s/gu, '');
  return (
    <>
      {payers.length > 0 && (
        <Select
          label={t('dialog.kept')}
          allowDeselect={false}
          checkIconPosition="right"
          value={payerId === null ? 'new' : String(payerId)}
          data={[
            ...payers.map((payer) => ({
              value: String(payer.payerId),
              label: [payer.name, payer.taxNumber && `${t('dialog.taxNumber')} ${payer.taxNumber}`]
                .filter(Boolean)
                .join(', '),
            })),
            { value: 'new', label: t('dialog.newPayer') },
          ]}
          onChange={(value) => props.onChoose(payers.find((payer) => String(payer.payerId) === value)?.payerId ?? null)}
        />
      )}
      <Choice
        label={t('dialog.kind')}
        value={values.kind}
        data={PAYER_KINDS.map((kind) => ({ value: kind, label: t(`dialog.payerKinds.${kind}`) }))}
        onChange={(kind) => set({ kind: PAYER_KINDS.find((one) => one === kind) ?? values.kind })}
      />
      <div className="zi-fields">
        <TextInput
          className="zi-wide"
          label={t(`dialog.names.${values.kind}`)}
          withAsterisk
          data-autofocus
          maxLength={200}
          value={values.name}
          error={faultOf('name')}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <TextInput
          label={t('dialog.taxNumber')}
          withAsterisk={values.kind !== 'person'}
          inputMode="numeric"
          maxLength={16}
          value={values.taxNumber}
          error={faultOf('taxNumber')}
          onChange={(event) => set({ taxNumber: digits(event.currentTarget.value).slice(0, 12) })}
        />
        {values.kind === 'company' && (
          <TextInput
            label={t('dialog.reasonCode')}
            maxLength={12}
            value={values.reasonCode}
            error={faultOf('reasonCode')}
            onChange={(event) => set({ reasonCode: digits(event.currentTarget.value).slice(0, 9).toUpperCase() })}
          />
        )}
        <TextInput
          className="zi-wide"
          label={t('dialog.address')}
          description={values.kind === 'person' ? undefined : t('dialog.addressHint')}
          maxLength={300}
          value={values.address}
          error={faultOf('address')}
          onChange={(event) => set({ address: event.currentTarget.value })}
        />
      </div>
      <div className="zi-kept">
        <span className="z-dim">{t(hasClient ? 'dialog.keeps' : 'dialog.keepsNot')}</span>
        {payerId !== null && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<IconX size={14} aria-hidden />}
            onClick={() => props.onRemove(payerId)}
          >
            {t('dialog.remove')}
          </Button>
        )}
      </div>
    </>
  );
}
