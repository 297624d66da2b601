import { memo, useMemo } from 'react';
import { GridCard } from './GridCard.tsx';
import { CARD_MARGIN, MIN_CARD_HEIGHT } from './grid-geometry.ts';
import { itemsInOrder, layoutColumn, offIntervals } from './grid-layout.ts';
import { formatRange } from './grid-model.ts';
import type { GridBlock, GridColumn, GridDraft, GridLabels } from './grid-model.ts';
import { fitText, measureText } from './grid-text.ts';

interface GridColumnProps {
  readonly column: GridColumn;
  /** Place and size in pixels. */
  readonly x: number;
  readonly width: number;
  readonly dayStartMin: number;
  readonly dayEndMin: number;
  readonly pxPerMin: number;
  /** The card of this column that holds the tab stop, the one that is selected, the visit being written here. */
  readonly activeId: string | null;
  readonly selectedId: string | null;
  readonly draft: GridDraft | null;
  readonly labels: GridLabels;
  readonly fontEpoch: number;
}

/** One column of the body; renders only when something in this very column changed. */
export const GridColumnView = memo(function GridColumnView(props: GridColumnProps) {
  const { column, x, width, dayStartMin, dayEndMin, pxPerMin, activeId, selectedId, draft, labels, fontEpoch } = props;
  const placed = useMemo(() => {
    // In the DOM the cards stand in the order of Tab and of a screen reader.
    const places = new Map(layoutColumn(column.items, MIN_CARD_HEIGHT / pxPerMin).map((place) => [place.item, place]));
    return itemsInOrder(column).flatMap((item) => places.get(item) ?? []);
  }, [column, pxPerMin]);
  const top = (minute: number): number => (minute - dayStartMin) * pxPerMin;
  const off = offIntervals(column.work, dayStartMin, dayEndMin);
  const isWholeDayOff = column.work.length === 0;
  const room = width - 2 * CARD_MARGIN;
  return (
    <>
      <div className="jg-ground" style={{ left: x, width }}>
        {off.map(([start, end]) => (
          <div key={start} className="jg-off" style={{ top: top(start), height: (end - start) * pxPerMin }} />
        ))}
        <div className="jg-off jg-off-after" style={{ top: top(dayEndMin) }} />
        {column.offLabel !== undefined && (
          <div
            className={isWholeDayOff ? 'jg-off-label jg-off-all' : 'jg-off-label'}
            style={{ top: top(column.offLabel.atMin) + 8 }}
          >
            {column.offLabel.text}
          </div>
        )}
      </div>
      <div
        className="jg-col"
        role="list"
        aria-label={labels.column(column.title, column.items.length)}
        data-column={column.id}
        style={{ left: x, width }}
      >
        {column.blocks.map((block) => {
          // Only the part on screen, so that the reason of a block of the whole day is seen.
          const start = Math.max(block.startMin, dayStartMin);
          const end = Math.min(block.endMin, dayEndMin);
          if (start >= end) return null;
          return (
            <Block
              key={block.id}
              block={block}
              top={top(start) + 1}
              height={(end - start) * pxPerMin - 2}
              room={room}
              wholeDay={labels.wholeDay}
            />
          );
        })}
        {placed.map(({ item, left, width: share, isInset, isGapFilled }) => (
          <GridCard
            key={item.id}
            item={item}
            left={CARD_MARGIN + Math.round(left * room)}
            top={Math.round(top(item.startMin))}
            width={Math.round(share * room) - (left + share < 0.999 ? 2 : 0)}
            height={Math.max(MIN_CARD_HEIGHT, Math.round((item.endMin - item.startMin) * pxPerMin) - 2)}
            pxPerMin={pxPerMin}
            isInset={isInset}
            isGapFilled={isGapFilled}
            isActive={item.id === activeId}
            isSelected={item.id === selectedId}
            gapLabel={labels.gap}
            fontEpoch={fontEpoch}
          />
        ))}
        {draft !== null && (
          <div
            className="jg-draft"
            style={{
              top: top(draft.startMin),
              height: Math.max(MIN_CARD_HEIGHT, (draft.endMin - draft.startMin) * pxPerMin),
            }}
          >
            {`${formatRange(draft.startMin, draft.endMin)}\n${fitText(draft.label, room - 16, 'body')}`}
          </div>
        )}
      </div>
    </>
  );
});

interface BlockProps {
  readonly block: GridBlock;
  readonly top: number;
  readonly height: number;
  readonly room: number;
  /** How a block from midnight to midnight is told. */
  readonly wholeDay: string;
}

function Block({ block, top, height, room, wholeDay }: BlockProps) {
  const isWholeDay = block.startMin === 0 && block.endMin === 1440;
  const range = isWholeDay ? wholeDay : formatRange(block.startMin, block.endMin);
  const space = room - 36;
  const label = fitText(block.label, space, 'body');
  const isRangeShown = label === block.label && measureText(`${label}  ${range}`, 'body') <= space;
  return (
    <div
      className={`jg-block jg-block-${block.kind}`}
      role="listitem"
      aria-label={`${block.label}, ${range}`}
      style={{ top, height }}
    >
      {isRangeShown ? `${label}  ${range}` : label}
    </div>
  );
}
