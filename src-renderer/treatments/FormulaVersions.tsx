import { Badge, Select, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '../../src-shared/i18n/format.ts';
import { formatDecimal } from '../../src-shared/kernel/decimal-text.ts';
import { type FormulaDifference, compareBowls } from '../../src-shared/treatments/formula.rules.ts';
import type { Formula } from '../../src-shared/treatments/treatments.contract.ts';
import { useDesk } from '../app/session.ts';
import { FormulaText, useBowlText } from './FormulaText.tsx';

/** The versions of a formula, newest first, and what the newest says otherwise than a chosen one. */
export function FormulaVersions({ formulas }: { readonly formulas: readonly Formula[] }) {
  const { t } = useTranslation('treatments');
  const [newest, second] = formulas;
  const [withNumber, setWithNumber] = useState(second?.number ?? null);
  if (!newest) return null;
  const other = formulas.find(({ number }) => number === withNumber);
  return (
    <section aria-label={t('versions.title')}>
      <h3 className="zt-title">{t('versions.title')}</h3>
      <ul className="zt-versions">
        {formulas.map((formula) => (
          <li key={formula.id}>
            <VersionHead formula={formula} />
            <FormulaText bowls={formula.bowls} note={formula.note} />
          </li>
        ))}
      </ul>
      {other && (
        <div className="zt-compare">
          <Select
            size="xs"
            label={t('versions.between')}
            data={formulas.slice(1).map(({ number }) => ({
              value: String(number),
              label: t('versions.one', { number }),
            }))}
            value={String(other.number)}
            allowDeselect={false}
            onChange={(value) => setWithNumber(Number(value))}
          />
          <Differences found={compareBowls(other.bowls, newest.bowls)} />
        </div>
      )}
    </section>
  );
}

/** Number, author and moment of a version. */
export function VersionHead({ formula }: { readonly formula: Formula }) {
  const { t } = useTranslation('treatments');
  const { session, settings, today } = useDesk();
  const when = formatInstant(formula.atMs, settings.timeZone, session.user.locale, Number(today.slice(0, 4)));
  return (
    <Text size="xs" c="dimmed">
      {t('versions.one', { number: formula.number })} ·{' '}
      {t('versions.by', { when, who: formula.byName ?? t('versions.someone') })}
      {formula.isLate && (
        <Badge ml={6} size="sm" variant="light" color="orange" tt="none">
          {t('late')}
        </Badge>
      )}
    </Text>
  );
}

function Differences({ found }: { readonly found: readonly FormulaDifference[] }) {
  const { t } = useTranslation('treatments');
  const words = useDifferenceText();
  if (found.length === 0) return <Text size="sm">{t('versions.same')}</Text>;
  return (
    <ul className="zt-differences" aria-label={t('versions.compare')}>
      {found.map((difference) => {
        const text = words(difference);
        return <li key={text}>{text}</li>;
      })}
    </ul>
  );
}

function useDifferenceText(): (difference: FormulaDifference) => string {
  const { t } = useTranslation('treatments');
  const { locale } = useDesk().session.user;
  const bowl = useBowlText();
  const nothing = t('versions.nothing');
  const weight = (milli: number | null): string =>
    milli === null ? nothing : `${formatDecimal(milli, -3, locale, { maximumFractionDigits: 1 })}\u00A0${t('gram')}`;
  return (difference) => {
    const place = difference.title === '' ? '' : `${difference.title}: `;
    switch (difference.kind) {
      case 'bowl':
        return difference.after
          ? t('versions.addedBowl', { text: place + bowl(difference.after) })
          : t('versions.removedBowl', { text: place + (difference.before ? bowl(difference.before) : '') });
      case 'part':
        return `${place}${difference.name}: ${weight(difference.beforeMilli)} → ${weight(difference.afterMilli)}`;
      case 'field': {
        const said = (value: string | number | null): string => {
          if (value === null || value === '') return nothing;
          return typeof value === 'string' ? value : formatDecimal(value, EXPONENT[difference.field] ?? 0, locale, {});
        };
        return `${place}${t(`versions.fields.${difference.field}`)}: ${said(difference.before)} → ${said(difference.after)}`;
      }
      default:
        return difference satisfies never;
    }
  };
}

const EXPONENT: Readonly<Record<string, number>> = {
  developerBp: -2,
  ratioMilli: -3,
  baseLevelTenths: -1,
  targetLevelTenths: -1,
};
