import { Alert, Button, Group, Progress, Skeleton } from '@mantine/core';
import { IconCoins } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientId } from '../../src-shared/contract-base.ts';
import type { ClientLoyalty } from '../../src-shared/loyalty/bonuses.contract.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useCan, useMoney } from '../app/session.ts';
import type { CardTabProps } from '../clients/card/card-tabs.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { BonusDialog } from './BonusDialog.tsx';
import { CardActs } from './CardActs.tsx';
import { DiscountCardDrawer } from './DiscountCardDrawer.tsx';
import { LotsTable } from './LotsTable.tsx';
import { useLoyaltyText } from './use-loyalty-text.ts';
import './loyalty.css';
import '../ui/data-table.css';

/** «Лояльность» of a client: card, level and how much to the next one, bonuses with their history. */
export function LoyaltyTab({ clientId }: CardTabProps) {
  const { t } = useTranslation('loyalty');
  const { data, error } = useQuery(api.loyalty.ofClient.queryOptions({ input: { clientId } }));
  if (error) return <Alert color="danger">{errorText(error, t)}</Alert>;
  if (!data) return <Skeleton height={160} />;
  return (
    <div className="z-loyalty-tab">
      <CardSection clientId={clientId} />
      <LevelSection {...data} />
      <BonusSection clientId={clientId} {...data} />
    </div>
  );
}

function CardSection({ clientId }: { readonly clientId: ClientId }) {
  const { t } = useTranslation('loyalty');
  const text = useLoyaltyText();
  const canEdit = useCan('edit_loyalty');
  const [isMaking, setMaking] = useState(false);
  const { data: cards = [] } = useQuery(api.loyalty.cardsOf.queryOptions({ input: { clientId } }));
  const live = cards.filter(({ isBlocked }) => !isBlocked);
  const old = cards.filter(({ isBlocked }) => isBlocked);
  return (
    <section aria-label={t('client.card')}>
      <div className="z-loyalty-head">
        <h2>{t('client.card')}</h2>
        {canEdit && live.length === 0 && (
          <Button size="compact-md" variant="default" onClick={() => setMaking(true)}>
            {t('client.issue')}
          </Button>
        )}
      </div>
      {live.length === 0 && <span className="z-dim">{t('client.noCard')}</span>}
      {[...live, ...old].map((card) => (
        <div key={card.cardId} className="z-loyalty-card">
          <strong>{card.number}</strong>
          <span>{text.cardRate(card)}</span>
          <span className="z-dim">{text.term(card.validFrom, card.validTo)}</span>
          {card.state !== 'live' && <span className="z-tag">{t(`cardStates.${card.state}`)}</span>}
          {card.note !== '' && <span className="z-dim">{card.note}</span>}
          <CardActs card={card} />
        </div>
      ))}
      {isMaking && <DiscountCardDrawer card={null} clientId={clientId} canEdit onClose={() => setMaking(false)} />}
    </section>
  );
}

function LevelSection({ level, personalBp, category }: Pick<ClientLoyalty, 'level' | 'personalBp' | 'category'>) {
  const { t } = useTranslation('loyalty');
  const money = useMoney();
  const { rate } = useLoyaltyText();
  const hasDiscounts = personalBp > 0 || category !== null;
  if (!level && !hasDiscounts) return null;
  return (
    <section aria-label={t('client.level')}>
      <h2>{t(level ? 'client.level' : 'client.discounts')}</h2>
      {level && (
        <>
          <strong>
            {level.rateBp > 0 ? t('client.levelRate', { rate: rate(level.rateBp) }) : t('client.noLevel')}
          </strong>
          {level.next && (
            <Progress
              aria-label={t('client.level')}
              value={Math.min(100, Math.max(0, (level.paidMinor / level.next.fromMinor) * 100))}
            />
          )}
          <span className="z-dim">
            {t('client.paid', { amount: money(level.paidMinor) })}.{' '}
            {level.next
              ? t('client.toNext', { rate: rate(level.next.rateBp), amount: money(level.next.missingMinor) })
              : t('client.topLevel')}
          </span>
        </>
      )}
      {hasDiscounts && (
        <ul className="z-loyalty-notes">
          {personalBp > 0 && <li data-warn>{t('client.personal', { rate: rate(personalBp) })}</li>}
          {category && <li data-warn>{t('client.category', { name: category.name, rate: rate(category.rateBp) })}</li>}
          <li>{t('client.bestCounts')}</li>
        </ul>
      )}
    </section>
  );
}

function BonusSection(props: ClientLoyalty & { readonly clientId: ClientId }) {
  const { t } = useTranslation('loyalty');
  const money = useMoney();
  const { date } = useLoyaltyText();
  const mayAdjust = useCan('adjust_bonuses');
  const [asks, setAsks] = useState<'grant' | 'take' | null>(null);
  const { isBonusOn, availableMinor, balanceMinor, waiting, burning, lots } = props;
  return (
    <section aria-label={t('client.bonuses')}>
      <div className="z-loyalty-head">
        <h2>{t('client.bonuses')}</h2>
        {mayAdjust && (
          <Group gap={8}>
            {isBonusOn && (
              <Button size="compact-md" onClick={() => setAsks('grant')}>
                {t('client.grant')}
              </Button>
            )}
            {balanceMinor > 0 && (
              <Button size="compact-md" variant="default" onClick={() => setAsks('take')}>
                {t('client.take')}
              </Button>
            )}
          </Group>
        )}
      </div>
      {!isBonusOn && <span className="z-dim">{t('client.off')}</span>}
      {(isBonusOn || lots.length > 0) && (
        <dl className="z-loyalty-figures">
          <div>
            <dt>{t('client.available')}</dt>
            <dd>{money(availableMinor)}</dd>
          </div>
          <div>
            <dt>{t('client.balance')}</dt>
            <dd data-quiet>{money(balanceMinor)}</dd>
          </div>
        </dl>
      )}
      {(waiting.length > 0 || burning.length > 0) && (
        <ul className="z-loyalty-notes">
          {waiting.map(({ fromDate, amountMinor }) => (
            <li key={fromDate}>{t('client.waiting', { date: date(fromDate), amount: money(amountMinor) })}</li>
          ))}
          {burning.slice(0, 3).map(({ lastDay, amountMinor }, at) => (
            <li key={lastDay} data-warn={at === 0 || undefined}>
              {t('client.burns', { date: date(lastDay), amount: money(amountMinor) })}
            </li>
          ))}
        </ul>
      )}
      {isBonusOn && lots.length === 0 && (
        <EmptyState icon={IconCoins} title={t('client.noLots')} text={t('client.noLotsText')} />
      )}
      {lots.length > 0 && (
        <>
          <h2>{t('client.lots')}</h2>
          <LotsTable lots={lots} />
        </>
      )}
      {asks && (
        <BonusDialog kind={asks} clientId={props.clientId} balanceMinor={balanceMinor} onClose={() => setAsks(null)} />
      )}
    </section>
  );
}
