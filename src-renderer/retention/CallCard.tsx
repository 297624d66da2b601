import { ActionIcon, Checkbox, CopyButton, Textarea, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCopy, IconExternalLink, IconPencil, IconPhone } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { formatDate } from '../../src-shared/i18n/format.ts';
import type { CallRow } from '../../src-shared/retention/retention.contract.ts';
import { fillScript } from '../../src-shared/retention/retention.rules.ts';
import { api } from '../api/client.ts';
import { errorText } from '../api/error-text.ts';
import { useCan, useLocale, useMoney, useSettings } from '../app/session.ts';
import { CallHistory } from './CallHistory.tsx';
import { useReasonTexts } from './reason-text.ts';

interface CallCardProps {
  readonly row: CallRow;
  /** Services that are looked for and booked. */
  readonly chosen: readonly number[];
  readonly note: string;
  readonly isQuiet: boolean;
  readonly onChoose: (serviceIds: readonly number[]) => void;
  readonly onNote: (note: string) => void;
  readonly onEditScript: () => void;
}

/** The one who is called: why, the phone, what to say, what was said before. */
export function CallCard(props: CallCardProps) {
  const { row, chosen, note, isQuiet, onChoose, onNote, onEditScript } = props;
  const { t } = useTranslation('retention');
  const money = useMoney();
  const locale = useLocale();
  const settings = useSettings();
  const canSet = useCan('settings');
  const canCall = useCan('edit_journal');
  const texts = useReasonTexts();
  const client = useQuery(api.retention.client.queryOptions({ input: { clientId: row.clientId } }));
  const [first] = row.items;
  const said = row.items.find(({ serviceId }) => chosen[0] === serviceId) ?? first;
  const script =
    client.data === undefined || client.data.script === ''
      ? ''
      : fillScript(client.data.script, {
          client: client.data.firstName,
          service: said?.serviceName ?? '',
          staff: said?.staffName ?? '',
          days: texts.since(said?.lastOn ?? row.lastVisitOn),
          salon: settings.salonName,
        });
  const promised = row.isPromised && row.lastCall?.nextOn ? row.lastCall.nextOn : null;
  const isLost = first?.state === 'lost';
  return (
    <>
      <header className="zr-card-head">
        <h2>{row.name}</h2>
        <Link to={`/clients/${row.clientId}`} className="zr-card-link">
          <IconExternalLink size={14} aria-hidden /> {t('card.open')}
        </Link>
      </header>
      {[row.allergy, row.contraindication]
        .filter((text) => text !== '')
        .map((text) => (
          <p key={text} className="zr-allergy">
            <IconAlertTriangle size={16} aria-hidden /> {text}
          </p>
        ))}
      <PhoneLine phone={row.phone} isQuiet={isQuiet || row.skip !== null} />
      {row.skip && (
        <p className="zr-skip">
          {t(`skip.explain.${row.skip}`)}{' '}
          {row.skipUntil && t('skip.until', { date: formatDate(row.skipUntil, 'full', locale) })}
        </p>
      )}
      <ul className="zr-reasons">
        {promised && <li>{t('reason.promised', { date: formatDate(promised, 'dayMonth', locale) })}</li>}
        {row.items.map((item, index) => (
          <li key={item.serviceId}>
            <Checkbox
              size="sm"
              checked={chosen.includes(item.serviceId)}
              label={isLost && index > 0 ? `${item.serviceName} (${item.staffName})` : texts.item(item)}
              onChange={(event) =>
                onChoose(
                  event.currentTarget.checked
                    ? [...chosen, item.serviceId]
                    : chosen.filter((id) => id !== item.serviceId),
                )
              }
            />
          </li>
        ))}
        {row.items.length === 0 && !promised && <li>{t('reason.nothing')}</li>}
      </ul>
      <p className="z-dim">
        {t('card.spent', { visits: row.visits, money: money(row.spentMinor) })}
        {row.noShows > 0 && `, ${t('card.noShows', { count: row.noShows })}`}
      </p>
      <section className="zr-script">
        <div className="zr-script-head">
          <h3>{t('card.script')}</h3>
          {canSet && (
            <Tooltip label={t('card.editScript')}>
              <ActionIcon
                size="sm"
                variant="subtle"
                color="gray"
                aria-label={t('card.editScript')}
                onClick={onEditScript}
              >
                <IconPencil size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          )}
        </div>
        <p>{script === '' && client.isSuccess ? <span className="z-dim">{t('card.noScript')}</span> : script}</p>
      </section>
      {canCall && (
        <Textarea
          label={t('card.note')}
          placeholder={t('card.notePlaceholder')}
          autosize
          minRows={1}
          maxRows={4}
          maxLength={1000}
          value={note}
          onChange={(event) => onNote(event.currentTarget.value)}
        />
      )}
      <section className="zr-history">
        <h3>{t('card.history')}</h3>
        {client.error && <p className="z-field-error">{errorText(client.error, t)}</p>}
        {client.data && <CallHistory calls={client.data.calls} />}
      </section>
    </>
  );
}

/** The phone as a link that dials, and to copy; in quiet hours only to be read. */
function PhoneLine({ phone, isQuiet }: { readonly phone: string | null; readonly isQuiet: boolean }) {
  const { t } = useTranslation('retention');
  const seesPhones = useCan('see_phones');
  if (phone === null) return <p className="zr-phone z-dim">{t('card.noPhone')}</p>;
  return (
    <p className="zr-phone">
      {seesPhones && !isQuiet ? (
        <a href={`tel:${phone.replaceAll(/[^\d+]/gu, '')}`} aria-label={t('card.call', { phone })}>
          <IconPhone size={18} aria-hidden /> {phone}
        </a>
      ) : (
        <span>{phone}</span>
      )}
      {seesPhones && (
        <CopyButton value={phone} timeout={1500}>
          {({ copied, copy }) => (
            <Tooltip label={copied ? t('card.copied') : t('card.copy')}>
              <ActionIcon size="sm" variant="subtle" color="gray" aria-label={t('card.copy')} onClick={copy}>
                {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
              </ActionIcon>
            </Tooltip>
          )}
        </CopyButton>
      )}
    </p>
  );
}
