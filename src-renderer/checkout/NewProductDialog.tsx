import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { ActDialog } from '../ui/ActDialog.tsx';
import { MoneyInput } from '../ui/MoneyInput.tsx';
import { useProblemText } from './use-problem-text.ts';

interface NewProductDialogProps {
  /** What was scanned; null when a name was typed. */
  readonly barcode: string | null;
  readonly name: string;
  readonly onClose: () => void;
  readonly onCreated: (productId: number) => void;
}

/** Goods that nobody has entered yet, made while the client waits: a name and a price; the rest is for later. */
export function NewProductDialog({ barcode, name: typedName, onClose, onCreated }: NewProductDialogProps) {
  const { t } = useTranslation('checkout');
  const problemText = useProblemText();
  const [name, setName] = useState(typedName);
  const [priceMinor, setPrice] = useState<number | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [isTried, setTried] = useState(false);
  const create = useCommand(api.products.create.mutationOptions(), {
    onRefused: (error) => {
      setFault(problemText(error));
      return true;
    },
  });
  const submit = async (): Promise<void> => {
    setTried(true);
    setFault(null);
    if (name.trim() === '' || priceMinor === null) return;
    const done = await create.run({ name: name.trim(), priceMinor, barcodes: barcode === null ? [] : [barcode] });
    if (done) onCreated(done.productId);
  };
  return (
    <ActDialog
      title={t('screen.codes.newProduct')}
      confirm={t('screen.codes.createAndAdd')}
      isPending={create.isPending}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextInput
        label={t('screen.codes.name')}
        data-autofocus
        maxLength={100}
        value={name}
        error={isTried && name.trim() === '' ? t('screen.codes.needsName') : undefined}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <MoneyInput
        label={t('screen.lines.columns.price')}
        value={priceMinor}
        error={isTried && priceMinor === null ? t('screen.money.needsAmount') : undefined}
        onChange={setPrice}
      />
      {barcode !== null && <TextInput label={t('screen.codes.barcode')} readOnly value={barcode} />}
      {fault !== null && (
        <p className="zc-problem" data-blocking role="alert">
          {fault}
        </p>
      )}
    </ActDialog>
  );
}
