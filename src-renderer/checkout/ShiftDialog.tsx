import { Modal, Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { OpenShiftForm } from '../cash/OpenShiftForm.tsx';
import { useReturnFocus } from '../ui/use-return-focus.ts';

interface ShiftDialogProps {
  readonly onOpened: () => void;
  readonly onClose: () => void;
}

/** Opens the shift over the check, so that the client who wants to pay is not left. */
export function ShiftDialog({ onOpened, onClose }: ShiftDialogProps) {
  useReturnFocus();
  const { t } = useTranslation('checkout');
  const [chosenId, setChosen] = useState<number | null>(null);
  const desk = useQuery(api.cash.desk.queryOptions());
  const closed = (desk.data?.registers ?? []).filter(({ shift }) => shift === null);
  const register = closed.find(({ accountId }) => accountId === chosenId) ?? closed[0];
  return (
    <Modal opened onClose={onClose} title={t('screen.shift.open')} size={480} zIndex={300}>
      {register && (
        <Stack gap={12} onKeyDown={(event) => event.stopPropagation()}>
          {closed.length > 1 && (
            <Select
              label={t('cash:shift.register')}
              allowDeselect={false}
              comboboxProps={{ zIndex: 400 }}
              value={String(register.accountId)}
              data={closed.map(({ accountId, name }) => ({ value: String(accountId), label: name }))}
              onChange={(value) => setChosen(Number(value))}
            />
          )}
          <OpenShiftForm key={register.accountId} register={register} isFramed={false} onOpened={onOpened} />
        </Stack>
      )}
    </Modal>
  );
}
