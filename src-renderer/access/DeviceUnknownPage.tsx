import { Alert, Button, TextInput } from '@mantine/core';
import { IconAlertCircle, IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CentredScreen } from '../ui/CentredScreen.tsx';
import { keyOf } from './device-key.ts';

/** A browser that the program does not know yet: asks for the address it printed, or the key in it. */
export function DeviceUnknownPage() {
  const { t } = useTranslation('access');
  const [text, setText] = useState('');
  const [isUnread, setUnread] = useState(false);
  const wasWrong = window.location.hash.includes('wrong=1');
  const submit = (): void => {
    const key = keyOf(text);
    setUnread(key === null);
    if (key !== null) window.location.assign(`/?key=${encodeURIComponent(key)}`);
  };
  return (
    <CentredScreen icon={IconKey} title={t('device.title')} text={t('device.text')}>
      <ol className="z-steps">
        <li>{t('device.step1')}</li>
        <li>{t('device.step2')}</li>
      </ol>
      <form
        className="z-secret"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {wasWrong && !isUnread && (
          <Alert color="danger" icon={<IconAlertCircle size={18} />} p="sm">
            {t('device.wrong')}
          </Alert>
        )}
        <TextInput
          autoFocus
          label={t('device.label')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={isUnread ? t('device.unread') : null}
          autoComplete="off"
          spellCheck={false}
        />
        <Button type="submit" size="sm" disabled={text.trim() === ''}>
          {t('device.open')}
        </Button>
      </form>
    </CentredScreen>
  );
}
