import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { BonusLotView } from '../../src-shared/loyalty/bonuses.contract.ts';
import { useMoney } from '../app/session.ts';
import { useLoyaltyText } from './use-loyalty-text.ts';

interface LotsTableProps {
  readonly lots: readonly BonusLotView[];
  /** Names stand in the rows where the lots are of several clients. */
  readonly withClients?: boolean;
}

/** Lots of bonuses, each with everything that happened to it, down to the document. */
export function LotsTable({ lots, withClients = false }: LotsTableProps) {
  const { t } = useTranslation('loyalty');
  const money = useMoney();
  const { date } = useLoyaltyText();
  const documentName = (kind: string, number: number): string =>
    t(`documentKinds.${kind}`, { number, defaultValue: t('documentKinds.other', { number }) });
  return (
    <table className="z-table">
      <thead>
        <tr>
          <th scope="col">{t('client.source')}</th>
          <th scope="col">{t('effect.date')}</th>
          <th scope="col">{t('cards.columns.term')}</th>
          <th scope="col">{t('cards.columns.state')}</th>
          <th scope="col" className="z-number">
            {t('client.left')}
          </th>
        </tr>
      </thead>
      <tbody>
        {lots.map((lot) => (
          <Fragment key={lot.lotId}>
            <tr data-archived={lot.leftMinor === 0 || undefined}>
              <td>
                {withClients && <strong>{lot.clientName}: </strong>}
                {t(`sources.${lot.source}`)}
              </td>
              <td>{date(lot.grantedOn)}</td>
              <td>
                {lot.availableFrom > lot.grantedOn && `${t('client.since', { date: date(lot.availableFrom) })} `}
                {lot.expiresOn === null ? t('client.forEver') : t('client.until', { date: date(lot.expiresOn) })}
              </td>
              <td>{t(`states.${lot.state}`)}</td>
              <td className="z-number">{money(lot.leftMinor)}</td>
            </tr>
            {lot.movements.map((move) => (
              <tr key={move.movementId} className="z-loyalty-move">
                <td className="z-dim">{t(`movements.${move.kind}`)}</td>
                <td className="z-dim">{date(move.localDate)}</td>
                <td className="z-dim" colSpan={2}>
                  {documentName(move.documentKind, move.documentNumber)}
                  {move.reason !== '' && `: ${move.reason}`}
                </td>
                <td className="z-number z-dim">
                  {move.amountMinor > 0 ? '+' : ''}
                  {money(move.amountMinor)}
                </td>
              </tr>
            ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
