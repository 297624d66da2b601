import { Button, Modal } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffId } from '../../src-shared/contract-base.ts';
import { client } from '../api/client.ts';
import { showError } from '../api/use-command.tsx';
import { useLocale } from '../app/session.ts';
import { saveFile } from '../journal/documents.ts';
import { useReturnFocus } from '../ui/use-return-focus.ts';

interface ShiftsFileModalProps {
  readonly staffId: StaffId;
  readonly name: string;
  readonly fromDate: string;
  readonly toDate: string;
  readonly onClose: () => void;
}

/** Saves a master's shifts for the calendar of a phone. */
export function ShiftsFileModal({ staffId, name, fromDate, toDate, onClose }: ShiftsFileModalProps) {
  useReturnFocus();
  const { t } = useTranslation('schedule');
  const locale = useLocale();
  const [from, setFrom] = useState<string | null>(fromDate);
  const [to, setTo] = useState<string | null>(toDate);
  const [isPending, setPending] = useState(false);
  const isReversed = from !== null && to !== null && to < from;
  const save = async (): Promise<void> => {
    if (from === null || to === null || isReversed) return;
    setPending(true);
    try {
      saveFile(await client.schedule.shiftsFile({ staffId, fromDate: from, toDate: to, locale }));
      onClose();
    } catch (error) {
      showError(error, t);
    } finally {
      setPending(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={t('file.title', { name })} size="sm">
      <form
        className="z-day-editor"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <p className="z-dim">{t('file.hint')}</p>
        <div className="z-pair">
          <DatePickerInput
            data-autofocus
            label={t('day.from')}
            valueFormat="DD.MM.YYYY"
            value={from}
            onChange={setFrom}
          />
          <DatePickerInput
            label={t('day.to')}
            valueFormat="DD.MM.YYYY"
            value={to}
            error={isReversed ? t('faults.DATES_REVERSED') : null}
            onChange={setTo}
          />
        </div>
        <div className="z-editor-foot">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" leftSection={<IconDownload size={16} aria-hidden />} loading={isPending}>
            {t('file.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
