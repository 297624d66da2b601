import { Button, Stack, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, formatInstant } from '../../src-shared/i18n/format.ts';
import { addDays, startOfMonth } from '../../src-shared/kernel/local-date.ts';
import { api } from '../api/client.ts';
import { showNotice, useCommand } from '../api/use-command.tsx';
import { useCan, useDesk, useLocale, useSettings } from '../app/session.ts';
import { CardDrawer } from '../ui/CardDrawer.tsx';
import { Keys } from '../ui/Keys.tsx';
import { typedDate } from '../ui/typed-date.ts';

/** Closed days (L1) with their history. */
export function LockDrawer({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('cash');
  const locale = useLocale();
  const { today, session } = useDesk();
  const { timeZone } = useSettings();
  const canLock = useCan('set_lock_date');
  const [chosen, setDate] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const lock = useQuery(api.cash.lock.queryOptions());
  const set = useCommand(api.cash.setLock.mutationOptions(), { isQuiet: true });
  const current = lock.data?.lockDate ?? null;
  const lastMonth = addDays(startOfMonth(today), -1);
  // Days that are closed already are not offered to be opened again by the way.
  const lockDate = chosen ?? (current !== null && current > lastMonth ? current : lastMonth);
  const isBack = current !== null && lockDate < current;
  const run = async (): Promise<void> => {
    if (!(await set.run({ lockDate, reason }))) return;
    setReason('');
    // Told without «Отменить»: a date goes back by its owner and with a reason, not by Ctrl+Z.
    showNotice(t('lock.until', { date: formatDate(lockDate, 'full', locale) }));
  };
  return (
    <CardDrawer title={t('lock.title')} size={480} onClose={onClose} onSave={canLock ? () => void run() : undefined}>
      <div className="z-card-body">
        <Stack gap={12}>
          <strong>
            {current === null ? t('lock.none') : t('lock.until', { date: formatDate(current, 'full', locale) })}
          </strong>
          <span className="z-dim">{t('lock.text')}</span>
          {canLock && (
            <>
              <DateInput
                label={t('lock.day')}
                valueFormat="DD.MM.YYYY"
                dateParser={typedDate}
                {...(session.user.role === 'owner' || current === null ? {} : { minDate: current })}
                maxDate={addDays(today, -1)}
                value={lockDate}
                onChange={(value) => value && setDate(value)}
              />
              <TextInput
                label={t('lock.reason')}
                data-autofocus
                required={isBack}
                description={isBack ? t('lock.reasonBack') : undefined}
                maxLength={300}
                value={reason}
                onChange={(event) => setReason(event.currentTarget.value)}
              />
              <Button type="submit" loading={set.isPending} rightSection={<Keys shortcut="Ctrl+Enter" />}>
                {t('lock.run')}
              </Button>
            </>
          )}
          {(lock.data?.history.length ?? 0) > 0 && (
            <section>
              <h3>{t('lock.history')}</h3>
              {lock.data?.history.map((one) => (
                <div key={one.atMs}>
                  {t('lock.until', { date: formatDate(one.lockDate, 'full', locale) })}{' '}
                  <span className="z-dim">
                    {[formatInstant(one.atMs, timeZone, locale), one.byName, one.reason].filter(Boolean).join(' · ')}
                  </span>
                </div>
              ))}
            </section>
          )}
        </Stack>
      </div>
    </CardDrawer>
  );
}
