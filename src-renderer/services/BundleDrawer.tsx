import { ActionIcon, Button, Radio, Select, Stack, Switch, Text, TextInput, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconArrowsSplit2, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../src-shared/i18n/format.ts';
import { type BundleItem, allocateBundle, bundleFault, layOutBundle } from '../../src-shared/services/bundle.rules.ts';
import type { Bundle } from '../../src-shared/services/bundles.contract.ts';
import { resolvePrice } from '../../src-shared/services/price.rules.ts';
import type { Category, Service } from '../../src-shared/services/services.contract.ts';
import { api } from '../api/client.ts';
import { useDesk, useLocale, useMoney } from '../app/session.ts';
import { CardDrawer } from '../ui/CardDrawer.tsx';
import { Keys } from '../ui/Keys.tsx';
import { MoneyInput } from '../ui/MoneyInput.tsx';
import { useDiscardGuard } from '../ui/use-discard-guard.tsx';
import { categoryOptions } from './category-options.ts';
import { IconPicker } from './ServiceIcon.tsx';
import { useCatalogueCommand } from './use-catalogue-command.ts';

interface BundleDrawerProps {
  /** Null = a new one. */
  readonly bundle: Bundle | null;
  readonly categories: readonly Category[];
  readonly services: readonly Service[];
  readonly canEdit: boolean;
  readonly onClose: () => void;
}

/** The card of a bundle: its services in their order, which of them go in four hands, and what it costs. */
export function BundleDrawer({ bundle, categories, services, canEdit, onClose }: BundleDrawerProps) {
  const { t } = useTranslation('services');
  const { today, settings } = useDesk();
  const money = useMoney();
  const locale = useLocale();
  const active = categories.filter(({ isArchived }) => !isArchived);
  const [first] = useState(() => ({
    name: bundle?.name ?? '',
    icon: bundle?.icon ?? null,
    categoryId: bundle?.categoryId ?? active[0]!.id,
    priceMinor: bundle?.priceMinor ?? null,
    isFixed: bundle ? bundle.priceMinor !== null : false,
    isOnline: bundle?.isOnline ?? true,
    items: (bundle?.items ?? []) as readonly BundleItem[],
  }));
  const [draft, setDraft] = useState(first);
  const [isAsked, setAsked] = useState(false);
  const create = useCatalogueCommand(api.services.createBundle.mutationOptions());
  const update = useCatalogueCommand(api.services.updateBundle.mutationOptions());
  const close = useDiscardGuard(JSON.stringify(first) !== JSON.stringify(draft), onClose);
  const set = (values: Partial<typeof draft>) => setDraft((known) => ({ ...known, ...values }));

  const byId = new Map(services.map((service) => [service.id as number, service]));
  const { items } = draft;
  const own = items.map(({ serviceId }) => {
    const service = byId.get(serviceId);
    const question = { localDate: today, priceListId: null, priceStepMinor: settings.priceStepMinor };
    return service ? resolvePrice(service, { ...question, staffId: null, level: null }).priceMinor : 0;
  });
  const sumMinor = own.reduce((sum, price) => sum + price, 0);
  const shares = allocateBundle(draft.isFixed ? draft.priceMinor : null, own);
  const placed = layOutBundle(items, (serviceId) => byId.get(serviceId)?.durationMin ?? 0);
  const totalMin = Math.max(0, ...placed.map((item) => item.offsetMin + item.durationMin));
  const itemsFault = bundleFault(items);
  const priceFault = draft.isFixed && draft.priceMinor === null;

  const move = (index: number, by: -1 | 1): void => {
    const next = items.toSpliced(index, 1).toSpliced(index + by, 0, items[index]!);
    set({ items: firstAlone(next) });
  };
  const save = async (): Promise<void> => {
    setAsked(true);
    if (draft.name.trim() === '' || itemsFault || priceFault) return;
    const { isFixed, ...rest } = draft;
    const values = {
      ...rest,
      priceMinor: isFixed ? draft.priceMinor : null,
      items: items.map((item) => ({ ...item, serviceId: item.serviceId as never })),
    };
    const done = bundle
      ? await update.run({ bundleId: bundle.id, version: bundle.version, values })
      : await create.run(values);
    if (done) onClose();
  };
  return (
    <CardDrawer
      title={bundle?.name ?? t('bundle.newTitle')}
      size={520}
      onClose={close}
      onSave={canEdit ? () => void save() : undefined}
    >
      <fieldset className="z-card-body z-bare" disabled={!canEdit}>
        <div className="z-field-row">
          <IconPicker label={t('form.icon')} value={draft.icon} onChange={(icon) => set({ icon })} />
          <TextInput
            data-autofocus
            flex={1}
            label={t('form.name')}
            value={draft.name}
            maxLength={120}
            error={isAsked && draft.name.trim() === '' ? t('faults.NAME_REQUIRED') : null}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
        </div>
        <Select
          label={t('form.category')}
          allowDeselect={false}
          data={categoryOptions(active)}
          value={String(draft.categoryId)}
          onChange={(value) => set({ categoryId: Number(value) as Category['id'] })}
        />
        <section className="z-section">
          <div className="z-section-head">
            <h2>{t('bundle.items')}</h2>
            <span className="z-dim">
              {totalMin > 0 && t('bundle.total', { duration: formatDuration(totalMin, locale) })}
            </span>
          </div>
          {items.map((item, index) => {
            const service = byId.get(item.serviceId);
            const name = service?.name ?? t('bundle.archived');
            return (
              <div key={`${index}-${item.serviceId}`} className="z-bundle-item" data-parallel={item.isParallel}>
                <Stack gap={0} flex={1} miw={0}>
                  <span className={service ? 'z-clip' : 'z-clip z-warn'}>{name}</span>
                  <Text size="xs" c="dimmed">
                    {t(offsetKey(item.isParallel, placed[index]!.offsetMin), {
                      duration: formatDuration(placed[index]!.offsetMin, locale),
                    })}{' '}
                    · {money(shares[index] ?? 0)}
                  </Text>
                </Stack>
                {index > 0 && (
                  <Tooltip label={t('bundle.parallelHint')}>
                    <ActionIcon
                      variant={item.isParallel ? 'filled' : 'subtle'}
                      color={item.isParallel ? undefined : 'gray'}
                      aria-label={t('bundle.parallel', { name })}
                      aria-pressed={item.isParallel}
                      onClick={() =>
                        set({
                          items: items.map((other, at) =>
                            at === index ? { ...other, isParallel: !other.isParallel } : other,
                          ),
                        })
                      }
                    >
                      <IconArrowsSplit2 size={18} aria-hidden />
                    </ActionIcon>
                  </Tooltip>
                )}
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`${t('moveUp')}: ${name}`}
                  disabled={index === 0}
                  onClick={() => move(index, -1)}
                >
                  <IconArrowUp size={18} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`${t('moveDown')}: ${name}`}
                  disabled={index === items.length - 1}
                  onClick={() => move(index, 1)}
                >
                  <IconArrowDown size={18} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('bundle.remove', { name })}
                  onClick={() => set({ items: firstAlone(items.toSpliced(index, 1)) })}
                >
                  <IconTrash size={18} aria-hidden />
                </ActionIcon>
              </div>
            );
          })}
          {items.length < 10 && (
            <Select
              aria-label={t('bundle.add')}
              placeholder={t('bundle.add')}
              searchable
              value={null}
              data={services
                .filter((service) => !service.isArchived && service.groupCapacity === null)
                .map(({ id, name }) => ({ value: String(id), label: name }))}
              error={isAsked && itemsFault ? t(`faults.${itemsFault}`) : null}
              onChange={(value) => {
                if (value !== null) set({ items: [...items, { serviceId: Number(value), isParallel: false }] });
              }}
            />
          )}
        </section>
        <section className="z-section">
          <h2>{t('bundle.price')}</h2>
          <Radio.Group
            aria-label={t('bundle.price')}
            value={draft.isFixed ? 'fixed' : 'sum'}
            onChange={(value) => set({ isFixed: value === 'fixed', priceMinor: draft.priceMinor ?? sumMinor })}
          >
            <Stack gap={8}>
              <Radio value="sum" label={t('bundle.sum', { price: money(sumMinor) })} />
              <Radio value="fixed" label={t('bundle.fixed')} />
            </Stack>
          </Radio.Group>
          {draft.isFixed && (
            <MoneyInput
              aria-label={t('bundle.price')}
              description={t('bundle.fixedHint', { price: money(sumMinor) })}
              value={draft.priceMinor}
              error={isAsked && priceFault ? t('faults.PRICE_REQUIRED') : null}
              onChange={(priceMinor) => set({ priceMinor })}
            />
          )}
        </section>
        <Switch
          label={t('form.isOnline')}
          checked={draft.isOnline}
          onChange={(event) => set({ isOnline: event.currentTarget.checked })}
        />
      </fieldset>
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

function offsetKey(isParallel: boolean, offsetMin: number): string {
  if (isParallel) return offsetMin === 0 ? 'bundle.togetherFirst' : 'bundle.together';
  return offsetMin === 0 ? 'bundle.first' : 'bundle.after';
}

/** The first item has nothing to start together with. */
function firstAlone(items: readonly BundleItem[]): readonly BundleItem[] {
  return items.map((item, index) => (index === 0 && item.isParallel ? { ...item, isParallel: false } : item));
}
