import './client-figures.css';
import { Skeleton } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientFigures } from '../../src-shared/client-figures/client-figures.contract.ts';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { errorText } from '../api/error-text.ts';
import { useLocale, useMoney } from '../app/session.ts';
import type { CardTabProps } from '../clients/card/card-tabs.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { FigureRows } from './FigureRows.tsx';
import { FigureValue } from './FigureValue.tsx';
import { PivotTable } from './PivotTable.tsx';
import type { FigureAsk } from './figure-ask.ts';
import { useFigures, useShownFigures } from './use-figures.ts';

/** What a client comes to: figures, what they take and from whom, and money by service, master and period. */
export function FiguresTab({ clientId }: CardTabProps) {
  const { t } = useTranslation('clientFigures');
  const figures = useFigures(clientId);
  const shown = useShownFigures();
  const [ask, setAsk] = useState<FigureAsk | null>(null);
  if (figures.error) return <p className="z-field-error">{errorText(figures.error, t)}</p>;
  if (!figures.data) return <Skeleton height={200} className="z-appear-late" />;
  const seen = figures.data;
  if (seen.visits === 0 && seen.noShows === 0 && seen.lateCancels === 0 && seen.averageMinor === null) {
    return <EmptyState icon={IconChartBar} title={t('empty.title')} text={t('empty.text')} />;
  }
  return (
    <div className="z-figures-tab">
      <dl className="z-figure-tiles">
        {shown(seen).map((figure) => (
          <div key={figure.id} data-warn={figure.isWarning || undefined}>
            <dt>{figure.name}</dt>
            <dd>
              <FigureValue figure={figure} onOpen={setAsk} />
            </dd>
          </div>
        ))}
      </dl>
      {(seen.completed > 0 || seen.averageMinor !== null) && (
        <>
          <div className="z-figure-lists">
            <Ranking
              title={t('services')}
              rows={seen.services.map((row) => ({ ...row, ask: { serviceId: row.serviceId } }))}
              onOpen={setAsk}
            />
            <Ranking
              title={t('staff')}
              rows={seen.staff.map((row) => ({ ...row, intervalDays: null, ask: { staffId: row.staffId } }))}
              onOpen={setAsk}
            />
          </div>
          <PivotTable clientId={clientId} onOpen={setAsk} />
        </>
      )}
      {ask && <FigureRows clientId={clientId} ask={ask} onClose={() => setAsk(null)} />}
    </div>
  );
}

interface RankingProps {
  readonly title: string;
  readonly rows: readonly (Omit<ClientFigures['services'][number], 'serviceId'> & {
    readonly ask: Pick<FigureAsk, 'serviceId' | 'staffId'>;
  })[];
  readonly onOpen: (ask: FigureAsk) => void;
}

/** Services or masters, the most frequent first, with a bar to compare them by. */
function Ranking({ title, rows, onOpen }: RankingProps) {
  const { t } = useTranslation('clientFigures');
  const locale = useLocale();
  const money = useMoney();
  const most = Math.max(1, ...rows.map(({ times }) => times));
  return (
    <section className="z-figure-ranking">
      <h2>{title}</h2>
      <ol>
        {rows.map((row) => {
          const times = t('times', { count: row.times });
          const ask: FigureAsk = { title: row.name, kind: 'completed', ...row.ask };
          return (
            <li key={row.ask.serviceId ?? row.ask.staffId}>
              <FigureValue figure={{ id: '', name: row.name, value: row.name, ask }} onOpen={onOpen} />
              <span className="z-number">
                {times} · {money(row.sumMinor)}
              </span>
              <span className="z-figure-bar" style={{ inlineSize: `${(row.times / most) * 100}%` }} aria-hidden />
              <small className="z-dim">
                {row.intervalDays !== null && `${t('every', { count: row.intervalDays })}, `}
                {t('last', { date: formatDate(row.lastOn, 'short', locale) })}
              </small>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
