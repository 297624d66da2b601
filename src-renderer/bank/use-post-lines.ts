import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BankLine } from '../../src-shared/bank/bank.contract.ts';
import { operationOf } from '../../src-shared/bank/matching.rules.ts';
import { api, queryClient } from '../api/client.ts';
import { showNotice, useCommand } from '../api/use-command.tsx';

/** Posts lines of a statement as they are proposed, one document each; a refusal is told and stops the row. */
export function usePostLines(accountId: number): {
  readonly post: (line: BankLine) => Promise<void>;
  readonly postAll: (lines: readonly BankLine[]) => Promise<void>;
  /** The line that is being posted, 'all', or null. */
  readonly busyKey: string | null;
} {
  const { t } = useTranslation('bank');
  const [busyKey, setBusy] = useState<string | null>(null);
  const operate = useCommand(api.cash.operate.mutationOptions());
  const settle = useCommand(api.cash.settle.mutationOptions());
  const postOne = async (line: BankLine): Promise<boolean> => {
    const { proposal, requestKey, localDate, amountMinor } = line;
    const comment = line.purpose.slice(0, 400);
    if (proposal.kind === 'settlement') {
      const { tenderIds } = proposal;
      const bank = { bankMinor: amountMinor, toAccountId: accountId, localDate, comment };
      return (await settle.run({ accountId: proposal.accountId, requestKey, tenderIds, ...bank })) !== null;
    }
    const operation = operationOf(line, proposal, accountId);
    if (!operation) return false;
    return (await operate.run({ ...operation, requestKey, amountMinor, localDate, comment })) !== null;
  };
  const busy = async (key: string, work: () => Promise<void>): Promise<void> => {
    setBusy(key);
    try {
      await work();
    } finally {
      await queryClient.invalidateQueries({ queryKey: api.bank.key() });
      setBusy(null);
    }
  };
  return {
    busyKey,
    post: (line) =>
      busy(line.requestKey, async () => {
        await postOne(line);
      }),
    postAll: (lines) =>
      busy('all', async () => {
        let count = 0;
        for (const line of lines) {
          if (!(await postOne(line))) break;
          count += 1;
        }
        if (count > 1) showNotice(t('postedMany', { count }));
      }),
  };
}
