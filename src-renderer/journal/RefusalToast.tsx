import { Button, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';

interface RefusalToastProps {
  readonly text: string;
  /** Name of the act that goes on in spite of the refusal; null when there is none. */
  readonly action: string | null;
  readonly onAction: () => void;
}

const TOAST_ID = 'journal-refusal';

function RefusalToast({ text, action, onAction }: RefusalToastProps) {
  return (
    <div className="zj-refusal" role="alert">
      <span>{text}</span>
      {action !== null && (
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            notifications.hide(TOAST_ID);
            onAction();
          }}
        >
          {action}
        </Button>
      )}
    </div>
  );
}

/** Says why a visit cannot stand there, and offers the way on to those who have the right. */
export function showRefusal(text: string, action: string | null = null, onAction: () => void = () => undefined): void {
  notifications.hide(TOAST_ID);
  notifications.show({
    id: TOAST_ID,
    color: 'danger',
    autoClose: 12_000,
    withBorder: true,
    message: <RefusalToast text={text} action={action} onAction={onAction} />,
  });
}

/** Takes the refusal away: what it was about is over. */
export function hideRefusal(): void {
  notifications.hide(TOAST_ID);
}

interface ReasonToastProps {
  readonly text: string;
  readonly label: string;
  readonly action: string;
  readonly onReason: (reason: string) => void;
}

function ReasonToast({ text, label, action, onReason }: ReasonToastProps) {
  const [reason, setReason] = useState('');
  return (
    <form
      className="zj-refusal"
      role="alert"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() === '') return;
        notifications.hide(TOAST_ID);
        onReason(reason.trim());
      }}
    >
      <span>{text}</span>
      <TextInput
        size="xs"
        autoFocus
        label={label}
        value={reason}
        maxLength={200}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button size="xs" type="submit" variant="default" disabled={reason.trim() === ''}>
        {action}
      </Button>
    </form>
  );
}

/** Says why something is not done, and does it all the same for a reason; stays until it is answered or closed. */
export function askReason(props: ReasonToastProps): void {
  notifications.hide(TOAST_ID);
  notifications.show({
    id: TOAST_ID,
    color: 'danger',
    autoClose: false,
    withBorder: true,
    message: <ReasonToast {...props} />,
  });
}
