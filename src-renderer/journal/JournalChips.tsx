import { ActionIcon, Button, CloseButton, Tooltip } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCut,
  IconCopy,
  IconEyeOff,
  IconMinus,
  IconPlus,
  IconUserOff,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { Day, VisitStatus } from '../../src-shared/journal/journal.contract.ts';
import { formatPercent } from '../../src-shared/i18n/format.ts';
import { useLocale } from '../app/session.ts';
import { type JournalFilter, NO_FILTER, filterCount } from './journal-filter.ts';
import { JournalFilters } from './JournalFilters.tsx';
import { WaitingChip } from '../waiting/WaitingChip.tsx';
import { StatusSign } from './StatusSign.tsx';

/** What the day comes to. Money in minor units, load in basis points. */
export interface DayFigures {
  readonly visits: number;
  readonly loadBp: number | null;
  readonly plannedText: string;
  readonly byStatus: Readonly<Record<VisitStatus, number>>;
  /** Completed and not fully paid. */
  readonly owing: number;
}

/** A visit on its way to another place by Ctrl+X or Ctrl+C. */
export interface ClipText {
  readonly kind: 'move' | 'copy' | 'wait';
  readonly who: string;
}

const CLIP_TEXTS = { move: 'screen.chips.clipMove', copy: 'screen.chips.clipCopy', wait: 'waiting:placing' } as const;

interface JournalChipsProps {
  readonly figures: DayFigures;
  readonly filter: JournalFilter;
  readonly onFilter: (change: Partial<JournalFilter>) => void;
  /** A week has one master or room, so nobody is looked for. */
  readonly isWeek: boolean;
  readonly day: Day;
  readonly notWorking: number;
  readonly showsNotWorking: boolean;
  readonly onNotWorking: () => void;
  readonly hidden: number;
  readonly onShowHidden: () => void;
  readonly stepMin: 5 | 10 | 15;
  readonly onStep: (step: 5 | 10 | 15) => void;
  readonly zoom: number;
  /** Null where nothing is drawn to scale. */
  readonly onZoom: ((delta: 1 | -1 | 0) => void) | null;
  readonly clip: ClipText | null;
  readonly onClipEnd: () => void;
}

const FILTERS = ['booked', 'arrived', 'completed'] as const;
const STEPS = [5, 10, 15] as const;
/** Zoom of 100 %: pixels a minute. */
export const USUAL_ZOOM = 1.3;

/** The day in figures, each status a filter; at the right the grid's step and zoom. */
export function JournalChips(props: JournalChipsProps) {
  const { figures, onFilter, onZoom, clip } = props;
  const { t } = useTranslation(['journal', 'checkout']);
  const filter = props.filter.status;
  const setStatus = (status: VisitStatus | null): void => onFilter({ status });
  const active = filterCount(props.filter);
  if (clip !== null) {
    return (
      <div className="zj-chips zj-clip" role="status">
        {clip.kind === 'copy' ? <IconCopy size={16} aria-hidden /> : <IconCut size={16} aria-hidden />}
        <span>{t(CLIP_TEXTS[clip.kind], { who: clip.who })}</span>
        <Button size="compact-sm" variant="default" onClick={props.onClipEnd}>
          {t('common:cancel')}
        </Button>
      </div>
    );
  }
  return (
    <div className="zj-chips">
      <div className="zj-chip-list" role="group" aria-label={t('screen.chips.label')}>
        <Tooltip label={t(active > 0 ? 'screen.chips.showAll' : 'screen.chips.allShown')}>
          <button
            type="button"
            className="zj-chip zj-chip-fact"
            aria-pressed={active === 0}
            onClick={() => onFilter(NO_FILTER)}
          >
            <Trans t={t} i18nKey="screen.chips.visits" count={figures.visits} components={{ b: <b /> }} />
          </button>
        </Tooltip>
        {figures.loadBp !== null && (
          <LoadChip isOn={props.filter.onlyFree} isWeek={props.isWeek} onToggle={(onlyFree) => onFilter({ onlyFree })}>
            <Trans
              t={t}
              i18nKey="screen.chips.load"
              values={{ percent: Math.round(figures.loadBp / 100) }}
              components={{ b: <b /> }}
            />
          </LoadChip>
        )}
        <Fact>
          <Trans
            t={t}
            i18nKey={props.isWeek ? 'screen.chips.planWeek' : 'screen.chips.plan'}
            values={{ sum: figures.plannedText }}
            components={{ b: <b /> }}
          />
        </Fact>
        {(figures.owing > 0 || props.filter.onlyOwing) && (
          <Tooltip label={t('checkout:journal.chipHint')}>
            <button
              type="button"
              className="zj-chip"
              data-owing
              aria-label={`${t('checkout:journal.chipHint')}: ${figures.owing}`}
              aria-pressed={props.filter.onlyOwing}
              onClick={() => onFilter({ onlyOwing: !props.filter.onlyOwing })}
            >
              <IconAlertTriangle size={14} aria-hidden />
              {t('checkout:journal.chip')} <b>{figures.owing}</b>
            </button>
          </Tooltip>
        )}
        {FILTERS.map((status) => (
          <button
            key={status}
            type="button"
            className="zj-chip"
            data-status={status}
            title={t(`screen.chips.${status}`)}
            aria-pressed={filter === status}
            onClick={() => setStatus(filter === status ? null : status)}
          >
            <StatusSign status={status} />
            <span className="zj-chip-word">{t(`screen.chips.${status}`)}</span> <b>{figures.byStatus[status]}</b>
          </button>
        ))}
        <WaitingChip />
        {filter !== null && !FILTERS.some((status) => status === filter) && (
          <span className="zj-chip" data-status={filter} aria-pressed>
            <StatusSign status={filter} />
            {t(`screen.status.${filter}`)} <b>{figures.byStatus[filter]}</b>
            <CloseButton size="xs" aria-label={t('common:close')} onClick={() => setStatus(null)} />
          </span>
        )}
        {props.filter.jobTitle !== null && (
          <OwnChip text={props.filter.jobTitle} onClose={() => onFilter({ jobTitle: null })} />
        )}
        {props.filter.category !== null && (
          <OwnChip text={props.filter.category.name} onClose={() => onFilter({ category: null })} />
        )}
        {props.notWorking > 0 && (
          <button
            type="button"
            className="zj-chip"
            aria-pressed={props.showsNotWorking}
            aria-label={`${t('screen.chips.notWorking', { count: props.notWorking })}. ${t('screen.chips.showNotWorking')}`}
            onClick={props.onNotWorking}
          >
            <IconUserOff size={14} aria-hidden />
            {t('screen.chips.notWorking', { count: props.notWorking })}
          </button>
        )}
        {props.hidden > 0 && (
          <Tooltip label={t('screen.chips.showHidden')}>
            <button type="button" className="zj-chip" onClick={props.onShowHidden}>
              <IconEyeOff size={14} aria-hidden />
              {t('screen.chips.hidden', { count: props.hidden })}
            </button>
          </Tooltip>
        )}
      </div>
      <div className="zj-scale">
        <JournalFilters day={props.day} filter={props.filter} isWeek={props.isWeek} onFilter={onFilter} />
        {onZoom !== null && <Scale {...props} onZoom={onZoom} />}
      </div>
    </div>
  );
}

interface ScaleProps extends Pick<JournalChipsProps, 'stepMin' | 'onStep' | 'zoom'> {
  readonly onZoom: (delta: 1 | -1 | 0) => void;
}

/** Step and zoom of the grid. */
function Scale({ stepMin, onStep, zoom, onZoom }: ScaleProps) {
  const { t } = useTranslation('journal');
  return (
    <>
      <span aria-hidden>{t('screen.step')}</span>
      <span role="group" aria-label={t('screen.step')} className="zj-steps">
        {STEPS.map((step) => (
          <button
            key={step}
            type="button"
            aria-label={t('screen.stepMin', { count: step })}
            aria-pressed={stepMin === step}
            onClick={() => onStep(step)}
          >
            {step}
          </button>
        ))}
      </span>
      <span aria-hidden>{t('common:minutes')}</span>
      <span role="group" aria-label={t('screen.zoom')} className="zj-zoom">
        <ZoomButton label={t('screen.zoomOut')} onClick={() => onZoom(-1)}>
          <IconMinus size={14} />
        </ZoomButton>
        <ZoomValue zoom={zoom} onReset={() => onZoom(0)} />
        <ZoomButton label={t('screen.zoomIn')} onClick={() => onZoom(1)}>
          <IconPlus size={14} />
        </ZoomButton>
      </span>
    </>
  );
}

interface LoadChipProps {
  readonly isOn: boolean;
  readonly isWeek: boolean;
  readonly onToggle: (isOn: boolean) => void;
  readonly children: ReactNode;
}

/** The load; pressed, it leaves the masters who still have a window. */
function LoadChip({ isOn, isWeek, onToggle, children }: LoadChipProps) {
  const { t } = useTranslation('journal');
  if (isWeek) return <Fact>{children}</Fact>;
  return (
    <Tooltip label={t('screen.chips.onlyFree')}>
      <button type="button" className="zj-chip zj-chip-fact" aria-pressed={isOn} onClick={() => onToggle(!isOn)}>
        {children}
      </button>
    </Tooltip>
  );
}

/** A filter that is on and has no chip of its own. */
function OwnChip({ text, onClose }: { readonly text: string; readonly onClose: () => void }) {
  const { t } = useTranslation('journal');
  return (
    <span className="zj-chip" aria-pressed>
      {text}
      <CloseButton size="xs" aria-label={t('screen.filter.remove', { what: text })} onClick={onClose} />
    </span>
  );
}

function Fact({ children }: { readonly children: ReactNode }) {
  return <span className="zj-fact">{children}</span>;
}

interface ZoomButtonProps {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function ZoomButton({ label, onClick, children }: ZoomButtonProps) {
  return (
    <ActionIcon variant="subtle" color="gray" size={24} aria-label={label} onClick={onClick}>
      {children}
    </ActionIcon>
  );
}

function ZoomValue({ zoom, onReset }: { readonly zoom: number; readonly onReset: () => void }) {
  const { t } = useTranslation('journal');
  const locale = useLocale();
  const percent = Math.round((zoom / USUAL_ZOOM) * 100);
  return (
    <button type="button" aria-label={t('screen.zoomReset', { percent })} onClick={onReset}>
      {formatPercent(percent, locale)}
    </button>
  );
}
