import { Progress } from '@mantine/core';
import { IconMoon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatMinute } from '../../src-shared/kernel/wall-time.ts';

interface CallPaceProps {
  readonly today: {
    readonly done: number;
    readonly target: number;
    readonly expected: number;
    readonly nextAtMin: number | null;
    readonly isQuiet: boolean;
    readonly hours: readonly [number, number];
  };
}

/** How the calls of the day go against a calm pace; at night that nobody is called. */
export function CallPace({ today }: CallPaceProps) {
  const { t } = useTranslation('retention');
  const { done, target, expected, nextAtMin, isQuiet, hours } = today;
  if (isQuiet) {
    return (
      <p className="zr-quiet" role="status">
        <IconMoon size={16} aria-hidden />
        {t('pace.quiet', { from: formatMinute(hours[0]), to: formatMinute(hours[1]) })}
      </p>
    );
  }
  const hint =
    nextAtMin === null
      ? t('pace.finished')
      : done < expected
        ? t('pace.behind', { expected })
        : t('pace.next', { time: formatMinute(nextAtMin) });
  const text = t('pace.done', { done, target });
  return (
    <div className="zr-pace">
      <Progress size="sm" value={Math.min(100, (done / target) * 100)} aria-label={text} />
      <span>
        {text} <span className="z-dim">· {hint}</span>
      </span>
    </div>
  );
}
