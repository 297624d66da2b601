import { useQuery } from '@tanstack/react-query';
import {
  IconAlertTriangle,
  IconCake,
  IconFlask,
  IconHistory,
  IconNote,
  IconPhone,
  IconSparkles,
  IconStar,
} from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { PointerEvent, ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { formatDate, formatInstant } from '../../src-shared/i18n/format.ts';
import { healthLines } from '../../src-shared/clients/client-card.rules.ts';
import type { DayVisit } from '../../src-shared/journal/journal.contract.ts';
import { formatRange } from '../../src-shared/kernel/wall-time.ts';
import { ClientMarkChip } from '../clients/ClientMarkChip.tsx';
import { api } from '../api/client.ts';
import { useDesk, useMoney } from '../app/session.ts';
import { StatusSign } from './StatusSign.tsx';

const DELAY_MS = 400;
const WIDTH = 300;

interface VisitHoverProps {
  /** The grid; its cards are told by `data-item`. */
  readonly children: ReactNode;
  readonly visitOf: (itemId: string) => DayVisit | null;
  readonly staffName: (staffId: number) => string;
  readonly isOff: boolean;
}

interface Shown {
  readonly visit: DayVisit;
  readonly rect: DOMRect;
}

/** Tells more about the card under the pointer after 400 ms (ui.md 4). All of it stands in the form too. */
export function VisitHover({ children, visitOf, staffName, isOff }: VisitHoverProps) {
  const [shown, setShown] = useState<Shown | null>(null);
  const timer = useRef(0);
  const over = useRef<Element | null>(null);
  const hide = (): void => {
    window.clearTimeout(timer.current);
    over.current = null;
    setShown(null);
  };
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const onPointerOver = (event: PointerEvent): void => {
    if (event.pointerType === 'touch' || event.buttons !== 0 || isOff) return;
    const card = (event.target as Element).closest<HTMLElement>('[data-item]');
    if (card === over.current) return;
    hide();
    if (card === null) return;
    over.current = card;
    timer.current = window.setTimeout(() => {
      const visit = visitOf(card.dataset['item'] ?? '');
      if (visit && card.isConnected) setShown({ visit, rect: card.getBoundingClientRect() });
    }, DELAY_MS);
  };
  return (
    <div
      className="zj-grid"
      onPointerOver={onPointerOver}
      onPointerLeave={hide}
      onPointerDownCapture={hide}
      onKeyDownCapture={hide}
      onWheelCapture={hide}
    >
      {children}
      {shown !== null && !isOff && createPortal(<HoverCard {...shown} staffName={staffName} />, document.body)}
    </div>
  );
}

function HoverCard({ visit, rect, staffName }: Shown & { readonly staffName: (staffId: number) => string }) {
  const { t } = useTranslation('journal');
  const { settings, session, today } = useDesk();
  const money = useMoney();
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(rect.top);
  const history = useQuery(api.history.ofRecord.queryOptions({ input: { entity: 'visit', id: visit.id } }));
  useEffect(() => {
    const height = box.current?.offsetHeight ?? 0;
    setTop(Math.max(8, Math.min(rect.top, window.innerHeight - height - 8)));
  }, [rect, history.data]);
  const isRight = rect.right + WIDTH + 12 < window.innerWidth;
  const [last] = (history.data ?? []).toSorted((a, b) => b.atMs - a.atMs);
  const total = visit.lines.reduce((sum, line) => sum + line.priceMinor, 0);
  return (
    <div
      ref={box}
      className="zj-hover"
      role="tooltip"
      style={{ top, left: isRight ? rect.right + 6 : Math.max(8, rect.left - WIDTH - 6), width: WIDTH }}
    >
      <div className="zj-hover-head">
        <StatusSign status={visit.status} />
        <b>{visit.clientName || t('screen.card.client')}</b>
        {visit.clientCategory && <ClientMarkChip mark={visit.clientCategory} />}
      </div>
      {visit.clientPhone && <Row icon={<IconPhone size={14} aria-hidden />}>{visit.clientPhone}</Row>}
      {healthLines(visit, t).map((line) => (
        <Row key={line} icon={<IconAlertTriangle size={14} aria-hidden />} tone="danger">
          {line}
        </Row>
      ))}
      {visit.lines.map((line) => (
        <div key={line.id} className="zj-hover-line">
          <span>{formatRange(line.startMin, line.startMin + line.durationMin)}</span>
          <span>
            {line.serviceName}
            <span className="z-dim">{staffName(line.staffId)}</span>
          </span>
          <span>{money(line.priceMinor)}</span>
        </div>
      ))}
      {visit.lines.length > 1 && <div className="zj-hover-total">{t('screen.card.total', { sum: money(total) })}</div>}
      <FormulaMark visitId={visit.id} />
      {visit.comment && (
        <Row icon={<IconNote size={14} aria-hidden />}>{t('screen.card.comment', { text: visit.comment })}</Row>
      )}
      {visit.clientNote && (
        <Row icon={<IconNote size={14} aria-hidden />}>{t('screen.card.note', { text: visit.clientNote })}</Row>
      )}
      {visit.wantsThisMaster && <Row icon={<IconStar size={14} aria-hidden />}>{t('screen.card.wantsMaster')}</Row>}
      {visit.isFirstVisit && <Row icon={<IconSparkles size={14} aria-hidden />}>{t('screen.card.firstVisit')}</Row>}
      {visit.isBirthday && <Row icon={<IconCake size={14} aria-hidden />}>{t('screen.card.birthday')}</Row>}
      {visit.cancelReason && <Row>{t('screen.card.cancelled', { reason: visit.cancelReason })}</Row>}
      {last && (
        <Row icon={<IconHistory size={14} aria-hidden />} tone="dim">
          {t('screen.card.changed', {
            who: last.actorName ?? t('screen.card.someone'),
            when: formatInstant(last.atMs, settings.timeZone, session.user.locale, Number(today.slice(0, 4))),
          })}
        </Row>
      )}
    </div>
  );
}

/** Whether a formula is written here, or an earlier one may be repeated. */
function FormulaMark({ visitId }: { readonly visitId: DayVisit['id'] }) {
  const { t } = useTranslation('treatments');
  const { locale } = useDesk().session.user;
  const lines = useQuery(api.treatments.ofVisit.queryOptions({ input: { visitId } })).data ?? [];
  const last = lines.find((line) => line.last !== null)?.last;
  const isWritten = lines.some(({ formulas }) => formulas.length > 0);
  if (!isWritten && !last) return null;
  return (
    <Row icon={<IconFlask size={14} aria-hidden />}>
      {isWritten ? t('hasFormula') : t('hasEarlier', { date: formatDate(last?.localDate ?? '', 'short', locale) })}
    </Row>
  );
}

interface RowProps {
  readonly icon?: ReactNode;
  readonly tone?: 'danger' | 'dim';
  readonly children: ReactNode;
}

function Row({ icon, tone, children }: RowProps) {
  return (
    <div className="zj-hover-row" data-tone={tone}>
      {icon}
      <span>{children}</span>
    </div>
  );
}
