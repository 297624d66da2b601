import { Menu, Tooltip, UnstyledButton } from '@mantine/core';
import {
  IconBuildingBank,
  IconCash,
  IconClockDollar,
  IconCreditCard,
  IconGift,
  IconPigMoney,
  IconQrcode,
} from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Quote } from '../../src-shared/checkout/checkout.contract.ts';
import { useMoney } from '../app/session.ts';
import { TENDER_KEYS, type TenderKey, type Tenders } from './use-tenders.ts';

const ICONS = {
  cash: IconCash,
  card: IconCreditCard,
  sbp: IconQrcode,
  certificate: IconGift,
  deposit: IconPigMoney,
  transfer: IconBuildingBank,
  debt: IconClockDollar,
} as const;

interface TenderKeysProps {
  readonly quote: Quote;
  readonly tenders: Tenders;
  /** Why nothing may be left as a debt. */
  readonly debtHindrance: string | null;
  readonly onKind: (kind: TenderKey) => void;
  /** Asks for the number of a certificate that is not the client's. */
  readonly onNumber: () => void;
}

/** The ways of paying: Alt+1 … Alt+7. What cannot be used says why. */
export function TenderKeys(props: TenderKeysProps) {
  const { quote, tenders, debtHindrance, onKind } = props;
  const { t } = useTranslation('checkout');
  const money = useMoney();
  const whyNot = (kind: TenderKey): string | null => {
    if (kind === 'debt') return debtHindrance;
    if (kind === 'deposit' && quote.depositMinor === 0) return t('screen.faults.noDeposit');
    return null;
  };
  const noteOf = (kind: TenderKey): string => {
    if (kind === 'deposit' && quote.depositMinor > 0) return money(quote.depositMinor);
    if (kind === 'certificate' && quote.certificates.length > 0) {
      return money(quote.certificates.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0));
    }
    return '';
  };
  return (
    <div className="zc-kinds" role="group" aria-label={t('screen.kinds.label')}>
      {TENDER_KEYS.map((kind, index) => {
        const Sign = ICONS[kind];
        const reason = whyNot(kind);
        const isOn = kind === 'debt' ? tenders.leavesDebt : tenders.rows.some((row) => row.kind === kind);
        const button = (
          <UnstyledButton
            key={kind}
            className="zc-kind"
            data-at={`tender-key-${kind}`}
            aria-pressed={isOn}
            aria-disabled={reason !== null || undefined}
            aria-keyshortcuts={`Alt+${index + 1}`}
            onClick={() => onKind(kind)}
          >
            <Sign size={18} aria-hidden />
            <span>
              {t(`screen.kinds.${kind}`)}
              {noteOf(kind) !== '' && <small>{noteOf(kind)}</small>}
            </span>
            <kbd aria-hidden>{index + 1}</kbd>
          </UnstyledButton>
        );
        if (kind === 'certificate' && quote.certificates.length > 1) {
          return (
            <CertificateMenu key={kind} quote={quote} tenders={tenders} target={button} onOther={props.onNumber} />
          );
        }
        return reason === null ? (
          button
        ) : (
          <Tooltip key={kind} label={reason} multiline w={240}>
            {button}
          </Tooltip>
        );
      })}
      <p className="zc-kinds-hint z-dim">{t('screen.kinds.hint')}</p>
    </div>
  );
}

interface CertificateMenuProps {
  readonly quote: Quote;
  readonly tenders: Tenders;
  readonly target: ReactElement;
  readonly onOther: () => void;
}

/** Which of the client's certificates pays. */
function CertificateMenu({ quote, tenders, target, onOther }: CertificateMenuProps) {
  const { t } = useTranslation('checkout');
  const money = useMoney();
  return (
    <Menu position="bottom-start" zIndex={400}>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        {quote.certificates.map((certificate) => (
          <Menu.Item key={certificate.certificateId} onClick={() => tenders.choose('certificate', certificate)}>
            № {certificate.number} · {money(certificate.balanceMinor)}
          </Menu.Item>
        ))}
        <Menu.Item onClick={onOther}>{t('screen.certificate.other')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
