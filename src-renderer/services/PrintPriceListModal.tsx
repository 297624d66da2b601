import { Button, Group, Modal, Select, Stack } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { notifications } from '@mantine/notifications';
import { IconFileSpreadsheet, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PriceList } from '../../src-shared/services/pricing.contract.ts';
import { client } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useDesk } from '../app/session.ts';
import { saveFile } from '../journal/documents.ts';
import { useReturnFocus } from '../ui/use-return-focus.ts';

interface PrintPriceListModalProps {
  readonly priceLists: readonly PriceList[];
  readonly onClose: () => void;
}

/** The price list as a file: of which day, which list, PDF or Excel. */
export function PrintPriceListModal({ priceLists, onClose }: PrintPriceListModalProps) {
  useReturnFocus();
  const { t } = useTranslation('services');
  const { today } = useDesk();
  const [localDate, setLocalDate] = useState(today);
  const [list, setList] = useState('');
  const [pending, setPending] = useState<'pdf' | 'xlsx' | null>(null);
  const save = async (format: 'pdf' | 'xlsx'): Promise<void> => {
    setPending(format);
    try {
      const listId = list === '' ? {} : { listId: Number(list) };
      saveFile(await client.documents.priceList({ localDate, format, ...listId }));
      onClose();
    } catch (error) {
      notifications.show({ message: errorText(error, t), color: 'danger', withBorder: true });
    } finally {
      setPending(null);
    }
  };
  return (
    <Modal opened onClose={onClose} title={t('print.title')} size="sm">
      <Stack gap={14}>
        <DateInput
          label={t('print.date')}
          valueFormat="DD.MM.YYYY"
          value={localDate}
          onChange={(value) => value && setLocalDate(value)}
        />
        {priceLists.length > 0 && (
          <Select
            label={t('table.list')}
            allowDeselect={false}
            data={[
              { value: '', label: t('lists.default') },
              ...priceLists.map(({ id, name }) => ({ value: String(id), label: name })),
            ]}
            value={list}
            onChange={(value) => setList(value ?? '')}
          />
        )}
        <Group justify="flex-end" gap={8}>
          <Button
            variant="default"
            loading={pending === 'xlsx'}
            leftSection={<IconFileSpreadsheet size={18} aria-hidden />}
            onClick={() => void save('xlsx')}
          >
            Excel
          </Button>
          {/* Not the date: its calendar would open over the buttons. */}
          <Button
            data-autofocus
            loading={pending === 'pdf'}
            leftSection={<IconPrinter size={18} aria-hidden />}
            onClick={() => void save('pdf')}
          >
            PDF
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
