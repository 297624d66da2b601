import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaffMember } from '../../src-shared/staff/staff.contract.ts';
import { personName } from '../../src-shared/staff/staff.rules.ts';
import { useMoney, useSettings } from '../app/session.ts';
import { OwnSegments } from './ServiceTime.tsx';
import type { ServiceDraft, ServiceTerms } from './service-draft.ts';
import { TermsRow, USUAL_TERMS } from './TermsRow.tsx';

interface ServiceStaffProps {
  readonly draft: ServiceDraft;
  readonly staff: readonly StaffMember[];
  readonly canEdit: boolean;
  readonly onChange: (terms: ServiceDraft['staff']) => void;
}

const USUAL: ServiceTerms = { ...USUAL_TERMS, segments: null };

/** Who does a service, with an own price and time where they differ. */
export function ServiceStaff({ draft, staff, canEdit, onChange }: ServiceStaffProps) {
  const { t } = useTranslation('services');
  const money = useMoney();
  const { nameOrder } = useSettings();
  const people = useMemo(
    () =>
      staff
        .filter(({ isArchived }) => !isArchived)
        .map((person) => ({ id: person.id, name: personName(person, nameOrder) })),
    [staff, nameOrder],
  );
  const set = (id: number, terms: ServiceTerms | null): void => {
    const next = new Map(draft.staff);
    if (terms) next.set(id, terms);
    else next.delete(id);
    onChange(next);
  };
  return (
    <section className="z-section">
      <div className="z-section-head">
        <h2>{t('form.staff')}</h2>
        {canEdit && people.length > 0 && draft.staff.size < people.length && (
          <Button
            variant="subtle"
            size="xs"
            onClick={() => onChange(new Map(people.map(({ id }) => [id, draft.staff.get(id) ?? USUAL])))}
          >
            {t('form.all')}
          </Button>
        )}
      </div>
      <span className={draft.staff.size === 0 && people.length > 0 ? 'z-warn' : 'z-dim'}>
        {people.length === 0 ? t('form.noStaffYet') : t(draft.staff.size === 0 ? 'noStaffHint' : 'form.staffHint')}
      </span>
      {people.map(({ id, name }) => {
        const terms = draft.staff.get(id) ?? null;
        return (
          <div key={id}>
            <TermsRow
              label={name}
              terms={terms}
              priceLabel={t('form.ownPrice', { name })}
              durationLabel={t('form.ownDuration', { name })}
              usualPrice={draft.priceMinor === null ? '' : money(draft.priceMinor)}
              usualDuration={draft.durationMin ?? 0}
              isReadOnly={!canEdit}
              hasOwnDuration={draft.segments === null}
              onChange={(next) => set(id, next && { segments: terms?.segments ?? null, ...next })}
            />
            {terms && draft.segments && (
              <OwnSegments
                name={name}
                usual={draft.segments}
                segments={terms.segments}
                onChange={(segments) => set(id, { ...terms, segments })}
              />
            )}
          </div>
        );
      })}
    </section>
  );
}
