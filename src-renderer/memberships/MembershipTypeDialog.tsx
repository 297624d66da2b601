import { ActionIcon, Button, MultiSelect, NumberInput, SegmentedControl, Switch, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MembershipType } from '../../src-shared/memberships/memberships.contract.ts';
import { api } from '../api/client.ts';
import { useCommand } from '../api/use-command.tsx';
import { ActDialog } from '../ui/ActDialog.tsx';
import { MoneyInput } from '../ui/MoneyInput.tsx';

type Pool = MembershipType['pools'][number];
type Draft = Omit<MembershipType, 'id' | 'position' | 'isArchived' | 'version' | 'priceMinor'> & {
  readonly priceMinor: number | null;
};

const EMPTY_POOL: Pool = { name: '', visits: 10, serviceIds: [], categoryIds: [] };
const EMPTY: Draft = {
  name: '',
  kind: 'visits',
  priceMinor: null,
  validityDays: 90,
  startsAt: 'purchase',
  activateAfterDays: null,
  freezeMaxDays: 14,
  freezeMaxTimes: 1,
  isFamily: false,
  pools: [EMPTY_POOL],
};

interface MembershipTypeDialogProps {
  /** Null = a new one. */
  readonly type: MembershipType | null;
  readonly onClose: () => void;
}

/** A kind of membership: how it is used, what is in it, what it costs, how long it lasts. */
export function MembershipTypeDialog({ type, onClose }: MembershipTypeDialogProps) {
  const { t } = useTranslation('memberships');
  const [draft, setDraft] = useState<Draft>(type ?? EMPTY);
  const [isTried, setTried] = useState(false);
  const catalogue = useQuery(api.services.list.queryOptions({ input: {} }));
  const create = useCommand(api.memberships.createType.mutationOptions());
  const update = useCommand(api.memberships.updateType.mutationOptions());
  const put = (values: Partial<Draft>): void => setDraft({ ...draft, ...values });
  const putPool = (at: number, values: Partial<Pool>): void =>
    put({ pools: draft.pools.map((pool, index) => (index === at ? { ...pool, ...values } : pool)) });
  const isTime = draft.kind === 'time';
  const isSplit = draft.pools.length > 1;
  const isFine =
    draft.name.trim() !== '' &&
    draft.priceMinor !== null &&
    draft.pools.every(
      (pool) => (isTime || pool.visits !== null) && pool.serviceIds.length + pool.categoryIds.length > 0,
    );
  const submit = async (): Promise<void> => {
    setTried(true);
    const { priceMinor } = draft;
    if (!isFine || priceMinor === null) return;
    const { name, kind, validityDays, startsAt, activateAfterDays, freezeMaxDays, freezeMaxTimes, isFamily } = draft;
    const values = {
      name,
      kind,
      priceMinor,
      validityDays,
      startsAt,
      activateAfterDays,
      freezeMaxDays,
      freezeMaxTimes,
      isFamily,
      pools: draft.pools.map((pool) => (isTime ? { ...pool, visits: null } : pool)),
    };
    const done = type
      ? await update.run({ membershipTypeId: type.id, version: type.version, values })
      : await create.run(values);
    if (done) onClose();
  };
  const services = (catalogue.data?.services ?? []).map(({ id, name }) => ({ value: String(id), label: name }));
  const categories = (catalogue.data?.categories ?? []).map(({ id, name }) => ({ value: String(id), label: name }));
  const number = (value: number | string): number | null => (typeof value === 'number' ? value : null);
  return (
    <ActDialog
      title={type?.name ?? t('types.add')}
      confirm={t('common:save')}
      isPending={create.isPending || update.isPending}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TextInput
        label={t('types.name')}
        data-autofocus
        required
        maxLength={80}
        value={draft.name}
        error={isTried && draft.name.trim() === '' ? t('common:fields.required') : null}
        onChange={(event) => put({ name: event.currentTarget.value })}
      />
      <SegmentedControl
        fullWidth
        aria-label={t('types.kind')}
        data={(['visits', 'time'] as const).map((value) => ({ value, label: t(`types.kindNames.${value}`) }))}
        value={draft.kind}
        onChange={(kind) => put({ kind, ...(kind === 'time' ? { pools: draft.pools.slice(0, 1) } : {}) })}
      />
      <div className="z-pair">
        <MoneyInput
          label={t('types.price')}
          value={draft.priceMinor}
          error={isTried && draft.priceMinor === null ? t('common:fields.required') : null}
          onChange={(priceMinor) => put({ priceMinor })}
        />
        <NumberInput
          label={t('types.days')}
          min={1}
          max={3650}
          allowDecimal={false}
          value={draft.validityDays}
          onChange={(value) => put({ validityDays: number(value) ?? 1 })}
        />
      </div>
      {!isTime && (
        <SegmentedControl
          fullWidth
          aria-label={t('types.balance')}
          data={(['shared', 'split'] as const).map((value) => ({ value, label: t(`types.balances.${value}`) }))}
          value={isSplit ? 'split' : 'shared'}
          onChange={(value) =>
            put({ pools: value === 'split' ? [...draft.pools, EMPTY_POOL] : draft.pools.slice(0, 1) })
          }
        />
      )}
      {draft.pools.map((pool, at) => (
        // Rows have no identity but their place.
        <div key={at} className="z-section">
          {isSplit && (
            <TextInput
              label={t('types.poolName', { number: at + 1 })}
              description={at === 0 ? t('types.poolNameHint') : undefined}
              maxLength={80}
              value={pool.name}
              onChange={(event) => putPool(at, { name: event.currentTarget.value })}
            />
          )}
          <div className="z-pass-line">
            <MultiSelect
              label={t('types.services')}
              searchable
              hidePickedOptions
              limit={60}
              data={services}
              value={pool.serviceIds.map(String)}
              error={isTried && pool.serviceIds.length + pool.categoryIds.length === 0 ? t('types.required') : null}
              onChange={(ids) => putPool(at, { serviceIds: ids.map((id) => Number(id) as Pool['serviceIds'][number]) })}
            />
            {!isTime && (
              <NumberInput
                label={t('types.visits')}
                w={100}
                min={1}
                max={1000}
                allowDecimal={false}
                value={pool.visits ?? ''}
                onChange={(value) => putPool(at, { visits: number(value) })}
              />
            )}
            {isSplit && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={t('types.removePool', { number: at + 1 })}
                onClick={() => put({ pools: draft.pools.toSpliced(at, 1) })}
              >
                <IconX size={18} aria-hidden />
              </ActionIcon>
            )}
          </div>
          <MultiSelect
            label={t('types.categories')}
            searchable
            hidePickedOptions
            data={categories}
            value={pool.categoryIds.map(String)}
            onChange={(ids) => putPool(at, { categoryIds: ids.map((id) => Number(id) as Pool['categoryIds'][number]) })}
          />
        </div>
      ))}
      {isSplit && (
        <div>
          <Button variant="default" size="compact-md" onClick={() => put({ pools: [...draft.pools, EMPTY_POOL] })}>
            {t('types.addPool')}
          </Button>
        </div>
      )}
      <SegmentedControl
        fullWidth
        aria-label={t('types.startsAt')}
        data={(['purchase', 'first_visit'] as const).map((value) => ({ value, label: t(`types.starts.${value}`) }))}
        value={draft.startsAt}
        onChange={(startsAt) => put({ startsAt })}
      />
      {draft.startsAt === 'first_visit' && (
        <NumberInput
          label={t('types.activateAfter')}
          description={t('types.activateHint')}
          min={1}
          max={3650}
          allowDecimal={false}
          value={draft.activateAfterDays ?? ''}
          onChange={(value) => put({ activateAfterDays: number(value) })}
        />
      )}
      <div className="z-pair">
        <NumberInput
          label={t('types.freezeDays')}
          min={0}
          max={3650}
          allowDecimal={false}
          value={draft.freezeMaxDays}
          onChange={(value) => put({ freezeMaxDays: number(value) ?? 0 })}
        />
        <NumberInput
          label={t('types.freezeTimes')}
          min={0}
          max={100}
          allowDecimal={false}
          value={draft.freezeMaxTimes}
          onChange={(value) => put({ freezeMaxTimes: number(value) ?? 0 })}
        />
      </div>
      <Switch
        label={t('types.isFamily')}
        checked={draft.isFamily}
        onChange={(event) => put({ isFamily: event.currentTarget.checked })}
      />
    </ActDialog>
  );
}
