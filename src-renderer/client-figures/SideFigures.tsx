import './client-figures.css';
import { Skeleton } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientId } from '../../src-shared/contract-base.ts';
import { ClientStatusSign } from './ClientStatusSign.tsx';
import { FigureRows } from './FigureRows.tsx';
import { FigureValue } from './FigureValue.tsx';
import type { FigureAsk } from './figure-ask.ts';
import { type ShownFigure, useFigures, useShownFigures } from './use-figures.ts';

const TOP = 3;

interface SideFiguresProps {
  readonly clientId: ClientId;
  /** What else is known of the client, below the figures. */
  readonly children?: ReactNode;
}

/** The figures beside a client's tabs (ui.md 8.2): each opens the visits behind it. */
export function SideFigures({ clientId, children }: SideFiguresProps) {
  const { t } = useTranslation('clientFigures');
  const figures = useFigures(clientId);
  const shown = useShownFigures();
  const [ask, setAsk] = useState<FigureAsk | null>(null);
  const seen = figures.data;
  const favourites = (list: 'services' | 'staff'): ShownFigure[] =>
    (seen?.[list] ?? []).slice(0, list === 'staff' ? 1 : TOP).map((one) => ({
      id: `${list}-${'serviceId' in one ? one.serviceId : one.staffId}`,
      name: one.name,
      value: one.name,
      note: t('times', { count: one.times }),
      ask: {
        title: one.name,
        kind: 'completed',
        ...('serviceId' in one ? { serviceId: one.serviceId } : { staffId: one.staffId }),
      },
    }));
  return (
    <section className="z-client-figures" aria-label={t('side')} aria-busy={figures.isPending}>
      {!seen && !figures.error && <Skeleton height={240} className="z-appear-late" />}
      {seen && (
        <>
          <ClientStatusSign figures={seen} />
          <dl>
            {shown(seen)
              .filter(({ id, ask: opens }) => opens || !['lateCancels', 'firstOn', 'average'].includes(id))
              .map((figure) => (
                <div key={figure.id} data-warn={figure.isWarning || undefined} data-figure={figure.id}>
                  <dt>{figure.name}</dt>
                  <dd>
                    <FigureValue figure={figure} onOpen={setAsk} />
                  </dd>
                </div>
              ))}
          </dl>
          {(['favouriteStaff', 'favouriteService'] as const).map((name) => {
            const list = favourites(name === 'favouriteStaff' ? 'staff' : 'services');
            if (list.length === 0) return null;
            return (
              <div key={name}>
                <h2>{t(`figures.${name}`)}</h2>
                <ul>
                  {list.map((figure) => (
                    <li key={figure.id}>
                      <FigureValue figure={figure} onOpen={setAsk} />
                    </li>
                  ))}
                </ul>
              </div>
            );
          })}
        </>
      )}
      {children}
      {ask && <FigureRows clientId={clientId} ask={ask} onClose={() => setAsk(null)} />}
    </section>
  );
}
