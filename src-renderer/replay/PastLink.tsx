import { Anchor } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDesk } from '../app/session.ts';
import { addressPath } from '../journal/journal-address.ts';

interface PastLinkProps {
  readonly localDate: string;
  readonly atMs: number;
  readonly commandId: number;
}

/** From a line of a visit's history to the journal as it looked right after it. */
export function PastLink({ localDate, atMs, commandId }: PastLinkProps) {
  const { t } = useTranslation('replay');
  const { today, session } = useDesk();
  const past = { atMs, commandId };
  const to = addressPath({ view: 'day', by: session.preferences.journalBy, id: null, date: localDate, past }, today);
  return (
    <Anchor component={Link} to={to} size="xs" className="zr-link">
      <IconHistory size={13} aria-hidden /> {t('show')}
    </Anchor>
  );
}
