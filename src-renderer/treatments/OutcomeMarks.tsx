import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Outcome {
  readonly outcome: string;
  readonly score: number | null;
  readonly wouldReturn: boolean | null;
  readonly wouldRecommend: boolean | null;
}

/** How it came out, in words; nothing when nobody said. */
export function OutcomeMarks({ of }: { readonly of: Outcome }) {
  const { t } = useTranslation('treatments');
  const yesNo = (value: boolean): 'yes' | 'no' => (value ? 'yes' : 'no');
  const marks = [
    of.score === null ? '' : t('score', { score: of.score }),
    of.wouldReturn === null ? '' : t(`returns.${yesNo(of.wouldReturn)}`),
    of.wouldRecommend === null ? '' : t(`recommends.${yesNo(of.wouldRecommend)}`),
  ].filter(Boolean);
  if (marks.length === 0 && of.outcome === '') return null;
  return (
    <Text size="sm" className="zt-outcome-text">
      {marks.length > 0 && <b>{marks.join(' · ')}</b>} {of.outcome}
    </Text>
  );
}
