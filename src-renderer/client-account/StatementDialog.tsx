import { Button, Group, Modal, SegmentedControl, Stack } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientId } from '../../src-shared/contract-base.ts';
import { type LocalDate, addDays, addMonths, startOfMonth } from '../../src-shared/kernel/local-date.ts';
import { api } from '../api/client.ts';
import { showError } from '../api/use-command.tsx';
import { useDesk } from '../app/session.ts';
import { saveFile } from '../journal/documents.ts';
import { Keys } from '../ui/Keys.tsx';
import { useReturnFocus } from '../ui/use-return-focus.ts';
import { useTopEscape } from '../ui/use-top-escape.ts';

const PERIODS = ['month', 'previous', 'year', 'all'] as const;
type Period = (typeof PERIODS)[number];
const FIRST_DAY: LocalDate = '2000-01-01';

/** The statement of a client's account for a period, saved as PDF. */
export function StatementDialog({ clientId, onClose }: { readonly clientId: ClientId; readonly onClose: () => void }) {
  useReturnFocus();
  const { t } = useTranslation('clientAccount');
  const { today } = useDesk();
  const [[fromDate, toDate], setDates] = useState(periodOf('month', today));
  const statement = useMutation(api.clientAccount.statement.mutationOptions());
  const inside = useTopEscape<HTMLFormElement>(onClose);
  const chosen = PERIODS.find((period) => {
    const [from, to] = periodOf(period, today);
    return from === fromDate && to === toDate;
  });
  const save = async (): Promise<void> => {
    try {
      saveFile(await statement.mutateAsync({ clientId, fromDate, toDate }));
      onClose();
    } catch (error) {
      showError(error, t);
    }
  };
  return (
    <Modal opened onClose={onClose} closeOnEscape={false} title={t('dialog.statement')} size={480}>
      <form
        ref={inside}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          void save();
        }}
      >
        <Stack gap={12}>
          <SegmentedControl
            fullWidth
            aria-label={t('dialog.statement')}
            data={PERIODS.map((value) => ({ value, label: t(`dialog.periods.${value}`) }))}
            value={chosen ?? ''}
            onChange={(value) => setDates(periodOf(value as Period, today))}
          />
          <Group grow align="flex-start">
            <DateInput
              label={t('dialog.periodFrom')}
              valueFormat="DD.MM.YYYY"
              value={fromDate}
              onChange={(value) => {
                if (value !== null) setDates([value, value > toDate ? value : toDate]);
              }}
            />
            <DateInput
              label={t('dialog.periodTo')}
              valueFormat="DD.MM.YYYY"
              value={toDate}
              onChange={(value) => {
                if (value !== null) setDates([value < fromDate ? value : fromDate, value]);
              }}
            />
          </Group>
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {t('common:cancel')}
            </Button>
            <Button type="submit" data-autofocus loading={statement.isPending} rightSection={<Keys shortcut="Enter" />}>
              {t('dialog.save.statement')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function periodOf(period: Period, today: LocalDate): [LocalDate, LocalDate] {
  const month = startOfMonth(today);
  switch (period) {
    case 'month':
      return [month, today];
    case 'previous':
      return [addMonths(month, -1, 'clamp'), addDays(month, -1)];
    case 'year':
      return [`${today.slice(0, 4)}-01-01`, today];
    case 'all':
      return [FIRST_DAY, today];
  }
}
