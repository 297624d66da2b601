import { Alert, Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconAlertCircle, IconArrowLeft } from '@tabler/icons-react';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { personSchema } from '../../src-shared/access/access.contract.ts';
import { api } from '../api/client.ts';
import { codedError, errorText } from '../api/error-text.ts';
import { welcome } from '../app/person-change.ts';
import { Initials } from '../ui/Initials.tsx';
import { PinPad } from './PinPad.tsx';

export type Person = z.infer<typeof personSchema>;

interface SecretFormProps {
  readonly person: Person;
  /** Back to the list of names. */
  readonly onBack?: () => void;
}

/** The PIN or password of one person; counts down while too many wrong tries are paused. */
export function SecretForm({ person, onBack }: SecretFormProps) {
  const { t } = useTranslation('access');
  const [secret, setSecret] = useState('');
  const fieldId = useId();
  const [failedAtMs, setFailedAtMs] = useState(0);
  const signIn = useMutation(api.access.signIn.mutationOptions({ onSuccess: welcome }));
  const waitMs = useWait(signIn.error, failedAtMs);
  const isPaused = waitMs !== 0;
  const submit = (): void => {
    if (!secret || isPaused) return;
    const onError = (): void => {
      setFailedAtMs(Date.now());
      setSecret('');
      document.getElementById(fieldId)?.focus();
    };
    signIn.mutate({ userId: person.id, secret }, { onError });
  };
  const error =
    waitMs !== null && waitMs > 0
      ? { code: 'LOCKED_OUT', data: { waitSeconds: Math.ceil(waitMs / 1000) } }
      : signIn.error;
  // The try that begins a pause is answered as a wrong secret; when the pause is over, its message is too.
  const isStale = waitMs === 0 && pauseOf(signIn.error) !== 0;
  const isPin = person.secretKind === 'pin';
  return (
    <form
      className="z-secret"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="z-secret-person">
        <Initials name={person.name} size={36} />
        <span>
          <strong>{person.name}</strong>
          <span className="z-dim">{t(`common:roles.${person.role}`)}</span>
        </span>
      </div>
      <PasswordInput
        id={fieldId}
        data-autofocus
        autoFocus
        label={t(isPin ? 'pin' : 'password')}
        value={secret}
        onChange={(event) => setSecret(event.currentTarget.value)}
        inputMode={isPin ? 'numeric' : 'text'}
        autoComplete="current-password"
        maxLength={128}
        disabled={isPaused}
        visibilityToggleButtonProps={{ 'aria-label': t('showSecret') }}
        error={Boolean(error) && !isStale}
      />
      {isPin && <PinPad value={secret} onChange={setSecret} isDisabled={isPaused} />}
      <div className="z-secret-message" aria-live="polite">
        {error && !isStale ? (
          <Alert color="danger" icon={<IconAlertCircle size={18} />} p="sm">
            {errorText(error, t)}
          </Alert>
        ) : null}
      </div>
      <Button type="submit" size="sm" fullWidth loading={signIn.isPending} disabled={isPaused || secret === ''}>
        {t('enter')}
      </Button>
      {onBack && (
        <Button size="sm" variant="subtle" leftSection={<IconArrowLeft size={16} />} onClick={onBack}>
          {t('otherPerson')}
        </Button>
      )}
    </form>
  );
}

/**
 * Milliseconds until the next try is allowed, counting down; 0 = now, null = only the owner can open it.
 *
 * The core has the last word: this only keeps the person from asking in vain.
 */
function useWait(error: unknown, failedAtMs: number): number | null {
  const waitSeconds = pauseOf(error);
  const untilMs = waitSeconds === null ? null : failedAtMs + waitSeconds * 1000;
  const [tickMs, setTickMs] = useState(0);
  const nowMs = Math.max(tickMs, failedAtMs);
  const isWaiting = untilMs !== null && untilMs > nowMs;
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setInterval(() => setTickMs(Date.now()), 500);
    return () => clearInterval(timer);
  }, [isWaiting]);
  return untilMs === null ? null : Math.max(0, untilMs - nowMs);
}

/** Seconds of pause that a refusal began or goes on with; 0 = none, null = until the owner opens it. */
function pauseOf(error: unknown): number | null {
  const coded = codedError(error);
  if (coded?.code !== 'LOCKED_OUT' && coded?.code !== 'WRONG_SECRET') return 0;
  const { waitSeconds } = coded.data;
  if (typeof waitSeconds === 'number') return waitSeconds;
  return coded.code === 'LOCKED_OUT' ? null : 0;
}
