import { Button, CloseButton } from '@mantine/core';
import { IconBarcodeOff, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../app/session.ts';
import type { UnknownCode as Unknown } from './use-codes.ts';

interface UnknownCodeProps {
  readonly unknown: Unknown;
  readonly onCreate: () => void;
  readonly onClose: () => void;
}

/** A code that nobody knows: what happened, and for those with the right the way to make goods of it. */
export function UnknownCode({ unknown, onCreate, onClose }: UnknownCodeProps) {
  const { t } = useTranslation('checkout');
  const mayCreate = useCan('edit_catalogue');
  const { code, archivedName, word } = unknown;
  const isArchived = archivedName !== '';
  return (
    <div className="zc-unknown" role="alert">
      <IconBarcodeOff size={18} aria-hidden />
      <span>
        {isArchived
          ? t('screen.codes.archived', { name: archivedName })
          : word !== null
            ? t(mayCreate ? 'screen.codes.noWord' : 'screen.codes.noWordAsk', { word })
            : t(mayCreate ? 'screen.codes.unknown' : 'screen.codes.unknownAsk', { code })}
      </span>
      {mayCreate && !isArchived && (
        <Button
          size="compact-sm"
          data-at="create-product"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={onCreate}
        >
          {t('screen.codes.create')}
        </Button>
      )}
      <CloseButton size="sm" aria-label={t('common:close')} onClick={onClose} />
    </div>
  );
}
