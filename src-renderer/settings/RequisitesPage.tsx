import { NumberInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isAccountNumber, isAccountOfBank, isBankCode } from '../../src-shared/invoices/requisites.rules.ts';
import { requisitesSettings } from '../../src-shared/settings/requisites-settings.ts';
import type { Settings } from '../../src-shared/settings/settings.contract.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { PageHeader } from '../ui/PageHeader.tsx';
import { Choice } from './Choice.tsx';
import { SaveBar } from './SaveBar.tsx';
import { useSettingsForm } from './use-settings-form.ts';

/** Requisites of the salon, with which its papers are printed. */
export function RequisitesPage() {
  const { t } = useTranslation('settings');
  const settings = useQuery(api.settings.get.queryOptions({ input: {} }));
  return (
    <>
      <PageHeader title={t('sections.requisites')} />
      {settings.error && <p className="z-form z-field-error">{errorText(settings.error, t)}</p>}
      {settings.data && <RequisitesForm settings={settings.data} />}
    </>
  );
}

const TEXTS = [
  'legalName',
  'legalInn',
  'legalKpp',
  'legalOgrn',
  'legalAddress',
  'bankName',
  'bankBik',
  'bankAccount',
  'bankCorrAccount',
  'directorName',
  'accountantName',
] as const;
type TextName = (typeof TEXTS)[number];
/** Numbers are typed with spaces between their groups, and kept without. */
const NUMBERS: ReadonlySet<TextName> = new Set([
  'legalInn',
  'legalKpp',
  'legalOgrn',
  'bankBik',
  'bankAccount',
  'bankCorrAccount',
]);

function RequisitesForm({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('invoices');
  const { values, set, isChanged, save, isSaving, reset } = useSettingsForm(settings);
  const [isTried, setTried] = useState(false);
  const faults = new Map(
    TEXTS.flatMap((name) => {
      const read = requisitesSettings[name].safeParse(values[name]);
      return read.success ? [] : [[name, read.error.issues[0]?.message ?? ''] as const];
    }),
  );
  const faultOf = (name: TextName): string | undefined => {
    const fault = faults.get(name);
    if (fault !== undefined && isTried) return t(`requisites.faults.${fault}`);
    const kind = name === 'bankAccount' ? 'current' : name === 'bankCorrAccount' ? 'correspondent' : null;
    const account = values[name];
    const isWhole = kind !== null && isAccountNumber(account) && isBankCode(values.bankBik);
    return isWhole && !isAccountOfBank(account, values.bankBik, kind) ? t('requisites.notOfBank') : undefined;
  };
  const field = (name: TextName, label: string, hint?: string) => (
    <TextInput
      label={label}
      {...(hint === undefined ? {} : { description: hint })}
      maxLength={300}
      value={values[name]}
      error={faultOf(name)}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        set({ [name]: NUMBERS.has(name) ? typed.replaceAll(/[\s-]/gu, '') : typed });
      }}
    />
  );
  const isCompany = values.legalKind === 'company';
  return (
    <form
      className="z-form"
      noValidate
      onSubmit={(event: FormEvent<HTMLFormElement>) => {
        event.preventDefault();
        setTried(true);
        const form = event.currentTarget;
        if (faults.size === 0) void save();
        else requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      }}
    >
      <p className="z-dim">{t('requisites.intro')}</p>
      <section className="z-group">
        <h2>{t('requisites.who')}</h2>
        <Choice
          label={t('requisites.kind')}
          value={values.legalKind}
          data={(['company', 'entrepreneur'] as const).map((value) => ({
            value,
            label: t(`requisites.kinds.${value}`),
          }))}
          onChange={(value) => set({ legalKind: value === 'entrepreneur' ? 'entrepreneur' : 'company' })}
        />
        {field('legalName', t('requisites.name'), t('requisites.nameHint'))}
        <div className="z-three">
          {field('legalInn', t('requisites.inn'))}
          {isCompany && field('legalKpp', t('requisites.kpp'))}
          {field('legalOgrn', t(isCompany ? 'requisites.ogrn' : 'requisites.ogrnip'))}
        </div>
        {field('legalAddress', t('requisites.address'))}
      </section>
      <section className="z-group">
        <h2>{t('requisites.bank')}</h2>
        <div className="z-two">
          {field('bankName', t('requisites.bankName'))}
          {field('bankBik', t('requisites.bik'))}
          {field('bankAccount', t('requisites.account'))}
          {field('bankCorrAccount', t('requisites.corrAccount'))}
        </div>
      </section>
      <section className="z-group">
        <h2>{t('requisites.signs')}</h2>
        <div className="z-two">
          {field('directorName', t('requisites.director'), t('requisites.directorHint'))}
          {field('accountantName', t('requisites.accountant'), t('requisites.accountantHint'))}
        </div>
      </section>
      <section className="z-group">
        <h2>{t('requisites.invoices')}</h2>
        <NumberInput
          label={t('requisites.days')}
          description={t('requisites.daysHint')}
          w={360}
          maw="100%"
          min={0}
          max={365}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="strict"
          value={values.invoiceDays}
          onChange={(value) => typeof value === 'number' && set({ invoiceDays: value })}
        />
      </section>
      <SaveBar isChanged={isChanged} isSaving={isSaving} onReset={reset} />
    </form>
  );
}
