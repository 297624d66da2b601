import { Button, Group, Popover, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketLine } from '../../src-shared/checkout/checkout.contract.ts';
import { formatNumber } from '../../src-shared/i18n/format.ts';
import { parseDecimal } from '../../src-shared/kernel/decimal-text.ts';
import { useLocale, useMoney } from '../app/session.ts';
import { DraftInput } from '../ui/DraftInput.tsx';
import { MoneyInput } from '../ui/MoneyInput.tsx';

interface DiscountFieldProps {
  readonly line: TicketLine;
  readonly title: string;
  /** Everything that came off the line. */
  readonly offMinor: number;
  readonly isFaulty: boolean;
  /** The discount stands, but must be explained. */
  readonly needsReason: boolean;
  readonly onChange: (manual: TicketLine['manual']) => void;
}

/** What came off a line; pressed, a discount by hand is given in percent or money, with its reason (P6). */
export function DiscountField({ line, title, offMinor, isFaulty, needsReason, onChange }: DiscountFieldProps) {
  const { t } = useTranslation('checkout');
  const locale = useLocale();
  const money = useMoney();
  const [isOpen, setOpen] = useState(false);
  const [kind, setKind] = useState<'percent' | 'amount'>('percent');
  const [rateBp, setRate] = useState<number | null>(null);
  const [amountMinor, setAmount] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  const open = (): void => {
    const off = line.manual?.off;
    setKind(off && 'amountMinor' in off ? 'amount' : 'percent');
    setRate(off && 'rateBp' in off ? off.rateBp : null);
    setAmount(off && 'amountMinor' in off ? off.amountMinor : null);
    setReason(line.manual?.reason ?? '');
    setOpen(true);
  };
  const apply = (): void => {
    const off =
      kind === 'percent'
        ? rateBp !== null && rateBp > 0 && { rateBp }
        : amountMinor !== null && amountMinor > 0 && { amountMinor };
    onChange(off ? { off, reason: reason.trim() } : null);
    setOpen(false);
  };
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      trapFocus
      returnFocus
      position="bottom-end"
      width={280}
      withinPortal={false}
    >
      <Popover.Target>
        <button
          type="button"
          className="zc-discount z-nums"
          data-at={isFaulty ? `problem-${line.key}` : `discount-${line.key}`}
          data-manual={line.manual !== null || undefined}
          aria-label={t('screen.discount.of', {
            title,
            amount: offMinor > 0 ? money(offMinor) : t('screen.discount.none'),
          })}
          onClick={open}
        >
          {offMinor > 0 ? `−${money(offMinor)}` : '—'}
        </button>
      </Popover.Target>
      <Popover.Dropdown
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.stopPropagation();
            setOpen(false);
          }
          if (event.key !== 'Enter' || event.ctrlKey || event.target instanceof HTMLButtonElement) return;
          event.preventDefault();
          event.stopPropagation();
          apply();
        }}
      >
        <Stack gap={8}>
          <Group gap={8} wrap="nowrap" align="end">
            {kind === 'percent' ? (
              <DraftInput
                size="xs"
                label={t('screen.discount.label')}
                data-autofocus={!needsReason || undefined}
                inputMode="decimal"
                rightSection={<span className="z-unit">%</span>}
                format={(bp) => formatNumber(bp / 100, locale, 2)}
                parse={(text) => {
                  const bp = parseDecimal(text, 2);
                  return bp !== null && bp >= 0 && bp <= 10_000 ? bp : null;
                }}
                wrongText={t('screen.discount.notPercent')}
                value={rateBp}
                onChange={setRate}
              />
            ) : (
              <MoneyInput
                size="xs"
                label={t('screen.discount.label')}
                data-autofocus={!needsReason || undefined}
                value={amountMinor}
                onChange={setAmount}
              />
            )}
            <SegmentedControl
              size="xs"
              value={kind}
              aria-label={t('screen.discount.kind')}
              data={[
                { value: 'percent', label: '%' },
                { value: 'amount', label: t('screen.discount.money') },
              ]}
              onChange={(value) => setKind(value)}
            />
          </Group>
          <TextInput
            size="xs"
            label={t('screen.discount.reason')}
            data-autofocus={needsReason || undefined}
            withAsterisk={needsReason}
            error={needsReason && reason.trim() === ''}
            value={reason}
            maxLength={200}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="space-between">
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={() => {
                onChange(null);
                setOpen(false);
              }}
            >
              {t('screen.discount.remove')}
            </Button>
            <Button size="compact-sm" onClick={apply}>
              {t('screen.discount.apply')}
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
