import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';

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
