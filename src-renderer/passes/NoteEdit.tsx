import { useTranslation } from 'react-i18next';
import { InlineEdit } from '../ui/InlineEdit.tsx';

interface NoteEditProps {
  readonly label: string;
  readonly text: string;
  readonly maxLength: number;
  /** What stands there while it is empty. */
  readonly empty: string;
  readonly onSave: (text: string) => void;
}

/** A text of a card that is changed where it stands. */
export function NoteEdit({ label, text, maxLength, empty, onSave }: NoteEditProps) {
  const { t } = useTranslation('passes');
  return (
    <InlineEdit
      label={t('edit', { label, text: text === '' ? empty : text })}
      text={text}
      width="100%"
      onCommit={(typed) => {
        if (typed.length > maxLength) return t('tooLong', { count: maxLength });
        onSave(typed);
        return null;
      }}
    >
      {text === '' ? <span className="z-dim">{empty}</span> : text}
    </InlineEdit>
  );
}
