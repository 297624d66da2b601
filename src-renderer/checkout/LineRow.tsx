import { ActionIcon, Checkbox, Select, Skeleton, Tooltip } from '@mantine/core';
import { IconChevronRight, IconX } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckoutProblem, Quote, QuoteLine, TicketLine } from '../../src-shared/checkout/checkout.contract.ts';
import { useMoney } from '../app/session.ts';
import { MoneyInput } from '../ui/MoneyInput.tsx';
import { DiscountField } from './DiscountField.tsx';
import { useLineName } from './line-name.ts';
import { isCounted } from './ticket-lines.ts';
import { QuantityInput } from './QuantityInput.tsx';
import type { Person } from './use-sellers.ts';
import { useProblemText } from './use-problem-text.ts';
import { WhyLine } from './WhyLine.tsx';

interface LineRowProps {
  readonly line: TicketLine;
  /** Its price; in two parts when a membership covers some of it; empty until it is priced. */
  readonly quoted: readonly QuoteLine[];
  readonly memberships: Quote['memberships'];
  readonly problems: readonly CheckoutProblem[];
  readonly people: readonly Person[];
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onChange: (part: Partial<TicketLine>) => void;
  readonly onRemove: () => void;
  readonly onEdit: () => void;
}

/** One line of the check: everything on it can be changed in place. */
export function LineRow(props: LineRowProps) {
  const { line, quoted, problems, people, isOpen, onChange } = props;
  const { t } = useTranslation('checkout');
  const money = useMoney();
  const problemText = useProblemText();
  const [first] = quoted;
  const lineName = useLineName();
  const title = first ? lineName(first) : '';
  const isRange = first !== undefined && first.priceFromMinor < first.priceToMinor;
  const priceProblem = problems.find(({ code }) => code === 'PRICE_OUT_OF_RANGE');
  const needsReason = priceProblem?.data['reason'] === 'reason';
  const needsPrice = priceProblem !== undefined && !needsReason;
  const isOwnPrice =
    first !== undefined &&
    line.priceMinor !== null &&
    isCounted(line.kind) &&
    (line.priceMinor < first.priceFromMinor || line.priceMinor > first.priceToMinor);
  const covered = quoted.find(({ coveredBy }) => coveredBy !== null)?.coveredBy ?? null;
  const offered =
    covered ??
    props.memberships.find(
      ({ serviceIds, unitsLeft }) => line.serviceId !== null && serviceIds.includes(line.serviceId) && unitsLeft !== 0,
    ) ??
    null;
  const isDone = line.kind === 'service' || line.kind === 'tip';
  const person = isDone ? line.staffId : line.sellerId;
  // Of goods the seller stands in the column; of a service beside its master.
  const seller = isDone ? people.find(({ value }) => value === String(line.sellerId))?.label : undefined;
  const netMinor = quoted.reduce((sum, part) => sum + part.netMinor, 0);
  const offMinor = quoted.reduce((sum, part) => sum + part.grossMinor - part.netMinor, 0);
  const [firstProblem] = problems;
  return (
    <tbody className="zc-line" data-line={line.key} data-open={isOpen || undefined}>
      <tr>
        <td data-column="what">
          <Tooltip label={t('screen.lines.why')} openDelay={600}>
            <button
              type="button"
              className="zc-line-title"
              data-at={`line-${line.key}`}
              aria-expanded={isOpen}
              onClick={props.onOpen}
              onKeyDown={(event) => walkLines(event, props.onRemove)}
            >
              <IconChevronRight size={14} aria-hidden />
              {title === '' ? <Skeleton height={12} width={160} /> : title}
            </button>
          </Tooltip>
          {first && first.note !== '' && <small className="zc-note z-dim">{first.note}</small>}
          {seller && <small className="zc-note z-dim">{t('screen.lines.soldBy', { name: seller })}</small>}
          {offered && (
            <Checkbox
              size="xs"
              className="zc-covered"
              checked={covered !== null}
              label={t('screen.lines.covered', {
                title: offered.title,
                left: offered.unitsLeft === null ? t('screen.lines.unlimited') : offered.unitsLeft,
              })}
              onChange={(event) => onChange({ coveredById: event.currentTarget.checked ? offered.membershipId : null })}
            />
          )}
          {firstProblem && (
            <small className="zc-problem" data-blocking={firstProblem.isBlocking || undefined} role="alert">
              {problemText(firstProblem)}
            </small>
          )}
        </td>
        <td data-column="who">
          <Select
            size="xs"
            aria-label={t(isDone ? 'screen.lines.master' : 'screen.lines.seller', { title })}
            placeholder={t(isDone ? 'screen.lines.noMaster' : 'screen.lines.noSeller')}
            data={[...people]}
            value={person === null ? null : String(person)}
            searchable
            selectFirstOptionOnChange
            clearable={!isDone}
            clearButtonProps={{ tabIndex: -1 }}
            comboboxProps={{ width: 220, position: 'bottom-start' }}
            onChange={(value) => {
              const id = value === null ? null : (Number(value) as NonNullable<TicketLine['staffId']>);
              onChange(isDone ? { staffId: id } : { sellerId: id });
            }}
          />
        </td>
        <td data-column="quantity">
          {isCounted(line.kind) && covered === null ? (
            <QuantityInput
              label={t('screen.lines.quantityOf', { title })}
              value={line.quantityMilli}
              onChange={(quantityMilli) => onChange({ quantityMilli })}
            />
          ) : (
            1
          )}
        </td>
        <td data-column="price">
          <MoneyInput
            size="xs"
            aria-label={t('screen.lines.priceOf', { title })}
            data-at={needsPrice ? `problem-${line.key}` : undefined}
            aria-invalid={needsPrice || undefined}
            error={needsPrice}
            value={line.priceMinor ?? (needsPrice ? null : (first?.priceMinor ?? null))}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(priceMinor) => onChange({ priceMinor })}
          />
          {isRange && (
            <small className="z-dim z-nums">
              {t('screen.lines.range', { from: money(first.priceFromMinor), to: money(first.priceToMinor) })}
            </small>
          )}
        </td>
        <td data-column="discount">
          {isCounted(line.kind) && covered === null ? (
            <DiscountField
              line={line}
              title={title}
              offMinor={offMinor}
              needsReason={problems.some(({ code, data }) => code === 'DISCOUNT_LIMIT' && data['reason'] === 'reason')}
              isFaulty={problems.some(({ code }) => code === 'DISCOUNT_LIMIT')}
              onChange={(manual) => onChange({ manual })}
            />
          ) : (
            '—'
          )}
        </td>
        <td data-column="sum">
          <b className="z-nums">{first ? money(netMinor) : '…'}</b>
        </td>
        <td>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={28}
            aria-label={t('screen.lines.remove', { title })}
            onClick={props.onRemove}
          >
            <IconX size={16} />
          </ActionIcon>
        </td>
      </tr>
      {(isOpen || isOwnPrice || needsReason) && (
        <tr className="zc-line-more">
          <td colSpan={7}>
            <WhyLine
              line={line}
              quoted={quoted}
              people={people}
              isOpen={isOpen}
              onEdit={props.onEdit}
              needsReason={isOwnPrice || needsReason}
              isReasonMissing={needsReason}
              onChange={onChange}
            />
          </td>
        </tr>
      )}
    </tbody>
  );
}

/** ↑↓ lead from line to line, Del takes the line away. */
function walkLines(event: KeyboardEvent<HTMLButtonElement>, remove: () => void): void {
  if (event.key === 'Delete' && !event.ctrlKey) {
    event.preventDefault();
    event.stopPropagation();
    remove();
    return;
  }
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  const all = [...(event.currentTarget.closest('table')?.querySelectorAll<HTMLElement>('.zc-line-title') ?? [])];
  all[all.indexOf(event.currentTarget) + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
}
