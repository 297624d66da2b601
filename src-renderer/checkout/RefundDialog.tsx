import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sale } from '../../src-shared/checkout/sales.contract.ts';
import { refundAmounts } from '../../src-shared/checkout/refund.rules.ts';
import { isMoney } from '../../src-shared/checkout/tenders.rules.ts';
import { type CoreClient, api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useCan, useMoney } from '../app/session.ts';
import { Keys } from '../ui/Keys.tsx';
import { MoneyInput } from '../ui/MoneyInput.tsx';
import { useReturnFocus } from '../ui/use-return-focus.ts';
import { type RefundChoices, RefundLines, refundWish, refundableLines, wholeLine } from './RefundLines.tsx';
import { useProblemText } from './use-problem-text.ts';

interface RefundDialogProps {
  readonly sale: Sale;
  readonly onClose: () => void;
}

/** Gives lines of a check back: how many of each, by which ways, and why (T4). */
export function RefundDialog({ sale, onClose }: RefundDialogProps) {
  useReturnFocus();
  const { t } = useTranslation('checkout');
  const money = useMoney();
  const mayOther = useCan('refund_other_tender');
  const problemText = useProblemText();
  const [key] = useState(() => crypto.randomUUID());
  const left = refundableLines(sale);
  // A single line is what is meant; of several the person says which.
  const [choices, setChoices] = useState<RefundChoices>(() => {
    const [only, ...others] = left;
    return only && others.length === 0 ? { [only.saleLineId]: wholeLine(only) } : {};
  });
  const [own, setOwn] = useState<Readonly<Record<string, number>>>({});
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [isSent, setSent] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const lines = left.flatMap((line) => {
    const choice = choices[line.saleLineId];
    return choice ? [refundWish(line, choice)] : [];
  });
  const preview = useQuery(
    api.checkout.refundPreview.queryOptions({
      input: { saleId: sale.saleId, lines },
      // What is being given back already is not asked about again.
      enabled: lines.length > 0 && !isSent,
      placeholderData: keepPreviousData,
      gcTime: 0,
      retry: false,
    }),
  );
  const shown = lines.length > 0 ? preview.data : undefined;
  const idOf = (tender: NonNullable<typeof shown>['tenders'][number]): string =>
    `${tender.kind}/${tender.accountId ?? ''}/${tender.certificateId ?? ''}`;
  const wantedMinor = shown ? shown.totalMinor - shown.debtReductionMinor : 0;
  const places = withCash(shown?.tenders ?? []);
  const amounts = refundAmounts(
    places.map((tender) => ({ ...tender, ownMinor: own[idOf(tender)] ?? null })),
    wantedMinor,
  );
  const tenders = places.map((tender, index) => ({ ...tender, amountMinor: amounts[index]! }));
  const nameOf = (tender: (typeof tenders)[number]): string => {
    const paper = sale.tenders.find(
      ({ certificateId }) => certificateId !== null && certificateId === tender.certificateId,
    );
    return paper?.certificateNumber
      ? t('screen.tenders.certificate', { number: paper.certificateNumber })
      : t(`screen.kinds.${tender.kind}`);
  };
  const backMinor = tenders.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const refund = useCommand(api.checkout.refund.mutationOptions(), {
    onRefused: (error) => {
      setSent(false);
      setFault(problemText(error));
      return true;
    },
  });
  /** Says what is missing and goes to where it is put right. */
  const lack = (text: string | null, place: string): void => {
    setFault(text);
    body.current?.querySelector<HTMLElement>(place)?.focus();
  };
  const submit = (): void => {
    if (refund.isPending || left.length === 0) return;
    if (lines.length === 0) lack(t('sales.refund.faults.nothing'), 'input[type="checkbox"]');
    // Its own words are shown: a line is refused, or the check has changed.
    else if (preview.error) lack(null, '.zc-refund-line input:not([type="checkbox"])');
    else if (!shown || preview.isFetching) setFault(t('sales.refund.faults.counting'));
    else if (backMinor !== wantedMinor) {
      lack(t('sales.refund.faults.split', { wanted: money(wantedMinor), given: money(backMinor) }), '.zc-tender input');
    } else if (reason.trim() === '') lack(t('sales.refund.faults.reason'), '[data-at="reason"]');
    else {
      setFault(null);
      setSent(true);
      const given = tenders
        .filter(({ amountMinor }) => amountMinor > 0)
        .map(({ kind, accountId, certificateId, amountMinor }) => ({ kind, accountId, certificateId, amountMinor }));
      void refund
        .run({
          saleId: sale.saleId,
          key,
          lines,
          tenders: Object.keys(own).length === 0 ? null : given,
          reason: reason.trim(),
        })
        .then((done) => {
          if (done) onClose();
        });
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('sales.refund.title', { number: sale.number })}
      size={560}
      zIndex={300}
      onKeyDown={(event) => {
        if (!event.ctrlKey || event.code !== 'Enter') return;
        event.preventDefault();
        event.stopPropagation();
        submit();
      }}
    >
      <Stack ref={body} gap={12}>
        <RefundLines
          sale={sale}
          choices={choices}
          worth={new Map((shown?.lines ?? []).map(({ saleLineId, netMinor }) => [saleLineId, netMinor]))}
          onChange={(next) => {
            setOwn({});
            setFault(null);
            setChoices(next);
          }}
        />
        {lines.length === 0 && (
          <p id="zc-refund-nothing" className="zc-refund-other z-dim">
            {t(left.length === 0 ? 'sales.refund.nothingLeft' : 'sales.refund.nothing')}
          </p>
        )}
        {shown && (
          <fieldset className="zc-refund">
            <legend>{t('sales.refund.how')}</legend>
            {shown.debtReductionMinor > 0 && <p>{t('sales.refund.debt', { sum: money(shown.debtReductionMinor) })}</p>}
            {tenders.map((tender) => (
              <div key={idOf(tender)} className="zc-tender">
                <span>
                  {nameOf(tender)}
                  <small className="z-dim">
                    {tender.kind === 'cash' && tender.refundableMinor === 0
                      ? t(mayOther ? 'sales.refund.cashInstead' : 'sales.refund.cashNeedsRight')
                      : t('sales.refund.atMost', { sum: money(tender.refundableMinor) })}
                  </small>
                </span>
                <MoneyInput
                  w={140}
                  aria-label={nameOf(tender)}
                  value={tender.amountMinor}
                  error={tender.amountMinor > tender.refundableMinor && !(mayOther && isMoney(tender.kind))}
                  onFocus={(event) => event.currentTarget.select()}
                  onChange={(minor) => setOwn({ ...own, [idOf(tender)]: minor ?? 0 })}
                />
              </div>
            ))}
            {shown.bonusTakenBackMinor > 0 && (
              <p className="z-dim">{t('sales.refund.bonus', { sum: money(shown.bonusTakenBackMinor) })}</p>
            )}
            <p className="zc-rest">
              <span>{t('sales.refund.total')}</span> <b>{money(wantedMinor)}</b>
            </p>
          </fieldset>
        )}
        {left.length > 0 && (
          <TextInput
            label={t('sales.refund.reason')}
            withAsterisk
            data-at="reason"
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        )}
        {(fault ?? (preview.error && lines.length > 0)) && (
          <p className="zc-problem" data-blocking role="alert">
            {fault ?? problemText(preview.error)}
          </p>
        )}
        <Group justify="flex-end">
          <Button variant="default" data-autofocus={left.length === 0 || undefined} onClick={onClose}>
            {t(left.length === 0 ? 'common:close' : 'common:cancel')}
          </Button>
          {left.length > 0 && (
            <Button
              loading={refund.isPending}
              rightSection={<Keys shortcut="Ctrl+Enter" />}
              // It stays reachable: pressed, it says why nothing can be given back yet.
              {...(lines.length === 0 && {
                'data-disabled': true,
                'aria-disabled': true,
                'aria-describedby': 'zc-refund-nothing',
              })}
              onClick={submit}
            >
              {backMinor === 0 ? t('sales.refund.submitPlain') : t('sales.refund.submit', { sum: money(backMinor) })}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

type RefundTender = Awaited<ReturnType<CoreClient['checkout']['refundPreview']>>['tenders'][number];

/** Cash is always a way that can be asked for; whether it may be given is the right's to say (T4). */
function withCash(tenders: readonly RefundTender[]): readonly RefundTender[] {
  if (tenders.length === 0 || tenders.some(({ kind }) => kind === 'cash')) return tenders;
  return [...tenders, { kind: 'cash', accountId: null, certificateId: null, amountMinor: 0, refundableMinor: 0 }];
}
