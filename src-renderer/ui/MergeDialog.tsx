import './merge.css';
import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MergeField } from './merge.ts';

type Sides = Readonly<Record<string, 'mine' | 'theirs'>>;

interface MergeDialogProps {
  readonly title: string;
  /** Who changed it and when. */
  readonly text: string;
  readonly fields: readonly MergeField[];
  readonly isPending?: boolean;
  /** Saves onto the newer version, with the chosen side of each field by its name. */
  readonly onSave: (sides: Sides) => void;
  readonly onClose: () => void;
}

/**
 * An edit that met somebody else's: mine, theirs and the original, field by field
 *
 * Fields that only one person changed are taken from them; of those that both changed the person chooses. Nothing is lost
 * while the dialog is open: closing it leads back to the form.
 */
export function MergeDialog({ title, text, fields, isPending = false, onSave, onClose }: MergeDialogProps) {
  const { t } = useTranslation('common');
  const [sides, setSides] = useState<Sides>(() =>
    Object.fromEntries(fields.map(({ name, suggested }) => [name, suggested])),
  );
  const all = (side: 'mine' | 'theirs'): void => setSides(Object.fromEntries(fields.map(({ name }) => [name, side])));
  return (
    <Modal opened onClose={onClose} title={title} size={760}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSave(sides);
        }}
        onKeyDown={(event) => {
          if (event.ctrlKey && event.code === 'Enter') {
            event.preventDefault();
            event.stopPropagation();
            onSave(sides);
          }
        }}
      >
        <Stack gap="md">
          <Text size="md">{text}</Text>
          <Group gap="xs">
            <Button type="button" size="xs" variant="default" data-autofocus onClick={() => all('mine')}>
              {t('merge.allMine')}
            </Button>
            <Button type="button" size="xs" variant="default" onClick={() => all('theirs')}>
              {t('merge.allTheirs')}
            </Button>
          </Group>
          <div className="z-merge">
            {fields.map((field) => (
              <Field
                key={field.name}
                field={field}
                side={sides[field.name] ?? field.suggested}
                onSide={(side) => setSides({ ...sides, [field.name]: side })}
              />
            ))}
          </div>
          <Group justify="flex-end" gap="xs">
            <Button type="button" variant="default" onClick={onClose}>
              {t('merge.back')}
            </Button>
            <Button type="submit" loading={isPending}>
              {t('merge.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface FieldProps {
  readonly field: MergeField;
  readonly side: 'mine' | 'theirs';
  readonly onSide: (side: 'mine' | 'theirs') => void;
}

function Field({ field, side, onSide }: FieldProps) {
  const { t } = useTranslation('common');
  const said = (text: string): string => (text === '' ? t('merge.nothing') : text);
  return (
    <Radio.Group
      value={side}
      onChange={(value) => onSide(value === 'mine' ? 'mine' : 'theirs')}
      label={field.label}
      className="z-merge-field"
      data-conflict={field.isConflict || undefined}
    >
      <p className="z-merge-original">{t('merge.original', { value: said(field.original) })}</p>
      <div className="z-merge-sides">
        <Radio.Card value="mine" className="z-merge-side" aria-label={`${t('merge.mine')}: ${said(field.mine)}`}>
          <Radio.Indicator size="xs" />
          <span>
            <small>{t('merge.mine')}</small>
            {said(field.mine)}
          </span>
        </Radio.Card>
        <Radio.Card value="theirs" className="z-merge-side" aria-label={`${t('merge.theirs')}: ${said(field.theirs)}`}>
          <Radio.Indicator size="xs" />
          <span>
            <small>{t('merge.theirs')}</small>
            {said(field.theirs)}
          </span>
        </Radio.Card>
      </div>
    </Radio.Group>
  );
}
