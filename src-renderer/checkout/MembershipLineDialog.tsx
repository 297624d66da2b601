import { ActionIcon, Button, Modal, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Quote, Ticket, TicketLine } from '../../src-shared/checkout/checkout.contract.ts';
import { api } from '../api/client.ts';
import { useCan, useMoney } from '../app/session.ts';
import { ClientPicker, type PickedClient } from '../clients/ClientPicker.tsx';
import { MembershipTypeDialog } from '../memberships/MembershipTypeDialog.tsx';
import { useTypeSummary } from '../memberships/use-type-summary.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { HolderField } from './HolderField.tsx';
import { LineDialog } from './LineDialog.tsx';
import { PaidFields, isPaidFine } from './PaidFields.tsx';
import { PersonSelect } from './PersonSelect.tsx';
import { type LineDone, newLine } from './ticket-lines.ts';

interface MembershipLineDialogProps {
  readonly ticket: Ticket;
  readonly quote: Quote;
  readonly line: TicketLine | null;
  readonly typeId: number | null;
  readonly onClose: () => void;
  readonly onDone: LineDone;
}

type ClientId = NonNullable<Ticket['clientId']>;
interface Member {
  readonly id: ClientId;
  readonly name: string;
}

/** A membership that is sold: its kind and price, whose it is, and who else of the family may use it. */
export function MembershipLineDialog({ ticket, quote, line, typeId, onClose, onDone }: MembershipLineDialogProps) {
  const { t } = useTranslation('checkout');
  const money = useMoney();
  const summary = useTypeSummary();
  const mayChange = useCan('manual_price');
  const query = useQuery(api.memberships.types.queryOptions({ input: {} }));
  const types = query.data ?? [];
  const [kind, setKind] = useState<string | null>(() => {
    const id = line?.membershipTypeId ?? typeId;
    return id === null ? null : String(id);
  });
  const [paidMinor, setPaid] = useState<number | null>(line?.priceMinor ?? null);
  const [reason, setReason] = useState(line?.priceReason ?? '');
  const [buyer, setBuyer] = useState<Ticket['clientId']>(ticket.clientId);
  const [holder, setHolder] = useState<PickedClient>(null);
  const [isForOther, setForOther] = useState(Boolean(line?.membership?.holderId));
  const [members, setMembers] = useState<readonly Member[]>(
    (line?.membership?.memberIds ?? []).map((id) => ({ id, name: '' })),
  );
  const [sellerId, setSeller] = useState(line?.sellerId ?? null);
  const [isTried, setTried] = useState(false);
  // A salon's first kind is made here: the client waits.
  const mayEdit = useCan('edit_loyalty');
  const [isMaking, setMaking] = useState(false);
  // A single kind is what is meant.
  const [only, ...others] = types;
  const type = types.find(({ id }) => String(id) === kind) ?? (kind === null && others.length === 0 ? only : undefined);
  const listMinor = type?.priceMinor ?? null;
  const holderId = isForOther ? (holder && 'id' in holder ? holder.id : (line?.membership?.holderId ?? null)) : null;
  const isHolderMissing = isForOther && holderId === null;
  const submit = (): void => {
    setTried(true);
    if (!type || buyer === null || isHolderMissing || !isPaidFine({ listMinor, paidMinor, reason }, mayChange)) return;
    const isUsual = paidMinor === null || paidMinor === listMinor;
    onDone(
      {
        ...(line ?? newLine('membership')),
        membershipTypeId: type.id,
        priceMinor: isUsual ? null : paidMinor,
        priceReason: isUsual ? '' : reason.trim(),
        sellerId,
        membership: { holderId, memberIds: type.isFamily ? members.map(({ id }) => id) : [] },
      },
      buyer,
    );
  };
  if (isMaking) return <MembershipTypeDialog type={null} onClose={() => setMaking(false)} />;
  if (query.isSuccess && types.length === 0) {
    return (
      <Modal opened onClose={onClose} title={t('screen.money.membership')} size={460} zIndex={300}>
        <EmptyState
          title={t('screen.money.noTypesTitle')}
          text={t(mayEdit ? 'screen.money.noTypes' : 'screen.money.noTypesOwner')}
          action={
            <Button data-autofocus onClick={mayEdit ? () => setMaking(true) : onClose}>
              {t(mayEdit ? 'screen.money.makeType' : 'common:close')}
            </Button>
          }
        />
      </Modal>
    );
  }
  return (
    <LineDialog title={t('screen.money.membership')} isEdited={line !== null} onClose={onClose} onSubmit={submit}>
      <HolderField
        ticket={ticket}
        label={t('screen.money.whose')}
        error={isTried && buyer === null ? t('screen.money.needsClient') : undefined}
        onChange={setBuyer}
      />
      <Select
        label={t('screen.money.membershipType')}
        description={type ? summary(type) : undefined}
        data={types.map(({ id, name, priceMinor }) => ({ value: String(id), label: `${name} · ${money(priceMinor)}` }))}
        value={type ? String(type.id) : null}
        searchable
        selectFirstOptionOnChange
        allowDeselect={false}
        data-after-holder
        data-autofocus={ticket.clientId !== null || undefined}
        error={isTried && !type ? t('screen.money.needsType') : undefined}
        comboboxProps={{ zIndex: 400 }}
        onChange={(value) => {
          setKind(value);
          setPaid(null);
          setReason('');
        }}
      />
      {type && (
        <PaidFields
          listMinor={listMinor}
          paidMinor={paidMinor}
          reason={reason}
          isTried={isTried}
          onPaid={setPaid}
          onReason={setReason}
        />
      )}
      {ticket.clientId !== null && (
        <Select
          label={t('screen.money.holder')}
          data={[
            { value: 'buyer', label: quote.clientName ?? t('screen.client.label') },
            { value: 'other', label: t('screen.money.otherHolder') },
          ]}
          value={isForOther ? 'other' : 'buyer'}
          allowDeselect={false}
          comboboxProps={{ zIndex: 400 }}
          onChange={(value) => setForOther(value === 'other')}
        />
      )}
      {isForOther && (
        <ClientPicker
          value={holder}
          isExistingOnly
          label={t('screen.money.otherHolder')}
          error={isTried && isHolderMissing ? t('screen.money.needsClient') : undefined}
          onChange={setHolder}
        />
      )}
      {type?.isFamily && (
        <Family
          members={members}
          onAdd={(member) => {
            const isTaken = member.id === (holderId ?? buyer) || members.some(({ id }) => id === member.id);
            if (!isTaken) setMembers([...members, member]);
          }}
          onRemove={(id) => setMembers(members.filter((one) => one.id !== id))}
        />
      )}
      <PersonSelect label={t('screen.lines.sellerLabel')} value={sellerId} onChange={setSeller} />
    </LineDialog>
  );
}

interface FamilyProps {
  readonly members: readonly Member[];
  readonly onAdd: (member: Member) => void;
  readonly onRemove: (id: ClientId) => void;
}

/** Who else may use it. */
function Family({ members, onAdd, onRemove }: FamilyProps) {
  const { t } = useTranslation('checkout');
  return (
    <fieldset className="zc-family">
      <legend>{t('screen.money.family')}</legend>
      {members.map(({ id, name }, index) => (
        <span key={id} className="zc-member">
          {name || t('screen.money.member', { number: index + 1 })}
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            aria-label={t('screen.lines.remove', { title: name })}
            onClick={() => onRemove(id)}
          >
            <IconX size={14} />
          </ActionIcon>
        </span>
      ))}
      <ClientPicker
        value={null}
        isExistingOnly
        label={t('screen.money.addMember')}
        onChange={(picked) => {
          if (picked && 'id' in picked) onAdd({ id: picked.id, name: picked.name });
        }}
      />
    </fieldset>
  );
}
