import 'dayjs/locale/ru';
import { MantineProvider, MantineThemeProvider } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useMemo } from 'react';
import { I18nextProvider, useTranslation } from 'react-i18next';
import { queryClient } from '../api/client.ts';
import { cssVariablesResolver, theme } from '../ui/theme.ts';
import { typedDate } from '../ui/typed-date.ts';
import { useFocusInDialogs } from '../ui/use-focus-in-dialogs.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Gate } from './Gate.tsx';
import { translator } from './translator.ts';

/** The application: everything that surrounds the screens. */
export function App() {
  return (
    <I18nextProvider i18n={translator}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
        <QueryClientProvider client={queryClient}>
          <Localised />
        </QueryClientProvider>
      </MantineProvider>
    </I18nextProvider>
  );
}

function Localised() {
  const { t, i18n } = useTranslation();
  useFocusInDialogs();
  const label = t('common:close');
  const clear = t('common:clear');
  const components = useMemo(() => {
    const named = { defaultProps: { closeButtonProps: { 'aria-label': label } } };
    const clearable = { defaultProps: { clearButtonProps: { 'aria-label': clear } } };
    return {
      Modal: named,
      Drawer: named,
      Notification: named,
      Select: clearable,
      DateInput: { defaultProps: { ...clearable.defaultProps, dateParser: typedDate } },
      DatePickerInput: clearable,
    };
  }, [label, clear]);
  return (
    <MantineThemeProvider theme={{ components }}>
      <DatesProvider settings={{ locale: i18n.language, firstDayOfWeek: 1, weekendDays: [0, 6] }}>
        <ModalsProvider labels={{ confirm: t('common:continue'), cancel: t('common:cancel') }}>
          <Notifications position="bottom-left" limit={3} zIndex={500} />
          <ErrorBoundary>
            <Gate />
          </ErrorBoundary>
        </ModalsProvider>
      </DatesProvider>
    </MantineThemeProvider>
  );
}
