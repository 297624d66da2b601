import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Promotion } from '../../src-shared/loyalty/promotions.contract.ts';
import { EVERY_CHECK } from '../../src-shared/loyalty/promotions.rules.ts';
import { fieldErrors } from '../api/error-text.ts';
import { useDesk } from '../app/session.ts';
import { EntityCard } from '../ui/EntityCard.tsx';
import { ConditionsFields } from './ConditionsFields.tsx';
import { OffFields, draftOfOff, offOfDraft } from './OffFields.tsx';
import { TermFields } from './TermFields.tsx';

/** What promotions and coupons have in common. */
type Common = Pick<Promotion, 'off' | 'conditions' | 'validFrom' | 'validTo'>;

/** The draft of what promotions and coupons have in common, and what the core found wrong with the rest. */
export function useDiscountDraft(row: Common | null) {
  const { t } = useTranslation('loyalty');
  const { today } = useDesk();
  const [off, setOff] = useState(() => draftOfOff(row?.off ?? null));
  const [term, setTerm] = useState({ from: row?.validFrom ?? today, to: row?.validTo ?? null });
  const [conditions, setConditions] = useState<Common['conditions']>(
    row?.conditions ?? (EVERY_CHECK as unknown as Common['conditions']),
  );
  const [isAsked, setAsked] = useState(false);
  const [faults, setFaults] = useState<Record<string, string>>({});
  return {
    off,
    term,
    conditions,
    /** Somebody has tried to save it: what is missing is told from then on. */
    isAsked,
    faults,
    setOff,
    setFaults,
    setTerm: (part: Partial<typeof term>) => setTerm((old) => ({ ...old, ...part })),
    setConditions: (part: Partial<Common['conditions']>) => setConditions((old) => ({ ...old, ...part })),
    /** What is to be written; null while something is missing. */
    values: (): Common | null => {
      setAsked(true);
      setFaults({});
      const given = offOfDraft(off);
      return given === null ? null : { off: given, conditions, validFrom: term.from, validTo: term.to };
    },
    /** Puts a refusal of the core beside its fields; false for what belongs to none. */
    onRefused: (error: unknown): boolean => {
      const found = fieldErrors(error, t);
      setFaults(found);
      return Object.keys(found).length > 0;
    },
  };
}

interface DiscountFrameProps {
  readonly title: string;
  readonly draft: ReturnType<typeof useDiscountDraft>;
  /** The fields of its own as they are now: a change of them is not left without asking. */
  readonly own: object;
  readonly isSaving: boolean;
  /** Absent for who may only look. */
  readonly onSave: (() => void) | undefined;
  readonly onClose: () => void;
  /** Name or code. */
  readonly children: ReactNode;
  /** Between the term and the conditions. */
  readonly more: ReactNode;
}

/** The card of a promotion or a coupon: what it is called, discount, term, conditions (P5, P8). */
export function DiscountFrame({ title, draft, own, isSaving, onSave, onClose, children, more }: DiscountFrameProps) {
  const { t } = useTranslation('loyalty');
  const { off, term, conditions, isAsked, faults } = draft;
  const typed = JSON.stringify({ own, off, term, conditions });
  const [before] = useState(typed);
  return (
    <EntityCard
      title={title}
      size={520}
      isDirty={typed !== before}
      isSaving={isSaving}
      onClose={onClose}
      onSave={onSave}
    >
      {children}
      <OffFields
        draft={off}
        fault={isAsked && offOfDraft(off) === null ? t('promotions.offRequired') : null}
        onChange={draft.setOff}
      />
      <TermFields from={term.from} to={term.to} fault={faults['validTo']} onChange={draft.setTerm} />
      {more}
      <ConditionsFields conditions={conditions} faults={faults} onChange={draft.setConditions} />
    </EntityCard>
  );
}
