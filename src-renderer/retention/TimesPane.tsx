import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundSlot } from '../../src-shared/availability/availability.contract.ts';
import type { CallRow } from '../../src-shared/retention/retention.contract.ts';
import { personName } from '../../src-shared/staff/staff.rules.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useSettings } from '../app/session.ts';
import { WindowList } from '../availability/WindowList.tsx';
import '../availability/availability.css';
import type { BestTimes, Whose } from './use-best-times.ts';

interface TimesPaneProps {
  readonly row: CallRow;
  readonly times: BestTimes;
  readonly index: number;
  readonly listRef: RefObject<HTMLDivElement | null>;
  readonly onIndex: (index: number) => void;
  readonly onWhose: (whose: Whose) => void;
  /** Books at once. */
  readonly onPick: (slot: FoundSlot) => void;
}

/** The best times for the client who is called, with their own master or with anybody. */
export function TimesPane({ row, times, index, listRef, onIndex, onWhose, onPick }: TimesPaneProps) {
  const { t } = useTranslation('retention');
  const { nameOrder } = useSettings();
  const staff = useQuery(api.staff.list.queryOptions({ input: {} }));
  const nameOf = (id: number): string => {
    const person = staff.data?.find((one) => one.id === id);
    return person ? personName(person, nameOrder) : '';
  };
  const [first] = row.items;
  return (
    <div className="zr-best">
      <div className="zr-pane-head">
        <h2>{t('windows.best', { name: row.name })}</h2>
      </div>
      {first && (
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={t('windows.whoseLabel')}
          value={times.whose}
          data={[
            { value: 'own', label: first.staffName },
            { value: 'any', label: t('windows.any') },
          ]}
          onChange={(value) => onWhose(value === 'any' ? 'any' : 'own')}
        />
      )}
      {times.error !== null && <p className="z-field-error">{errorText(times.error, t)}</p>}
      {times.isSearching && <p className="z-dim z-appear-late">{t('windows.searching')}</p>}
      {!times.isSearching && times.rows.length === 0 && times.error === null && (
        <p className="z-dim">{t('windows.noneForClient')}</p>
      )}
      {times.rows.length > 0 && (
        <>
          <WindowList
            rows={times.rows}
            index={index}
            listRef={listRef}
            note={null}
            staffName={nameOf}
            onIndex={onIndex}
            onPick={(one) => onPick(one.slot)}
          />
          <footer className="z-dim">{t('windows.bookHint')}</footer>
        </>
      )}
    </div>
  );
}
