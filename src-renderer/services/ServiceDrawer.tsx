import { Button, Select, Switch, Tabs, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../../src-shared/i18n/format.ts';
import { versionOn } from '../../src-shared/services/price.rules.ts';
import type { Level, PriceList } from '../../src-shared/services/pricing.contract.ts';
import type { Category, Service } from '../../src-shared/services/services.contract.ts';
import type { StaffMember } from '../../src-shared/staff/staff.contract.ts';
import { api } from '../api/client.ts';
import { useDesk, useLocale, useMoney } from '../app/session.ts';
import { PriceRules } from '../products/PriceRules.tsx';
import { CardDrawer } from '../ui/CardDrawer.tsx';
import { Keys } from '../ui/Keys.tsx';
import { MoneyInput } from '../ui/MoneyInput.tsx';
import { useDiscardGuard } from '../ui/use-discard-guard.tsx';
import { categoryOptions } from './category-options.ts';
import { Closings } from '../rooms/Closings.tsx';
import { ServiceBooking } from './ServiceBooking.tsx';
import { IconPicker } from './ServiceIcon.tsx';
import { ServicePrices } from './ServicePrices.tsx';
import { ServiceStaff } from './ServiceStaff.tsx';
import { MinutesInput, ServiceTime } from './ServiceTime.tsx';
import { type ServiceDraft, draftFaults, draftOf, isSameDraft, valuesOf } from './service-draft.ts';
import { useCatalogueCommand } from './use-catalogue-command.ts';

interface ServiceDrawerProps {
  /** Null = a new one. */
  readonly service: Service | null;
  readonly firstCategoryId: Category['id'] | null;
  readonly categories: readonly Category[];
  readonly services: readonly Service[];
  readonly levels: readonly Level[];
  readonly priceLists: readonly PriceList[];
  readonly staff: readonly StaffMember[];
  readonly canEdit: boolean;
  readonly onClose: () => void;
}

/** Which part of the card a field stands on. */
const PART_OF: Partial<Record<keyof ServiceDraft, Part>> = {
  staff: 'staff',
  groupCapacity: 'booking',
  bookingRule: 'booking',
  minPriceMinor: 'prices',
};
const BASE = { listId: null, levelId: null, staffId: null } as const;
type Part = 'main' | 'staff' | 'prices' | 'booking';

/** The card of a service: everything about it and who does it. Saved as one command. */
export function ServiceDrawer(props: ServiceDrawerProps) {
  const { service, firstCategoryId, categories, services, levels, priceLists, staff, canEdit, onClose } = props;
  const { t } = useTranslation('services');
  const { today } = useDesk();
  const money = useMoney();
  const locale = useLocale();
  const active = categories.filter(({ isArchived }) => !isArchived);
  const [first] = useState(() => draftOf(service, firstCategoryId ?? active[0]!.id));
  const [draft, setDraft] = useState(first);
  const [isAsked, setAsked] = useState(false);
  const [part, setPart] = useState<Part>('main');
  const create = useCatalogueCommand(api.services.create.mutationOptions());
  const update = useCatalogueCommand(api.services.update.mutationOptions());
  const close = useDiscardGuard(!isSameDraft(first, draft), onClose);
  const faults = draftFaults(draft);
  const fault = (field: keyof ServiceDraft) => (isAsked && faults[field] ? t(`faults.${faults[field]}`) : null);
  const base = service && versionOn(service.prices, BASE, today);
  const dated =
    base && base.priceMinor !== null
      ? { price: money(base.priceMinor), date: formatDate(base.validFrom, 'short', locale) }
      : null;
  const set = (values: Partial<ServiceDraft>) => setDraft((known) => ({ ...known, ...values }));

  const save = async (): Promise<void> => {
    setAsked(true);
    const values = valuesOf(draft);
    const [wrong] = Object.keys(faults) as (keyof ServiceDraft)[];
    if (wrong) setPart(PART_OF[wrong] ?? 'main');
    if (wrong || !values) return;
    const done = service
      ? await update.run({ serviceId: service.id, version: service.version, values })
      : await create.run(values);
    if (done) onClose();
  };

  return (
    <CardDrawer
      title={service?.name ?? t('form.newTitle')}
      size={560}
      onClose={close}
      onSave={canEdit ? () => void save() : undefined}
    >
      <Tabs value={part} onChange={(value) => setPart((value ?? 'main') as Part)} className="z-card-tabs">
        <Tabs.List px={20}>
          <Tabs.Tab value="main">{t('parts.main')}</Tabs.Tab>
          <Tabs.Tab value="staff" color={draft.staff.size === 0 ? 'danger' : undefined}>
            {t('parts.staff', { count: draft.staff.size })}
          </Tabs.Tab>
          <Tabs.Tab value="prices">{t('parts.prices')}</Tabs.Tab>
          <Tabs.Tab value="booking">{t('parts.booking')}</Tabs.Tab>
        </Tabs.List>
      </Tabs>
      <fieldset className="z-card-body z-bare" disabled={!canEdit}>
        {part === 'main' && (
          <>
            <div className="z-field-row">
              <IconPicker label={t('form.icon')} value={draft.icon} onChange={(icon) => set({ icon })} />
              <TextInput
                data-autofocus
                flex={1}
                label={t('form.name')}
                value={draft.name}
                maxLength={120}
                error={fault('name')}
                onChange={(event) => set({ name: event.currentTarget.value })}
              />
            </div>
            <Select
              label={t('form.category')}
              allowDeselect={false}
              searchable={active.length > 8}
              data={categoryOptions(active)}
              value={String(draft.categoryId)}
              onChange={(value) => set({ categoryId: Number(value) as Category['id'] })}
            />
            <div className="z-pair">
              <MoneyInput
                label={t('form.price')}
                description={dated ? t('form.datedPrice', dated) : undefined}
                value={draft.priceMinor}
                error={fault('priceMinor')}
                onChange={(priceMinor) => set({ priceMinor })}
              />
              <MoneyInput
                label={t('form.priceMax')}
                description={t('form.priceMaxHint')}
                value={draft.priceMaxMinor}
                error={fault('priceMaxMinor')}
                onChange={(priceMaxMinor) => set({ priceMaxMinor })}
              />
            </div>
            <ServiceTime draft={draft} levels={levels} fault={fault} onChange={setDraft} />
            <div className="z-pair">
              <MinutesInput
                label={t('form.periodicity')}
                description={t('form.periodicityHint')}
                max={730}
                value={draft.periodicityDays}
                onChange={(value) => set({ periodicityDays: value === 0 ? null : value })}
              />
              <MinutesInput
                label={t('form.patchTest')}
                description={t('form.patchTestHint')}
                max={730}
                value={draft.patchTestDays}
                onChange={(value) => set({ patchTestDays: value === 0 ? null : value })}
              />
            </div>
            <Switch
              label={t('form.isOnline')}
              checked={draft.isOnline}
              onChange={(event) => set({ isOnline: event.currentTarget.checked })}
            />
          </>
        )}
        {part === 'staff' && (
          <>
            <ServiceStaff draft={draft} staff={staff} canEdit={canEdit} onChange={(terms) => set({ staff: terms })} />
            {fault('staff') && <span className="z-warn">{fault('staff')}</span>}
          </>
        )}
        {part === 'prices' && <PriceRules value={draft} floorFault={fault('minPriceMinor')} onChange={set} />}
        {part === 'prices' && service && (
          <ServicePrices
            service={service}
            levels={levels}
            priceLists={priceLists}
            staff={staff}
            canEdit={canEdit && !service.isArchived}
          />
        )}
        {part === 'booking' && <ServiceBooking draft={draft} services={services} fault={fault} set={set} />}
      </fieldset>
      {part === 'booking' && service && (
        <div className="z-service-closings">
          <Closings owner={{ serviceId: service.id }} name={service.name} canAdd={!service.isArchived} />
        </div>
      )}
      <footer className="z-card-foot">
        <span className="z-dim">{!canEdit && t('readOnly')}</span>
        <Button variant="default" onClick={close}>
          {t(canEdit ? 'common:cancel' : 'common:close')}
        </Button>
        {canEdit && (
          <Button
            type="submit"
            loading={create.isPending || update.isPending}
            rightSection={<Keys shortcut="Ctrl+Enter" />}
          >
            {t('common:save')}
          </Button>
        )}
      </footer>
    </CardDrawer>
  );
}
