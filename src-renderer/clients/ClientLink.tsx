import { Link } from 'react-router';
import { useCan } from '../app/session.ts';

interface ClientLinkProps {
  readonly clientId: number | null;
  readonly name: string;
  /** Tab of the card that opens. */
  readonly tab?: string;
  readonly className?: string;
  readonly onClick?: () => void;
}

/** The name of a client; it leads to the card for whoever may see cards, and is plain text for others. */
export function ClientLink({ clientId, name, tab, className, onClick }: ClientLinkProps) {
  const maySee = useCan('see_clients');
  if (clientId === null || !maySee) return <>{name}</>;
  const to = tab === undefined ? `/clients/${clientId}` : `/clients/${clientId}?tab=${tab}`;
  return (
    <Link to={to} {...(className === undefined ? {} : { className })} {...(onClick ? { onClick } : {})}>
      {name}
    </Link>
  );
}
