import { PasswordInput, SegmentedControl, TextInput } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type SecretKind, secretFault } from '../../src-shared/access/access.rules.ts';

/** The owner's account as typed. */
export interface OwnerDraft {
  readonly name: string;
  readonly secretKind: SecretKind;
  readonly secret: string;
  readonly repeated: string;
}

interface OwnerStepProps {
  readonly value: OwnerDraft;
  readonly isChecked: boolean;
  readonly onChange: (value: OwnerDraft) => void;
}

/** What is wrong with each field; empty when all is right. */
export function ownerFaults(owner: OwnerDraft, t: TFunction): Partial<Record<keyof OwnerDraft, string>> {
  const fault = secretFault(owner.secretKind, owner.secret);
  return {
    ...(owner.name.trim() === '' ? { name: t('common:fields.required') } : {}),
    ...(fault ? { secret: t(`errors:fault.${fault}`) } : {}),
    ...(!fault && owner.secret !== owner.repeated ? { repeated: t('access:secret.differs') } : {}),
  };
}

/** The owner: name, and a PIN or password typed twice. */
export function OwnerStep({ value, isChecked, onChange }: OwnerStepProps) {
  const { t } = useTranslation('setup');
  const kindId = useId();
  const faults = isChecked ? ownerFaults(value, t) : {};
  const isPin = value.secretKind === 'pin';
  return (
    <>
      <p className="z-dim">{t('ownerText')}</p>
      <TextInput
        autoFocus
        label={t('ownerName')}
        value={value.name}
        maxLength={80}
        autoComplete="name"
        error={faults.name}
        onChange={(event) => onChange({ ...value, name: event.currentTarget.value })}
      />
      <div>
        <span id={kindId} className="mantine-InputWrapper-label z-label">
          {t('access:secret.kind')}
        </span>
        <SegmentedControl
          size="sm"
          fullWidth
          aria-labelledby={kindId}
          value={value.secretKind}
          data={[
            { value: 'pin', label: t('access:pin') },
            { value: 'password', label: t('access:password') },
          ]}
          onChange={(kind) =>
            onChange({ ...value, secretKind: kind === 'pin' ? 'pin' : 'password', secret: '', repeated: '' })
          }
        />
      </div>
      <div className="z-two">
        <PasswordInput
          label={t(isPin ? 'access:pin' : 'access:password')}
          description={t(isPin ? 'access:secret.pinRule' : 'access:secret.passwordRule')}
          value={value.secret}
          inputMode={isPin ? 'numeric' : 'text'}
          autoComplete="new-password"
          maxLength={128}
          error={faults.secret}
          visibilityToggleButtonProps={{ 'aria-label': t('access:showSecret') }}
          onChange={(event) => onChange({ ...value, secret: event.currentTarget.value })}
        />
        <PasswordInput
          label={t('access:secret.again')}
          value={value.repeated}
          inputMode={isPin ? 'numeric' : 'text'}
          autoComplete="new-password"
          maxLength={128}
          error={faults.repeated}
          visibilityToggleButtonProps={{ 'aria-label': t('access:showSecret') }}
          onChange={(event) => onChange({ ...value, repeated: event.currentTarget.value })}
        />
      </div>
    </>
  );
}
