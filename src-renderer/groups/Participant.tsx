import { ActionIcon, Menu, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconChevronDown, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { healthLines } from '../../src-shared/clients/client-card.rules.ts';
import type { DayEvent, DayVisit } from '../../src-shared/journal/journal.contract.ts';
import { useMoney } from '../app/session.ts';
import { StatusSign } from '../journal/StatusSign.tsx';
import { useVisitStatus } from '../journal/use-visit-status.ts';

interface ParticipantProps {
  readonly visit: DayVisit;
  readonly event: DayEvent;
  readonly canEdit: boolean;
  /** Gives the seat back; absent for one that is free already. */
  readonly onLeave?: () => void;
}

/** One participant: name, phone, what may do harm, and their own status. */
export function Participant({ visit, event, canEdit, onLeave }: ParticipantProps) {
  const { t } = useTranslation(['groups', 'journal']);
  const money = useMoney();
  const { nextOf, setStatus } = useVisitStatus();
  const who = visit.clientName || t('journal:conflicts.noClient');
  const next = canEdit ? nextOf(visit).filter((status) => status !== 'cancelled') : [];
  const priceMinor = visit.lines[0]?.priceMinor ?? 0;
  const status = t(`journal:screen.status.${visit.status}`);
  const sign = (
    <>
      <StatusSign status={visit.status} />
      {status}
    </>
  );
  return (
    <li className="zg-row">
      <div className="zg-who">
        <Text size="md" fw={550} td={onLeave ? undefined : 'line-through'}>
          {who}
        </Text>
        <Text size="sm" c="dimmed" className="z-nums">
          {[visit.clientPhone, priceMinor === event.priceMinor ? null : money(priceMinor), visit.comment]
            .filter(Boolean)
            .join(' · ')}
        </Text>
        {visit.cancelReason && (
          <Text size="sm" c="dimmed">
            {visit.cancelReason}
          </Text>
        )}
        {healthLines(visit, t).map((line) => (
          <Text key={line} size="sm" className="zg-allergy">
            <IconAlertTriangle size={14} aria-hidden /> {line}
          </Text>
        ))}
      </div>
      {next.length > 0 ? (
        <Menu width={230} position="bottom-end">
          <Menu.Target>
            <UnstyledButton className="zg-status" aria-label={t('groups:drawer.status', { who, status })}>
              {sign}
              <IconChevronDown size={14} aria-hidden />
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            {next.map((item) => (
              <Menu.Item key={item} leftSection={<StatusSign status={item} />} onClick={() => setStatus(visit, item)}>
                {t(`journal:screen.status.${item}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : (
        <span className="zg-status">{sign}</span>
      )}
      {onLeave && canEdit && nextOf(visit).includes('cancelled') && (
        <Tooltip label={t('groups:drawer.leave')}>
          <ActionIcon
            variant="subtle"
            color="danger"
            aria-label={t('groups:drawer.leaveOf', { who })}
            onClick={onLeave}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </li>
  );
}
