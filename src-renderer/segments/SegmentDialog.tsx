import { Button, Group, Modal, Stack, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Segment } from '../../src-shared/segments/segments.contract.ts';
import type { Filter } from '../../src-shared/segments/segments.rules.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useCommand } from '../api/use-command.tsx';
import { useCan } from '../app/session.ts';
import { useReturnFocus } from '../ui/use-return-focus.ts';
import { inputOf } from './use-client-list.ts';

interface SegmentDialogProps {
  /** The segment to rename; null keeps the filter under a new name. */
  readonly segment: Segment | null;
  readonly filter: Filter;
  readonly onClose: () => void;
}

/** The name of a segment and who sees it. */
export function SegmentDialog({ segment, filter, onClose }: SegmentDialogProps) {
  const { t } = useTranslation('segments');
  const mayShare = useCan('edit_clients');
  const [name, setName] = useState(segment?.name ?? '');
  const [isShared, setShared] = useState(segment?.isShared ?? mayShare);
  const [refusal, setRefusal] = useState<string | null>(null);
  useReturnFocus();
  const onRefused = (error: unknown): boolean => {
    setRefusal(errorText(error, t));
    return true;
  };
  const create = useCommand(api.segments.create.mutationOptions(), { onRefused });
  const update = useCommand(api.segments.update.mutationOptions(), { onRefused });
  const save = async (): Promise<void> => {
    if (name.trim() === '') return;
    const done = segment
      ? await update.run({ segmentId: segment.id, version: segment.version, name, isShared })
      : await create.run({
          name,
          isShared,
          filter: inputOf({ filter, withArchived: false, sort: { column: 'name', isDescending: false } }).filter,
        });
    if (done) onClose();
  };
  return (
    <Modal opened centered onClose={onClose} title={t(segment ? 'side.editTitle' : 'side.saveTitle')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap="sm">
          <TextInput
            data-autofocus
            required
            maxLength={60}
            label={t('side.name')}
            value={name}
            error={refusal}
            onChange={(event) => {
              setName(event.currentTarget.value);
              setRefusal(null);
            }}
          />
          {mayShare && (
            <Switch
              label={t('side.isShared')}
              description={t('side.isSharedHint')}
              checked={isShared}
              onChange={(event) => setShared(event.currentTarget.checked)}
            />
          )}
          <Group justify="flex-end">
            <Button type="submit" loading={create.isPending || update.isPending} disabled={name.trim() === ''}>
              {t('side.saveButton')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
