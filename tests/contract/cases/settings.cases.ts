import { expect } from 'vitest';
import type { settingsContract } from '../../../src-shared/settings/settings.contract.ts';
import type { CasesOf } from './case.ts';

export const settingsCases: CasesOf<typeof settingsContract> = {
  get: {
    ok: { input: () => ({}), answer: { salonName: 'Зеркало', currency: 'RUB', timeZone: 'Europe/Moscow' } },
    refused: {},
  },
  update: {
    ok: {
      input: () => ({ values: { slotStepMin: 10 } }),
      answer: { commandId: expect.any(Number) as number },
    },
    refused: {},
  },
};
