import { Input, Radio, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings } from '../app/session.ts';

export interface CancelReasonState {
  readonly by: 'client' | 'salon';
  /** The chosen or the written reason; empty while there is none. */
  readonly reason: string;
  /** Null: nothing is chosen yet; empty: a reason of one's own. */
  readonly choice: string | null;
  readonly own: string;
  readonly reasons: readonly string[];
  readonly setBy: (by: 'client' | 'salon') => void;
  readonly setChoice: (choice: string) => void;
  readonly setOwn: (own: string) => void;
}

/** Who cancels and why (V1), as a form keeps it. */
export function useCancelReason(first: 'client' | 'salon'): CancelReasonState {
  const { cancelReasons } = useSettings();
  const [by, setBy] = useState(first);
  // The first reasons are the clients': the salon's own is never guessed.
  const [choice, setChoice] = useState<string | null>(first === 'client' ? (cancelReasons[0] ?? '') : null);
  const [own, setOwn] = useState('');
  const reason = choice === '' ? own.trim() : (choice ?? '');
  return { by, reason, choice, own, reasons: cancelReasons, setBy, setChoice, setOwn };
}

/** Who cancels and why: without a reason nothing is cancelled (J14). */
export function CancelReason({ state }: { readonly state: CancelReasonState }) {
  const { t } = useTranslation('journal');
  return (
    <>
      <Input.Wrapper label={t('cancel.by')} labelElement="div">
        <SegmentedControl
          fullWidth
          aria-label={t('cancel.by')}
          data={[
            { value: 'client', label: t('cancel.byClient') },
            { value: 'salon', label: t('cancel.bySalon') },
          ]}
          value={state.by}
          onChange={(value) => state.setBy(value === 'salon' ? 'salon' : 'client')}
        />
      </Input.Wrapper>
      <Radio.Group label={t('cancel.reason')} value={state.choice} onChange={state.setChoice}>
        <Stack gap={6} mt={6}>
          {state.reasons.map((item, index) => (
            <Radio key={item} value={item} label={item} data-autofocus={index === 0 || undefined} />
          ))}
          <Radio value="" label={t('cancel.other')} />
        </Stack>
      </Radio.Group>
      {state.choice === '' && (
        <TextInput
          aria-label={t('cancel.other')}
          maxLength={200}
          value={state.own}
          onChange={(event) => state.setOwn(event.currentTarget.value)}
        />
      )}
    </>
  );
}
