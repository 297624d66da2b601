import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../src-shared/settings/settings.contract.ts';
import { api } from '../api/client.ts';
import { fieldErrors } from '../api/error-text.ts';
import { useCommand } from '../api/use-command.tsx';
import { useSettings } from '../app/session.ts';

const KEYS = [
  'dueAheadDays',
  'lostFactor',
  'lossDays',
  'winBackDays',
  'usesPersonalInterval',
  'dueMatch',
  'contactPolicy',
  'callHours',
  'callsPerDay',
  'callGapDays',
  'maxCallsPerMonth',
  'noAnswerDays',
  'laterDays',
  'refusedDays',
  'callScripts',
] as const;

/** The settings of calling. */
export type Rules = Pick<Settings, (typeof KEYS)[number]>;

/** The rules as they are being changed. */
export interface RulesForm {
  readonly values: Rules;
  readonly faults: Readonly<Record<string, string>>;
  readonly isChanged: boolean;
  readonly isPending: boolean;
  readonly set: (part: Partial<Rules>) => void;
  readonly reset: () => void;
  /** Saves what was changed; true when it is done. */
  readonly save: () => Promise<boolean>;
}

/** The form of the rules of calling; what was typed stays after a refusal. */
export function useRules(): RulesForm {
  const { t } = useTranslation('retention');
  const settings = useSettings();
  const [values, setValues] = useState<Rules>(() => rulesOf(settings));
  const [faults, setFaults] = useState<Record<string, string>>({});
  const command = useCommand(api.settings.update.mutationOptions(), {
    message: () => t('rules.saved'),
    onRefused: (error) => {
      const byField = fieldErrors(error, t);
      setFaults(byField);
      return Object.keys(byField).length > 0;
    },
  });
  const before = rulesOf(settings);
  const changed = Object.fromEntries(
    KEYS.filter((key) => JSON.stringify(values[key]) !== JSON.stringify(before[key])).map((key) => [key, values[key]]),
  ) as Partial<Settings>;
  const isChanged = Object.keys(changed).length > 0;
  return {
    values,
    faults,
    isChanged,
    isPending: command.isPending,
    set: (part) => setValues((old) => ({ ...old, ...part })),
    reset: () => setValues(before),
    save: async () => {
      setFaults({});
      return !isChanged || (await command.run({ values: changed })) !== null;
    },
  };
}

function rulesOf(settings: Settings): Rules {
  return Object.fromEntries(KEYS.map((key) => [key, settings[key]])) as unknown as Rules;
}
