import { formatDate } from '../../src-shared/i18n/format.ts';
import { formatRange } from '../../src-shared/kernel/wall-time.ts';
import { useLocale } from '../app/session.ts';

/** A booking as it is told to a person who is about to take its time away. */
interface Affected {
  readonly localDate: string;
  readonly startMin: number;
  readonly endMin: number;
  readonly staffName: string;
  readonly clientName: string;
  readonly serviceName: string;
}

interface AffectedListProps {
  readonly affected: readonly Affected[];
}

/** Bookings by day and master: time, client, service. */
export function AffectedList({ affected }: AffectedListProps) {
  const locale = useLocale();
  const groups = [...Map.groupBy(affected, ({ localDate, staffName }) => `${localDate}/${staffName}`)];
  return (
    <div className="z-affected" tabIndex={0} role="group">
      {groups.map(([key, items]) => (
        <section key={key}>
          <h3>
            {formatDate(items[0]!.localDate, 'day', locale)} <span className="z-dim">{items[0]!.staffName}</span>
          </h3>
          <ul>
            {items.map((item, index) => (
              <li key={index}>
                <time>{formatRange(item.startMin, item.endMin)}</time>
                <strong>{item.clientName || '—'}</strong>
                <span className="z-dim">{item.serviceName}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
