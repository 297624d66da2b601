import { memo } from 'react';
import type { CSSProperties } from 'react';
import { cardClasses, cardFace, faceClasses, tailClass } from './card-face.ts';
import type { CardFace } from './card-face.ts';
import { formatMinute, formatRange } from './grid-model.ts';
import type { GridItem } from './grid-model.ts';

interface GridCardProps {
  readonly item: GridItem;
  /** Place inside the column, in pixels. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly pxPerMin: number;
  readonly isInset: boolean;
  readonly isGapFilled: boolean;
  /** It holds the grid's one tab stop. */
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly gapLabel: string;
  /** Grows when a font has arrived: the texts must be measured anew. */
  readonly fontEpoch: number;
}

/** One visit on the grid. Three elements at most in the common case: a full salon shows eight hundred (ui.md 1.3). */
export const GridCard = memo(function GridCard(props: GridCardProps) {
  const { item, left, top, width, height, isInset, isActive, isSelected } = props;
  const common = {
    role: 'button',
    tabIndex: isActive ? 0 : -1,
    'data-item': item.id,
    'data-visit': item.part === undefined ? undefined : item.visitId,
    'aria-label': item.ariaLabel,
    'aria-current': isSelected ? ('true' as const) : undefined,
  };
  if (item.gap !== undefined) return <SplitCard {...props} common={common} />;
  const face = cardFace(item, item.startMin, item.endMin, width, height);
  const classes = [cardClasses(item), faceClasses(face, item, height)];
  if (isInset) classes.push('jg-inset');
  if (height < 24) classes.push('jg-small');
  const style = placeStyle(item, left, top, width, height);
  return (
    <div role="listitem" className="jg-row">
      <div {...common} className={classes.join(' ')} style={style}>
        <FaceText face={face} item={item} />
      </div>
    </div>
  );
});

function placeStyle(item: GridItem, left: number, top: number, width: number, height: number): CSSProperties {
  const place = { left, top, width, height };
  return item.fill === undefined ? place : ({ ...place, '--jg-custom': item.fill } as CSSProperties);
}

function FaceText({ face, item }: { readonly face: CardFace; readonly item: GridItem }) {
  const load = item.capacity === undefined ? 0 : (item.capacity.taken / Math.max(1, item.capacity.total)) * 100;
  return (
    <>
      {face.before}
      {item.mark === undefined ? (
        <b>{face.name}</b>
      ) : (
        <b className="jg-mark" style={{ textDecorationColor: item.mark }}>
          {face.name}
        </b>
      )}
      {face.after}
      {face.tag !== '' && (
        <span
          className={item.part !== undefined && item.capacity === undefined ? 'jg-tag jg-tag-link' : 'jg-tag'}
          style={{ right: 5 + 16 * face.flags.length }}
        >
          {face.tag}
        </span>
      )}
      {item.capacity !== undefined && !face.isLine && (
        <span className="jg-capacity" style={{ '--load': `${load}%` } as CSSProperties} />
      )}
    </>
  );
}

type CommonProps = Record<string, string | number | undefined>;

/** Two solid parts joined by a dotted rail; the rail is empty space for the pointer, because its time is bookable. */
function SplitCard(props: GridCardProps & { readonly common: CommonProps }) {
  const { item, left, top, width, height, pxPerMin, isInset, isGapFilled, gapLabel, common } = props;
  const gap = item.gap ?? [item.endMin, item.endMin];
  const gapTop = (gap[0] - item.startMin) * pxPerMin - 1;
  const gapEnd = (gap[1] - item.startMin) * pxPerMin;
  const lastHeight = Math.max(16, height - gapEnd);
  const face = cardFace(item, item.startMin, item.endMin, width, Math.min(gapTop, 73));
  const railHeight = gapEnd - gapTop;
  const railText =
    railHeight >= 28
      ? `${gapLabel}\n${formatRange(gap[0], gap[1])}`
      : railHeight >= 14
        ? `${gapLabel} ${formatMinute(gap[0])}`
        : '';
  const lastText = `${formatRange(gap[1], item.endMin)}${lastHeight >= 34 && item.price !== '' ? `\n${item.price}` : ''}`;
  const style = placeStyle(item, left, top, width, height);
  return (
    <div role="listitem" className="jg-row">
      <div {...common} className={`${cardClasses(item)} jg-split${isInset ? ' jg-inset' : ''}`} style={style}>
        <div className={`jg-part ${faceClasses(face, item, gapTop)}`} style={{ top: 0, height: gapTop }}>
          <FaceText face={face} item={item} />
        </div>
        <div className="jg-rail" style={{ top: gapTop, height: railHeight }}>
          {width < 110 || isGapFilled ? '' : railText}
        </div>
        <div className={`jg-part jg-tail ${tailClass(item)}`} style={{ top: gapEnd, height: lastHeight }}>
          {lastText}
        </div>
      </div>
    </div>
  );
}
