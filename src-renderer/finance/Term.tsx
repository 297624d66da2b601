import { Switch } from '@mantine/core';
import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';

/** Whether definitions are shown under the names of figures, and the switch of it. */
export interface Definitions {
  readonly isShown: boolean;
  show(isShown: boolean): void;
}

export const DefinitionsContext = createContext<Definitions>({ isShown: true, show: () => undefined });

interface TermProps {
  readonly name: string;
  readonly about: string;
  /** One of many rows of the same making: its definition stands in the tooltip and beside its entries only. */
  readonly isOneOfMany?: boolean;
}

/** The name of a figure with what it is made of; folded away by the switch of the page. */
export function Term({ name, about, isOneOfMany = false }: TermProps) {
  const { isShown: isWanted } = useContext(DefinitionsContext);
  const isShown = isWanted && !isOneOfMany;
  return (
    <>
      <span title={isShown ? undefined : about}>{name}</span>
      {isShown && <small className="zf-under">{about}</small>}
    </>
  );
}

/** Shows the definitions of all figures of the page or folds them away. */
export function DefinitionsSwitch() {
  const { t } = useTranslation('ledger');
  const { isShown, show } = useContext(DefinitionsContext);
  return (
    <Switch
      size="xs"
      label={t('definitions.show')}
      checked={isShown}
      onChange={(event) => show(event.currentTarget.checked)}
    />
  );
}
