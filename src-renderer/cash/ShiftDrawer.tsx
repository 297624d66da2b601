import { Alert, Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, formatInstant } from '../../src-shared/i18n/format.ts';
import { personName } from '../../src-shared/staff/staff.rules.ts';
import { api, client } from '../api/client.ts';
import { showError, useCommand } from '../api/use-command.tsx';
import { useCan, useLocale, useMoney, useSettings } from '../app/session.ts';
import { ShiftMatch } from '../fiscal/ShiftMatch.tsx';
import { openFile } from '../journal/documents.ts';
import { CardDrawer } from '../ui/CardDrawer.tsx';
import { Keys } from '../ui/Keys.tsx';
import { Documents, Totals } from './ShiftParts.tsx';

interface ShiftDrawerProps {
  readonly shiftId: number;
  readonly onOpenDocument: (documentId: number) => void;
  readonly onClose: () => void;
}

const EXPENSE = 'expense';

/** The report of a shift: X while it is open, Z after; its documents, and what is decided about a shortage. */
export function ShiftDrawer({ shiftId, onOpenDocument, onClose }: ShiftDrawerProps) {
  const { t } = useTranslation('cash');
  const money = useMoney();
  const locale = useLocale();
  const { timeZone, nameOrder } = useSettings();
  const canDecide = useCan('manage_money');
  const [isDeciding, setDeciding] = useState(false);
  const [chosenWho, setWho] = useState<string | null>(null);
  const [isTried, setTried] = useState(false);
  const [reason, setReason] = useState('');
  const [requestKey] = useState(() => crypto.randomUUID());
  const report = useQuery(api.cash.shiftReport.queryOptions({ input: { shiftId } }));
  const documents = useQuery(api.cash.shiftDocuments.queryOptions({ input: { shiftId } }));
  const staff = useQuery(api.staff.list.queryOptions({ input: {}, enabled: isDeciding }));
  const decide = useCommand(api.cash.decideDifference.mutationOptions());
  const { shift, totals } = report.data ?? {};
  const who = chosenWho ?? String(shift?.responsibleId ?? EXPENSE);
  const run = async (): Promise<void> => {
    setTried(true);
    if (reason.trim() === '' || decide.isPending) return;
    const done = await decide.run({ shiftId, requestKey, staffId: who === EXPENSE ? null : Number(who), reason });
    if (done) setDeciding(false);
  };
  const isClosed = shift ? shift.closedAtMs !== null : false;
  const facts: [string, string][] = shift
    ? [
        [t('shift.businessDate'), formatDate(shift.localDate, 'dayMonth', locale)],
        [t('shift.openingFloat'), money(shift.openingMinor)],
        [t('shift.expected'), shift.expectedMinor === null ? t('shift.hidden') : money(shift.expectedMinor)],
        [t('shift.countedShort'), shift.countedMinor === null ? '' : money(shift.countedMinor)],
        [t('shift.diff'), shift.differenceMinor === null ? '' : money(shift.differenceMinor)],
        [t('shift.openingDifference'), shift.openingDifferenceMinor === 0 ? '' : money(shift.openingDifferenceMinor)],
      ]
    : [];
  return (
    <CardDrawer
      title={shift ? t('shift.title', { number: shift.number }) : ''}
      size={720}
      onClose={onClose}
      onSave={isDeciding ? () => void run() : undefined}
    >
      <div className="z-card-body">
        {shift && (
          <Stack gap={16} className="z-cash">
            <span className="z-dim">
              {[
                shift.accountName,
                t('shift.openedAt', { when: formatInstant(shift.openedAtMs, timeZone, locale) }),
                shift.openedBy,
                shift.closedAtMs === null
                  ? ''
                  : `${t('shift.columns.closed')} ${formatInstant(shift.closedAtMs, timeZone, locale)}`,
                shift.closedBy,
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
            <dl className="z-cash-head" style={{ margin: 0 }}>
              {facts
                .filter(([, text]) => text !== '')
                .map(([label, text]) => (
                  <div key={label} className="z-cash-fact">
                    <dt>{label}</dt>
                    <dd>{text}</dd>
                  </div>
                ))}
            </dl>
            {shift.responsibleName !== null && <span>{t('shift.answers', { name: shift.responsibleName })}</span>}
            {shift.note !== '' && (
              <span>
                {t('shift.note')}: {shift.note}
              </span>
            )}
            {shift.decision && (
              <Alert color="gray">
                {t('shift.decided', {
                  date: formatDate(shift.decision.localDate, 'dayMonth', locale),
                  who: shift.decision.staffName ?? t('shift.toExpense'),
                })}
              </Alert>
            )}
            {shift.undecidedMinor > 0 && (
              <Alert color="orange">
                <p style={{ margin: canDecide ? '0 0 8px' : 0 }}>
                  {t(canDecide ? 'shift.decideText' : 'shift.decideWaits', { sum: money(shift.undecidedMinor) })}
                </p>
                {isDeciding ? (
                  <Stack gap={8}>
                    <Select
                      label={t('shift.decideTo')}
                      allowDeselect={false}
                      searchable
                      value={who}
                      onChange={(value) => setWho(value ?? EXPENSE)}
                      data={[
                        { value: EXPENSE, label: t('shift.toExpense') },
                        ...(staff.data ?? []).map((one) => ({
                          value: String(one.id),
                          label: personName(one, nameOrder),
                        })),
                      ]}
                    />
                    <TextInput
                      label={t('shift.reason')}
                      maxLength={300}
                      autoFocus
                      error={isTried && reason.trim() === '' ? t('common:fields.required') : undefined}
                      value={reason}
                      onChange={(event) => setReason(event.currentTarget.value)}
                    />
                    <Group>
                      <Button type="submit" loading={decide.isPending} rightSection={<Keys shortcut="Ctrl+Enter" />}>
                        {t('shift.decideRun')}
                      </Button>
                    </Group>
                  </Stack>
                ) : (
                  canDecide && <Button onClick={() => setDeciding(true)}>{t('shift.decide')}</Button>
                )}
              </Alert>
            )}
            {totals && (
              <section>
                <h2>{t('shift.totals')}</h2>
                <Totals totals={totals} shift={shift} />
              </section>
            )}
            <ShiftMatch shiftId={shiftId} />
            <section>
              <h2>{t('shift.documents')}</h2>
              {documents.data && <Documents documents={documents.data} onOpen={onOpenDocument} />}
            </section>
            {totals && (
              <p className="z-cash-seal">
                {t('shift.seal', { number: totals.seal.commandId, seal: totals.seal.hex.slice(0, 32) })}
              </p>
            )}
          </Stack>
        )}
      </div>
      <footer className="z-card-foot">
        <span />
        <Button
          variant="default"
          onClick={() =>
            void client.cash.shiftPaper({ shiftId }).then(openFile, (error: unknown) => showError(error, t))
          }
        >
          {t(isClosed ? 'shift.zReport' : 'shift.xReport')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('common:close')}
        </Button>
      </footer>
    </CardDrawer>
  );
}
