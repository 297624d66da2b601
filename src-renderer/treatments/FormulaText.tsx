import { useTranslation } from 'react-i18next';
import { type Bowl, bowlText } from '../../src-shared/treatments/formula.rules.ts';
import { useLocale } from '../app/session.ts';

interface FormulaTextProps {
  readonly bowls: readonly Bowl[];
  readonly note?: string;
}

/** A formula to be read: a line for each bowl, then the note. */
export function FormulaText({ bowls, note = '' }: FormulaTextProps) {
  const text = useBowlText();
  return (
    <div className="zt-formula">
      {bowls.map((bowl, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- bowls have no name of their own
        <div key={index}>
          {bowl.title !== '' && <b>{bowl.title}: </b>}
          {text(bowl)}
        </div>
      ))}
      {note !== '' && <div className="z-dim">{note}</div>}
    </div>
  );
}

/** Writes a bowl in one line, in the person's language. */
export function useBowlText(): (bowl: Bowl) => string {
  const { t } = useTranslation('treatments');
  const locale = useLocale();
  return (bowl) => bowlText(bowl, { gram: t('gram'), minute: t('minute') }, locale);
}
