import {
  IconCheck,
  IconChecks,
  IconHourglass,
  IconPlayerPlay,
  IconUserCheck,
  IconUserX,
  IconX,
  type Icon,
} from '@tabler/icons-react';
import type { VisitStatus } from '../../src-shared/journal/journal.contract.ts';

/** The icons of the statuses (ui.md 3.2). */
export const STATUS_ICONS: Readonly<Record<VisitStatus, Icon>> = {
  booked: IconHourglass,
  confirmed: IconCheck,
  arrived: IconUserCheck,
  in_progress: IconPlayerPlay,
  completed: IconChecks,
  no_show: IconUserX,
  cancelled: IconX,
};

/** A small sample of a status: its fill, edge, pattern and icon. Decoration beside its name. */
export function StatusSign({ status }: { readonly status: VisitStatus }) {
  const IconPicture = STATUS_ICONS[status];
  return (
    <span className={`zj-sign zj-sign-${status}`} aria-hidden>
      <IconPicture size={12} stroke={2.2} />
    </span>
  );
}
