import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import {
  IconBrandTelegram,
  IconBrandVk,
  IconBrandWhatsapp,
  IconCake,
  IconCheck,
  IconCopy,
  IconCreditCard,
  IconDiscount,
  IconMail,
  IconMapPin,
  IconMessage,
  IconNote,
  IconPhone,
  IconPhoneOff,
  IconPin,
  IconUserX,
  type Icon as TablerIcon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addressLine, birthdayFacts, reliabilityOf } from '../../../src-shared/clients/client-card.rules.ts';
import type { ClientCard } from '../../../src-shared/clients/clients.contract.ts';
import { formatDate, formatNumber } from '../../../src-shared/i18n/format.ts';
import { formatPhone } from '../../../src-shared/kernel/fold.ts';
import { localOf } from '../../../src-shared/kernel/wall-time.ts';
import { useCan, useDesk, useLocale, useSettings } from '../../app/session.ts';
import { HealthBanner } from '../HealthBanner.tsx';
import { TagRow } from './TagRow.tsx';

/** The next birthday is spoken of when it is this near. */
const BIRTHDAY_SOON_DAYS = 30;

/** How to reach the client, what to beware of, and what everybody should know. */
export function CardTop({ client }: { readonly client: ClientCard }) {
  const { t } = useTranslation('clients');
  return (
    <div className="z-client-top">
      <Contacts client={client} />
      <HealthBanner client={client} />
      {client.note !== '' && (
        <p className="z-client-banner">
          <IconNote size={18} aria-label={t('card.note')} />
          <span>{client.note}</span>
        </p>
      )}
      {client.notes
        .filter(({ isPinned }) => isPinned)
        .map((note) => (
          <p key={note.id} className="z-client-banner">
            <IconPin size={18} aria-label={t('clientCard:notes.pinned')} />
            <span>
              {note.body} <span className="z-dim">{note.author}</span>
            </span>
          </p>
        ))}
      <TagRow client={client} />
    </div>
  );
}

const MESSENGER_ICONS: Readonly<Record<ClientCard['messengers'][number]['kind'], TablerIcon>> = {
  telegram: IconBrandTelegram,
  whatsapp: IconBrandWhatsapp,
  vk: IconBrandVk,
  max: IconMessage,
  viber: IconPhone,
};

function Contacts({ client }: { readonly client: ClientCard }) {
  const { t } = useTranslation('clients');
  const locale = useLocale();
  const { timeZone } = useSettings();
  const mayCopy = useCan('see_phones');
  const since = localOf(client.createdAtMs, timeZone).localDate;
  const percent = (bp: number): string => `${formatNumber(bp / 100, locale)} %`;
  return (
    <ul className="z-client-contacts" aria-label={t('card.contacts')}>
      {client.phones.length === 0 && <li className="z-dim">{t('card.noPhone')}</li>}
      {client.phones.map(({ phone, label }) => (
        <li key={phone}>
          <IconPhone size={16} aria-hidden />
          <b>{phone}</b>
          {label !== '' && <span className="z-dim">{label}</span>}
          {mayCopy && <Copy text={phone} label={t('card.copyPhone', { phone })} />}
        </li>
      ))}
      {client.messengers.map(({ kind, handle }) => {
        const Sign = MESSENGER_ICONS[kind];
        const text = /^\d+$/u.test(handle) ? formatPhone(handle) : `@${handle}`;
        return (
          <li key={`${kind}${handle}`}>
            <Sign size={16} aria-hidden />
            <span className="z-dim">{t(`clientCard:messengers.${kind}`)}</span> {text}
            <Copy text={handle} label={t('clientCard:top.copyHandle', { handle: text })} />
          </li>
        );
      })}
      {client.email && (
        <li>
          <IconMail size={16} aria-hidden />
          {client.email}
          <Copy text={client.email} label={t('clientCard:top.copyHandle', { handle: client.email })} />
        </li>
      )}
      <Birthday birthday={client.birthday} />
      {client.cardNumber && (
        <li>
          <IconCreditCard size={16} aria-hidden />
          {t('clientCard:top.card', { number: client.cardNumber })}
        </li>
      )}
      {client.personalDiscountBp !== null && (
        <li>
          <IconDiscount size={16} aria-hidden />
          {t('clientCard:top.discount', { percent: percent(client.personalDiscountBp) })}
        </li>
      )}
      {client.personalDiscountBp === null && client.category && client.category.discountBp > 0 && (
        <li>
          <IconDiscount size={16} aria-hidden />
          {t('clientCard:top.categoryDiscount', {
            name: client.category.name,
            percent: percent(client.category.discountBp),
          })}
        </li>
      )}
      <Cautions client={client} />
      {client.address && (
        <li>
          <IconMapPin size={16} aria-label={t('clientCard:groups.address')} />
          {addressLine(client.address, t('clientCard:address.flatSign'))}
        </li>
      )}
      <li className="z-dim">{t('card.since', { date: formatDate(since, 'full', locale) })}</li>
    </ul>
  );
}

/** What reception should think of before calling or booking. */
function Cautions({ client }: { readonly client: ClientCard }) {
  const { t } = useTranslation('clientCard');
  const locale = useLocale();
  const { settings, today } = useDesk();
  const { wantsPrepayment, noShowBp } = reliabilityOf(client.stats, settings);
  const isQuiet = client.noCallsUntil !== null && client.noCallsUntil >= today;
  const share = noShowBp === null ? '' : `${formatNumber(Math.round(noShowBp / 100), locale)} %`;
  return (
    <>
      {isQuiet && client.noCallsUntil !== null && (
        <Caution icon={<IconPhoneOff size={16} aria-hidden />}>
          {t('top.noCalls', { date: formatDate(client.noCallsUntil, 'full', locale) })}
        </Caution>
      )}
      {wantsPrepayment && (
        <Caution icon={<IconUserX size={16} aria-hidden />}>
          {t('top.askPrepayment')}: {t('top.missedShare', { percent: share })}
        </Caution>
      )}
    </>
  );
}

function Caution({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }) {
  return (
    <li className="z-client-caution">
      {icon}
      <span>{children}</span>
    </li>
  );
}

function Birthday({ birthday }: { readonly birthday: string | null }) {
  const { t } = useTranslation('clientCard');
  const locale = useLocale();
  const { today } = useDesk();
  const facts = birthday === null ? null : birthdayFacts(birthday, today);
  if (birthday === null || !facts) return null;
  const { age, daysLeft } = facts;
  const soon =
    daysLeft === 0
      ? t('top.birthdayToday')
      : daysLeft === 1
        ? t('top.birthdayTomorrow')
        : daysLeft <= BIRTHDAY_SOON_DAYS
          ? t('top.birthdayIn', { count: daysLeft })
          : '';
  return (
    <li>
      <IconCake size={16} aria-hidden />
      <span>
        {t('clients:card.birthday', { date: formatDate(birthday, 'full', locale) })}, {t('top.age', { count: age })}
        {soon !== '' && <b className="z-client-soon">, {soon}</b>}
      </span>
    </li>
  );
}

function Copy({ text, label }: { readonly text: string; readonly label: string }) {
  const { t } = useTranslation('clients');
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? t('card.copied') : label}>
          <ActionIcon variant="subtle" color="gray" size={24} aria-label={label} onClick={copy}>
            {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}
