import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CardDrawer } from './CardDrawer.tsx';
import { Keys } from './Keys.tsx';
import { useDiscardGuard } from './use-discard-guard.tsx';

interface EntityCardProps {
  readonly title: string;
  /** Pixels: 480 for a card, 520 or 720 for a wide one. */
  readonly size: number;
  /** Asks before what was typed is thrown away. */
  readonly isDirty: boolean;
  readonly isSaving: boolean;
  /** Absent for a person who may only look. */
  readonly onSave?: (() => void) | undefined;
  readonly onClose: () => void;
  /** Above the body, e.g. tabs or a head. */
  readonly head?: ReactNode;
  /** At the start of the foot, e.g. why nothing can be changed. */
  readonly foot?: ReactNode;
  /** False for a body that saves by itself and stays usable for a person who may not change the card. */
  readonly isForm?: boolean;
  readonly children: ReactNode;
}

/** The card of a record that is typed into and then saved whole: body, question before losing work, foot with the buttons. */
export function EntityCard(props: EntityCardProps) {
  const { t } = useTranslation();
  const { title, size, onSave, onClose } = props;
  const close = useDiscardGuard(props.isDirty, onClose);
  return (
    <CardDrawer title={title} size={size} onClose={close} onSave={onSave}>
      {props.head}
      <fieldset className="z-card-body" style={{ border: 0, margin: 0 }} disabled={!onSave && (props.isForm ?? true)}>
        {props.children}
      </fieldset>
      <footer className="z-card-foot">
        <span className="z-dim">{props.foot}</span>
        <Button variant="default" onClick={close}>
          {t(onSave ? 'common:cancel' : 'common:close')}
        </Button>
        {onSave && (
          <Button type="submit" loading={props.isSaving} rightSection={<Keys shortcut="Ctrl+Enter" />}>
            {t('common:save')}
          </Button>
        )}
      </footer>
    </CardDrawer>
  );
}
