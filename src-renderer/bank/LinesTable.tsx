import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BankLine } from '../../src-shared/bank/bank.contract.ts';
import { formatDate, formatNumber } from '../../src-shared/i18n/format.ts';
import { useLocale, useMoney } from '../app/session.ts';

interface LinesTableProps {
  readonly lines: readonly BankLine[];
  readonly busyKey: string | null;
  readonly onPost: (line: BankLine) => void;
  readonly onOtherwise: (line: BankLine) => void;
  readonly onOpenDocument: (documentId: number) => void;
}

/** Lines of a bank statement: the bank's words, and what they are in the books. */
export function LinesTable({ lines, busyKey, onPost, onOtherwise, onOpenDocument }: LinesTableProps) {
  const { t } = useTranslation('bank');
  const money = useMoney();
  const locale = useLocale();
  return (
    <table className="z-table zb-lines" aria-label={t('title')}>
      <thead>
        <tr>
          <th scope="col">{t('columns.day')}</th>
          <th scope="col">{t('columns.party')}</th>
          <th scope="col" className="z-number">
            {t('columns.in')}
          </th>
          <th scope="col" className="z-number">
            {t('columns.out')}
          </th>
          <th scope="col">{t('columns.proposal')}</th>
          <th scope="col">
            <span className="z-visually-hidden">{t('columns.acts')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => {
          const isPosted = line.proposal.kind === 'posted';
          const what = [line.partyName, money(line.amountMinor)].filter(Boolean).join(', ');
          return (
            <tr key={line.requestKey} data-posted={isPosted || undefined}>
              <td>{formatDate(line.localDate, 'short', locale)}</td>
              <td>
                <div>{line.partyName || line.title}</div>
                <small className="z-dim">{line.purpose}</small>
              </td>
              <td className="z-number">{line.direction === 'in' && money(line.amountMinor)}</td>
              <td className="z-number">{line.direction === 'out' && money(line.amountMinor)}</td>
              <td>
                <Proposal line={line} onOpenDocument={onOpenDocument} />
              </td>
              <td className="zb-acts">
                {!isPosted && line.proposal.kind !== 'unknown' && (
                  <Button
                    size="xs"
                    variant={line.proposal.isSure ? 'filled' : 'light'}
                    aria-label={t('postOf', { what })}
                    loading={busyKey === line.requestKey}
                    disabled={busyKey !== null && busyKey !== line.requestKey}
                    onClick={() => onPost(line)}
                  >
                    {t('post')}
                  </Button>
                )}
                {(!isPosted || !line.proposal.isSure) && (
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={t('otherwiseOf', { what })}
                    disabled={busyKey !== null}
                    onClick={() => onOtherwise(line)}
                  >
                    {t(line.proposal.kind === 'unknown' ? 'postAs' : 'otherwise')}
                  </Button>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface ProposalProps {
  readonly line: BankLine;
  readonly onOpenDocument: (documentId: number) => void;
}

/** What a line is in the books, or what it is taken for. */
function Proposal({ line: { proposal, direction }, onOpenDocument }: ProposalProps) {
  const { t } = useTranslation('bank');
  const money = useMoney();
  const locale = useLocale();
  const day = (date: string): string => formatDate(date, 'short', locale);
  const doubt = proposal.isSure ? null : <span className="z-tag">{t('proposal.check')}</span>;
  switch (proposal.kind) {
    case 'posted': {
      const what = t('cash:document.title', {
        kind: t(`cash:kinds.${proposal.documentKind}`),
        number: proposal.number,
      });
      return (
        <>
          <button type="button" className="z-link" onClick={() => onOpenDocument(proposal.documentId)}>
            {proposal.isSure
              ? t('proposal.posted', { what })
              : t('proposal.postedPerhaps', { what, date: day(proposal.localDate) })}
          </button>{' '}
          {doubt}
        </>
      );
    }
    case 'settlement': {
      const { fromDate, toDate, grossMinor, feeMinor } = proposal;
      const days = fromDate === toDate ? day(fromDate) : `${day(fromDate)} – ${day(toDate)}`;
      const percent = formatNumber((feeMinor / grossMinor) * 100, locale, 2);
      const values = { name: proposal.name, days, gross: money(grossMinor), fee: money(feeMinor), percent };
      return (
        <>
          {t('proposal.settlement', values)} {doubt}
        </>
      );
    }
    case 'transfer':
      return (
        <>
          {t(direction === 'in' ? 'proposal.transferIn' : 'proposal.transferOut', { name: proposal.name })} {doubt}
        </>
      );
    case 'unknown':
      return <span className="z-dim">{t('proposal.unknown')}</span>;
    default:
      return (
        <>
          {t(`proposal.${proposal.kind}`, { name: proposal.name })} {doubt}
        </>
      );
  }
}
