import { Alert, Button, Stepper } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconAlertCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DEFAULT_SETTINGS } from '../../src-shared/settings/settings.contract.ts';
import { api } from '../api/client.ts';
import { errorText, fieldErrors } from '../api/error-text.ts';
import { showLocale } from '../app/translator.ts';
import { LongWorkScreen } from '../backup/LongWorkScreen.tsx';
import { RestorePanel } from '../backup/RestorePanel.tsx';
import { WeekHoursInput, areWeekHoursRight } from '../settings/WeekHoursInput.tsx';
import { OwnerStep, type OwnerDraft, ownerFaults } from './OwnerStep.tsx';
import { SalonStep } from './SalonStep.tsx';
import type { SetupChoices, SetupStatus } from './setup-status.ts';
import { StartStep } from './StartStep.tsx';

const LAST_STEP = 3;

/** Choices before they are sent; the wizard keeps them all, so that going back loses nothing. */
export interface SetupDraft extends Pick<SetupChoices, 'locale' | 'salonName' | 'currency' | 'timeZone'> {
  readonly weekHours: readonly (readonly (readonly [number, number])[])[];
  readonly owner: OwnerDraft;
  readonly start: 'empty' | 'demo' | 'restore';
}

/** The first run: salon, hours, owner, and what to begin with. */
export function SetupPage({ status }: { readonly status: SetupStatus }) {
  const { t } = useTranslation('setup');
  const cache = useQueryClient();
  const [step, setStep] = useState(0);
  const [isChecked, setChecked] = useState(false);
  const [draft, setDraft] = useState<SetupDraft>(() => ({
    locale: status.locale,
    salonName: '',
    currency: status.locale === 'ru' ? 'RUB' : 'EUR',
    timeZone: likelyTimeZone(status),
    weekHours: DEFAULT_SETTINGS.weekHours,
    owner: { name: '', secretKind: 'pin', secret: '', repeated: '' },
    start: 'empty',
  }));
  const complete = useMutation(
    api.setup.complete.mutationOptions({
      onSuccess: (session) => {
        cache.setQueryData(api.access.session.queryKey(), session);
        return cache.invalidateQueries({ queryKey: api.setup.status.key() });
      },
    }),
  );
  const change = (values: Partial<SetupDraft>): void => {
    setDraft((old) => ({ ...old, ...values }));
    if (values.locale) showLocale(values.locale);
  };
  const isStepRight = [
    draft.salonName.trim() !== '',
    areWeekHoursRight(draft.weekHours),
    Object.keys(ownerFaults(draft.owner, t)).length === 0,
    true,
  ][step];
  const next = (): void => {
    setChecked(!isStepRight);
    if (!isStepRight) return;
    if (step < LAST_STEP) setStep(step + 1);
    else if (draft.start !== 'restore') complete.mutate(choicesOf(draft, draft.start));
  };
  const messages = Object.values(fieldErrors(complete.error, t));
  return (
    <main className="z-centred">
      <form
        className="z-centred-panel z-setup"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          next();
        }}
      >
        {complete.isPending && (
          <LongWorkScreen
            title={t(draft.start === 'demo' ? 'wait.demo' : 'wait.empty')}
            text={t(draft.start === 'demo' ? 'wait.demoText' : 'wait.emptyText')}
          />
        )}
        <h1>{t('title')}</h1>
        <Stepper
          active={step}
          size="xs"
          iconSize={26}
          onStepClick={(target) => target < step && setStep(target)}
          allowNextStepsSelect={false}
        >
          {['salon', 'hours', 'owner', 'start'].map((name) => (
            <Stepper.Step key={name} label={t(`steps.${name}`)} />
          ))}
        </Stepper>
        <div className="z-setup-body">
          {step === 0 && <SalonStep draft={draft} isChecked={isChecked} onChange={change} />}
          {step === 1 && (
            <>
              <p className="z-dim">{t('hoursText')}</p>
              <WeekHoursInput value={draft.weekHours} onChange={(weekHours) => change({ weekHours })} />
              {isChecked && !isStepRight && (
                <p className="z-field-error" role="alert">
                  {t('common:fields.overlappingIntervals')}
                </p>
              )}
            </>
          )}
          {step === 2 && (
            <OwnerStep value={draft.owner} isChecked={isChecked} onChange={(owner) => change({ owner })} />
          )}
          {step === LAST_STEP && (
            <>
              <StartStep value={draft.start} onChange={(start) => change({ start })} />
              {draft.start === 'restore' && <RestorePanel consequence={t('restoreConsequence')} />}
            </>
          )}
        </div>
        {complete.error && (
          <Alert color="danger" icon={<IconAlertCircle size={18} />} p="sm" role="alert">
            {messages.length > 0 ? messages.join(' ') : errorText(complete.error, t)}
          </Alert>
        )}
        <div className="z-setup-buttons">
          {step > 0 && (
            <Button size="sm" variant="default" onClick={() => setStep(step - 1)}>
              {t('common:back')}
            </Button>
          )}
          {step === 0 && (
            <Button
              size="sm"
              variant="subtle"
              onClick={() => {
                change({ start: 'restore' });
                setStep(LAST_STEP);
              }}
            >
              {t('haveBackup')}
            </Button>
          )}
          <span className="z-status-gap" />
          {!(step === LAST_STEP && draft.start === 'restore') && (
            <Button size="sm" type="submit" loading={complete.isPending}>
              {step < LAST_STEP ? t('common:continue') : t(draft.start === 'demo' ? 'openDemo' : 'openSalon')}
            </Button>
          )}
        </div>
      </form>
    </main>
  );
}

/** A computer that keeps UTC does not tell where the salon is; most salons with a Russian screen live by Moscow time. */
function likelyTimeZone({ timeZone, locale }: SetupStatus): string {
  return locale === 'ru' && /^(?:UTC|Etc\/)/u.test(timeZone) ? 'Europe/Moscow' : timeZone;
}

function choicesOf(draft: SetupDraft, start: 'empty' | 'demo'): SetupChoices {
  const { repeated: _repeated, ...owner } = draft.owner;
  return {
    locale: draft.locale,
    salonName: draft.salonName,
    weekHours: draft.weekHours.map((day) => day.map(([from, to]): [number, number] => [from, to])),
    currency: draft.currency,
    timeZone: draft.timeZone,
    owner,
    start,
  };
}
