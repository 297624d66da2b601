import { Button, Tooltip } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed, IconCircleX, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientId } from '../../src-shared/contract-base.ts';
import { formatDate, formatInstant } from '../../src-shared/i18n/format.ts';
import { localOf } from '../../src-shared/kernel/wall-time.ts';
import type { ConsentEvent, ConsentState } from '../../src-shared/personal-data/personal-data.contract.ts';
import { client } from '../api/client.ts';
import { showError } from '../api/use-command.tsx';
import { useDesk, useLocale } from '../app/session.ts';
import { printFile } from '../journal/documents.ts';
import { ConsentDialog } from './ConsentDialog.tsx';
import { WithdrawDialog } from './WithdrawDialog.tsx';

interface ConsentRowsProps {
  readonly clientId: ClientId;
  readonly states: readonly ConsentState[];
  readonly history: readonly ConsentEvent[];
  readonly mayEdit: boolean;
}

const ICONS = { given: IconCircleCheck, withdrawn: IconCircleX, none: IconCircleDashed } as const;

/** Each purpose in one line: what holds, since when, how; and what can be done about it (D1). */
export function ConsentRows({ clientId, states, history, mayEdit }: ConsentRowsProps) {
  const { t } = useTranslation('personalData');
  const { settings } = useDesk();
  const locale = useLocale();
  const [isAllShown, setAllShown] = useState(false);
  const [giving, setGiving] = useState<ConsentState['purpose'] | null>(null);
  const [withdrawing, setWithdrawing] = useState<ConsentEvent | null>(null);
  const day = (atMs: number): string => formatDate(localOf(atMs, settings.timeZone).localDate, 'short', locale);
  const when = (atMs: number): string => formatInstant(atMs, settings.timeZone, locale);
  const print = (purpose: ConsentState['purpose']): void => {
    client.personalData.consentForm({ clientId, purpose }).then(printFile, (error: unknown) => showError(error, t));
  };
  const stateText = ({ standing, last, currentNumber }: ConsentState): string => {
    if (currentNumber === null && !last) return t('consents.noText');
    if (!last || standing === 'none') return t('consents.none');
    if (standing === 'withdrawn') return t('consents.withdrawn', { date: day(last.withdrawnAtMs ?? 0) });
    return [
      t('consents.given', {
        date: day(last.givenAtMs),
        channel: t(`channels.${last.channel}`),
        number: last.textNumber,
      }),
      last.givenTo === null ? '' : t('consents.by', { who: last.givenTo }),
      currentNumber !== null && currentNumber > last.textNumber ? t('consents.newer', { number: currentNumber }) : '',
    ]
      .filter(Boolean)
      .join(' · ');
  };
  return (
    <section className="z-group" aria-labelledby="z-data-consents">
      <div className="z-group-head">
        <h2 id="z-data-consents">{t('consents.title')}</h2>
        {history.length > 0 && (
          <Button
            size="compact-sm"
            variant="subtle"
            aria-expanded={isAllShown}
            onClick={() => setAllShown(!isAllShown)}
          >
            {t(isAllShown ? 'consents.hideHistory' : 'consents.history')}
          </Button>
        )}
      </div>
      <ul className="z-data-rows">
        {states.map((state) => {
          const { purpose, standing, last, currentNumber } = state;
          const Icon = ICONS[standing];
          const name = t(`purposes.${purpose}`);
          const isNewer =
            standing !== 'given' || (last !== null && currentNumber !== null && currentNumber > last.textNumber);
          return (
            <li key={purpose} className="z-data-row" data-purpose={purpose}>
              <Icon size={20} aria-hidden className="z-data-row-icon" data-standing={standing} />
              <span className="z-data-row-text">
                {name}
                <small>{stateText(state)}</small>
              </span>
              {mayEdit && (
                <span className="z-data-row-actions">
                  {currentNumber !== null && (
                    <Tooltip label={t('consents.printOf', { purpose: name })}>
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={t('consents.printOf', { purpose: name })}
                        leftSection={<IconPrinter size={15} aria-hidden />}
                        onClick={() => print(purpose)}
                      >
                        {t('consents.print')}
                      </Button>
                    </Tooltip>
                  )}
                  {isNewer && currentNumber !== null && (
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={t('consents.giveOf', { purpose: name })}
                      onClick={() => setGiving(purpose)}
                    >
                      {t('consents.give')}
                    </Button>
                  )}
                  {standing === 'given' && last && (
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={t('consents.withdrawOf', { purpose: name })}
                      onClick={() => setWithdrawing(last)}
                    >
                      {t('consents.withdraw')}
                    </Button>
                  )}
                </span>
              )}
            </li>
          );
        })}
      </ul>
      {isAllShown && (
        <ul className="z-data-rows">
          {history.map((event) => (
            <li key={event.id} className="z-data-row">
              <span className="z-data-row-text">
                {t('consents.historyGiven', {
                  purpose: t(`purposes.${event.purpose}`),
                  when: when(event.givenAtMs),
                  channel: t(`channels.${event.channel}`),
                  number: event.textNumber,
                })}
                <small>
                  {[
                    event.givenTo === null ? '' : t('consents.by', { who: event.givenTo }),
                    event.withdrawnAtMs === null
                      ? ''
                      : t('consents.historyWithdrawn', { when: when(event.withdrawnAtMs) }),
                    event.note,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </span>
            </li>
          ))}
        </ul>
      )}
      {giving && <ConsentDialog clientId={clientId} purpose={giving} onClose={() => setGiving(null)} />}
      {withdrawing && <WithdrawDialog consent={withdrawing} onClose={() => setWithdrawing(null)} />}
    </section>
  );
}
