import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Sale } from '../../src-shared/checkout/checkout.contract.ts';
import { formatNumber } from '../../src-shared/i18n/format.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { useLocale, useMoney } from '../app/session.ts';
import { Keys } from '../ui/Keys.tsx';
import { MoneyInput } from '../ui/MoneyInput.tsx';
import { QuantityInput } from './QuantityInput.tsx';
import { useProblemText } from './use-problem-text.ts';

interface RefundDialogProps {
  readonly sale: Sale;
  readonly onClose: () => void;
}

/** Gives lines of a check back: how many of each, by which ways, and why (T4). */
export function RefundDialog({ sale, onClose }: RefundDialogProps) {
  const { t } = useTranslation('checkout');
  const money = useMoney();
  const locale = useLocale();
  const problemText = useProblemText();
  const [key] = useState(() => crypto.randomUUID());
  const left = sale.lines.filter(({ quantityMilli, refundedQuantityMilli }) => quantityMilli > refundedQuantityMilli);
  // A single line is what is meant; of several the person says which.
  const [chosen, setChosen] = useState<Readonly<Record<number, number>>>(() => {
    const [only, ...others] = left;
    return only && others.length === 0 ? { [only.saleLineId]: only.quantityMilli - only.refundedQuantityMilli } : {};
  });
  const [own, setOwn] = useState<Readonly<Record<string, number>>>({});
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const lines = left
    .filter(({ saleLineId }) => chosen[saleLineId] !== undefined)
    .map(({ saleLineId }) => ({ saleLineId, quantityMilli: chosen[saleLineId] ?? null }));
  const preview = useQuery(
    api.checkout.refundPreview.queryOptions({
      input: { saleId: sale.saleId, lines },
      enabled: lines.length > 0,
      placeholderData: keepPreviousData,
      gcTime: 0,
      retry: false,
    }),
  );
  const shown = lines.length > 0 ? preview.data : undefined;
  const idOf = (tender: NonNullable<typeof shown>['tenders'][number]): string =>
    `${tender.kind}/${tender.accountId ?? ''}/${tender.certificateId ?? ''}`;
  const tenders = (shown?.tenders ?? []).map((tender) => ({
    ...tender,
    amountMinor: own[idOf(tender)] ?? tender.amountMinor,
  }));
  const backMinor = tenders.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const wantedMinor = shown ? shown.totalMinor - shown.debtReductionMinor : 0;
  const refund = useCommand(api.checkout.refund.mutationOptions(), {
    onRefused: (error) => {
      setFault(problemText(error));
      return true;
    },
  });
  const submit = (): void => {
    if (refund.isPending) return;
    if (lines.length === 0) setFault(t('sales.refund.faults.nothing'));
    else if (reason.trim() === '') setFault(t('sales.refund.faults.reason'));
    else if (!shown || preview.isFetching) setFault(t('sales.refund.faults.counting'));
    else if (backMinor !== wantedMinor) {
      setFault(t('sales.refund.faults.split', { wanted: money(wantedMinor), given: money(backMinor) }));
    } else {
      setFault(null);
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
      <Stack gap={12}>
        <fieldset className="zc-refund">
          <legend>{t('sales.refund.what')}</legend>
          {left.map((line, index) => {
            const leftMilli = line.quantityMilli - line.refundedQuantityMilli;
            const isOn = chosen[line.saleLineId] !== undefined;
            const quoted = shown?.lines.find(({ saleLineId }) => saleLineId === line.saleLineId);
            return (
              <div key={line.saleLineId} className="zc-refund-line">
                <Checkbox
                  size="sm"
                  data-autofocus={index === 0 || undefined}
                  checked={isOn}
                  label={line.title || t(`screen.lines.kinds.${line.kind}`)}
                  onChange={(event) => {
                    const { [line.saleLineId]: _, ...others } = chosen;
                    setOwn({});
                    setChosen(event.currentTarget.checked ? { ...chosen, [line.saleLineId]: leftMilli } : others);
                  }}
                />
                {leftMilli > 1000 && isOn ? (
                  <span className="zc-refund-quantity">
                    <QuantityInput
                      label={t('screen.lines.quantityOf', { title: line.title })}
                      value={chosen[line.saleLineId] ?? leftMilli}
                      maxMilli={leftMilli}
                      onChange={(milli) => {
                        setOwn({});
                        setChosen({ ...chosen, [line.saleLineId]: milli });
                      }}
                    />
                    <span className="z-dim">
                      {t('sales.refund.of', { quantity: formatNumber(leftMilli / 1000, locale, 3) })}
                    </span>
                  </span>
                ) : (
                  <span />
                )}
                <span className="z-nums">
                  {isOn && quoted ? (
                    money(quoted.netMinor)
                  ) : (
                    <span className="z-dim">{money(line.netMinor - line.refundedMinor)}</span>
                  )}
                </span>
              </div>
            );
          })}
        </fieldset>
        {shown && (
          <fieldset className="zc-refund">
            <legend>{t('sales.refund.how')}</legend>
            {shown.debtReductionMinor > 0 && <p>{t('sales.refund.debt', { sum: money(shown.debtReductionMinor) })}</p>}
            {tenders.map((tender) => (
              <div key={idOf(tender)} className="zc-tender">
                <span>
                  {t(`screen.kinds.${tender.kind}`)}
                  <small className="z-dim">{t('sales.refund.atMost', { sum: money(tender.refundableMinor) })}</small>
                </span>
                <MoneyInput
                  w={140}
                  aria-label={t(`screen.kinds.${tender.kind}`)}
                  value={tender.amountMinor}
                  error={tender.amountMinor > tender.refundableMinor}
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
        <TextInput
          label={t('sales.refund.reason')}
          withAsterisk
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {(fault ?? (preview.error && lines.length > 0)) && (
          <p className="zc-problem" data-blocking role="alert">
            {fault ?? problemText(preview.error)}
          </p>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button loading={refund.isPending} rightSection={<Keys shortcut="Ctrl+Enter" />} onClick={submit}>
            {t('sales.refund.submit', { sum: money(backMinor) })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
