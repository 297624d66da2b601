import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArchive,
  IconArchiveOff,
  IconArrowDown,
  IconArrowUp,
  IconCalendarUp,
  IconCategoryPlus,
  IconDots,
  IconPackage,
  IconPencil,
  IconPlus,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, formatDuration } from '../../src-shared/i18n/format.ts';
import type { Bundle } from '../../src-shared/services/bundles.contract.ts';
import { layOutBundle } from '../../src-shared/services/bundle.rules.ts';
import { treeOf } from '../../src-shared/services/category-tree.rules.ts';
import { ownPriceAt } from '../../src-shared/services/price.rules.ts';
import type { Category, Service } from '../../src-shared/services/services.contract.ts';
import type { StaffMember } from '../../src-shared/staff/staff.contract.ts';
import { shortPersonName } from '../../src-shared/staff/staff.rules.ts';
import { api } from '../api/client.ts';
import { useDesk, useLocale, useMoney } from '../app/session.ts';
import { InlineEdit } from '../ui/InlineEdit.tsx';
import { parseAmount } from '../ui/MoneyInput.tsx';
import { Dot } from '../ui/Swatches.tsx';
import { ServiceIcon } from './ServiceIcon.tsx';
import { useCatalogueCommand } from './use-catalogue-command.ts';
import { useReorder } from './use-reorder.ts';
import { type DragItem, useRowDrag } from './use-row-drag.ts';
import './services.css';

interface ServicesViewProps {
  /** All categories and services, for their places; what is shown may be fewer. */
  readonly categories: readonly Category[];
  readonly allServices: readonly Service[];
  readonly services: readonly Service[];
  readonly bundles: readonly Bundle[];
  readonly staff: readonly StaffMember[];
  readonly canEdit: boolean;
  /** Only found services are given: empty categories are left out and nothing is moved. */
  readonly isFiltered: boolean;
  readonly onOpen: (serviceId: number) => void;
  readonly onOpenBundle: (bundleId: number) => void;
  readonly onAdd: (categoryId: Category['id']) => void;
  readonly onAddCategory: (parentId: Category['id']) => void;
  readonly onEditCategory: (category: Category) => void;
}

/** What every row needs beside the list itself. */
interface Rows extends ServicesViewProps {
  readonly reorder: ReturnType<typeof useReorder>;
  readonly drag: ReturnType<typeof useRowDrag>;
}

/** The price list as one table: the tree of categories, in each its services and bundles. */
export function ServicesView(props: ServicesViewProps) {
  const { t } = useTranslation('services');
  const { categories, allServices, services, bundles, isFiltered, canEdit } = props;
  const reorder = useReorder({ categories, services: allServices });
  const drag = useRowDrag({ canDrop: reorder.canDrop, onDrop: reorder.drop, isOff: !canEdit || isFiltered });
  const rows: Rows = { ...props, reorder, drag };
  const groups = Map.groupBy(services, ({ categoryId }) => categoryId);
  const sets = Map.groupBy(bundles, ({ categoryId }) => categoryId);
  return (
    <table className="z-table z-table-fixed">
      <thead>
        <tr>
          <th scope="col">{t('columns.name')}</th>
          <th scope="col" className="z-number" style={{ width: 170 }}>
            {t('columns.price')}
          </th>
          <th scope="col" className="z-number" style={{ width: 130 }}>
            {t('columns.duration')}
          </th>
          <th scope="col" style={{ width: '30%' }}>
            {t('columns.staff')}
          </th>
          <th scope="col" style={{ width: 104 }} aria-label={t('more', { name: '' })} />
        </tr>
      </thead>
      {treeOf(categories).map(({ category, depth }) => {
        const own = groups.get(category.id) ?? [];
        const ownSets = sets.get(category.id) ?? [];
        if (isFiltered && own.length + ownSets.length === 0) return null;
        const hasChildren = categories.some(({ parentId }) => parentId === category.id);
        return (
          <tbody key={category.id}>
            <CategoryRow {...rows} category={category} depth={depth} count={own.length + ownSets.length} />
            {own.length + ownSets.length === 0 && !hasChildren && (
              <tr>
                <td colSpan={5} className="z-dim" style={{ paddingInlineStart: indent(depth + 1) }}>
                  {t('emptyCategory')}{' '}
                  {canEdit && !category.isArchived && (
                    <button type="button" className="z-link" onClick={() => props.onAdd(category.id)}>
                      <u>{t('add')}</u>
                    </button>
                  )}
                </td>
              </tr>
            )}
            {own.map((service) => (
              <ServiceRow key={service.id} {...rows} service={service} depth={depth} />
            ))}
            {ownSets.map((bundle) => (
              <BundleRow key={bundle.id} {...rows} bundle={bundle} depth={depth} />
            ))}
          </tbody>
        );
      })}
    </table>
  );
}

const indent = (depth: number): number => 12 + depth * 20;

/** Alt+↑ and Alt+↓ move a row, wherever in it the focus stands. */
function movesBy(event: KeyboardEvent, reorder: Rows['reorder'], item: DragItem): void {
  if (!event.altKey || (event.code !== 'ArrowUp' && event.code !== 'ArrowDown')) return;
  event.preventDefault();
  reorder.step(item, event.code === 'ArrowUp' ? -1 : 1);
}

function CategoryRow(props: Rows & { readonly category: Category; readonly depth: number; readonly count: number }) {
  const { t } = useTranslation('services');
  const { category, depth, count, canEdit, isFiltered, reorder, drag, onAdd, onAddCategory, onEditCategory } = props;
  const update = useCatalogueCommand(api.services.updateCategory.mutationOptions());
  const item: DragItem = { kind: 'category', id: category.id };
  return (
    <tr
      className="z-table-group"
      {...drag.rowProps(item)}
      onKeyDown={(event) => {
        if (canEdit && !isFiltered) movesBy(event, reorder, item);
      }}
    >
      <td colSpan={4} style={{ paddingInlineStart: indent(depth) }}>
        <div className="z-table-group-line">
          <Dot colour={category.colour} />
          <ServiceIcon name={category.icon} />
          <span>{category.name}</span>
          {count > 0 && <span className="z-dim">{count}</span>}
          {category.isArchived && <span className="z-tag">{t('archived')}</span>}
        </div>
      </td>
      <td className="z-actions">
        {canEdit && (
          <>
            {!category.isArchived && (
              <ActionIcon
                variant="subtle"
                aria-label={t('addHere', { name: category.name })}
                onClick={() => onAdd(category.id)}
              >
                <IconPlus size={18} aria-hidden />
              </ActionIcon>
            )}
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon variant="subtle" color="gray" aria-label={t('more', { name: category.name })}>
                  <IconDots size={18} aria-hidden />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => onEditCategory(category)}>
                  {t('category.edit')}
                </Menu.Item>
                {!category.isArchived && (
                  <Menu.Item leftSection={<IconCategoryPlus size={16} />} onClick={() => onAddCategory(category.id)}>
                    {t('category.addBelow')}
                  </Menu.Item>
                )}
                <MoveItems {...props} item={item} />
                <Menu.Item
                  leftSection={category.isArchived ? <IconArchiveOff size={16} /> : <IconArchive size={16} />}
                  onClick={() =>
                    void update.run({
                      categoryId: category.id,
                      version: category.version,
                      values: { isArchived: !category.isArchived },
                    })
                  }
                >
                  {t(category.isArchived ? 'common:restore' : 'common:archive')}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </>
        )}
      </td>
    </tr>
  );
}

/** «Выше» and «Ниже» of a menu. */
function MoveItems({ reorder, isFiltered, item }: Rows & { readonly item: DragItem }) {
  const { t } = useTranslation('services');
  if (isFiltered) return null;
  const { index, count } = reorder.rankOf(item);
  return (
    <>
      <Menu.Item
        leftSection={<IconArrowUp size={16} />}
        rightSection={<kbd className="z-kbd">Alt ↑</kbd>}
        disabled={index === 0}
        onClick={() => reorder.step(item, -1)}
      >
        {t('moveUp')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconArrowDown size={16} />}
        rightSection={<kbd className="z-kbd">Alt ↓</kbd>}
        disabled={index === count - 1}
        onClick={() => reorder.step(item, 1)}
      >
        {t('moveDown')}
      </Menu.Item>
    </>
  );
}

const BASE = { listId: null, levelId: null, staffId: null } as const;

type ServiceRowProps = Rows & { readonly service: Service; readonly depth: number };

function ServiceRow(props: ServiceRowProps) {
  const { t } = useTranslation('services');
  const { today } = useDesk();
  const money = useMoney();
  const locale = useLocale();
  const { service, staff, depth, canEdit, isFiltered, reorder, drag, onOpen } = props;
  const update = useCatalogueCommand(api.services.update.mutationOptions());
  const setTerms = useCatalogueCommand(api.services.setTerms.mutationOptions());
  const change = (values: Partial<Pick<Service, 'name' | 'durationMin'>>): null => {
    void update.run({ serviceId: service.id, version: service.version, values });
    return null;
  };
  const base = ownPriceAt(service, BASE, today) ?? { ...service, validFrom: null };
  const next = service.prices
    .filter((version) => version.validFrom > today && version.listId === null)
    .toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))[0];
  const price = base.priceMaxMinor === null ? money(base.priceMinor) : t('from', { price: money(base.priceMinor) });
  const duration = formatDuration(service.durationMin, locale);
  const isEditable = canEdit && !service.isArchived;
  const label = (column: 'name' | 'price' | 'duration', value: string) =>
    t('editValue', { label: t(`columns.${column}`), value });
  const item: DragItem = { kind: 'service', id: service.id };
  return (
    <tr
      data-archived={service.isArchived || undefined}
      {...drag.rowProps(item)}
      onKeyDown={(event) => {
        if (canEdit && !isFiltered) movesBy(event, reorder, item);
      }}
    >
      <td style={{ paddingInlineStart: indent(depth) }}>
        <span className="z-named">
          <ServiceIcon name={service.icon} />
          {isEditable ? (
            <InlineEdit
              label={label('name', service.name)}
              text={service.name}
              onCommit={(name) => (name === '' ? t('faults.NAME_REQUIRED') : change({ name }))}
            >
              {service.name}
            </InlineEdit>
          ) : (
            service.name
          )}
          {service.groupCapacity !== null && (
            <span className="z-tag" title={t('form.isGroup')}>
              <IconUsersGroup size={12} aria-hidden /> {t('seats', { count: service.groupCapacity })}
            </span>
          )}
          {service.isArchived && <span className="z-tag">{t('archived')}</span>}
        </span>
      </td>
      <td className="z-number">
        {next && (
          <span
            className="z-dim z-next-price"
            title={t('nextPrice', { date: formatDate(next.validFrom, 'short', locale) })}
          >
            <IconCalendarUp
              size={15}
              role="img"
              aria-label={t('nextPrice', { date: formatDate(next.validFrom, 'short', locale) })}
            />
          </span>
        )}
        {isEditable ? (
          <InlineEdit
            label={label('price', price)}
            text={String(base.priceMinor / 100).replace('.', ',')}
            width={110}
            onCommit={(text) => {
              const priceMinor = parseAmount(text);
              if (priceMinor === null) return t('common:fields.notMoney');
              if (base.priceMaxMinor !== null && base.priceMaxMinor < priceMinor) return t('faults.BELOW_MINIMUM');
              const { priceMaxMinor, validFrom } = base;
              const cell = { serviceId: service.id, levelId: null, staffId: null, priceMinor, priceMaxMinor };
              // A correction of the price that counts today, not a new one from today on.
              void setTerms.run({ validFrom, listId: null, cells: [cell] });
              return null;
            }}
          >
            {price}
          </InlineEdit>
        ) : (
          price
        )}
      </td>
      <td className="z-number">
        {isEditable && service.segments === null ? (
          <InlineEdit
            label={label('duration', duration)}
            text={String(service.durationMin)}
            width={90}
            onCommit={(text) => {
              const durationMin = Number(text);
              const isFine = Number.isInteger(durationMin) && durationMin >= 5 && durationMin <= 720;
              return isFine ? change({ durationMin }) : t('faults.DURATION_RANGE');
            }}
          >
            {duration}
          </InlineEdit>
        ) : (
          duration
        )}
      </td>
      <td>
        <button type="button" className="z-link" onClick={() => onOpen(service.id)}>
          <DoneBy service={service} staff={staff} />
        </button>
      </td>
      <td className="z-actions">
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('open', { name: service.name })}
          onClick={() => onOpen(service.id)}
        >
          <IconPencil size={18} aria-hidden />
        </ActionIcon>
        {canEdit && <ServiceMenu {...props} item={item} />}
      </td>
    </tr>
  );
}

const SHOWN_NAMES = 4;

function DoneBy({ service, staff }: { readonly service: Service; readonly staff: readonly StaffMember[] }) {
  const { t } = useTranslation('services');
  if (service.isArchived) return null;
  if (service.staff.length === 0) return <span className="z-warn">{t('noStaff')}</span>;
  const byId = new Map(staff.map((person) => [person.id, person]));
  const names = service.staff.flatMap(({ staffId }) => {
    const person = byId.get(staffId);
    return person ? [shortPersonName(person)] : [];
  });
  const rest = names.length - SHOWN_NAMES;
  return (
    <span className="z-dim">
      {names.slice(0, SHOWN_NAMES).join(', ')}
      {rest > 0 && ` +${rest}`}
    </span>
  );
}

function ServiceMenu(props: ServiceRowProps & { readonly item: DragItem }) {
  const { service } = props;
  const { t } = useTranslation('services');
  const archive = useCatalogueCommand(api.services.setArchived.mutationOptions());
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('more', { name: service.name })}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <MoveItems {...props} />
        <Menu.Item
          leftSection={service.isArchived ? <IconArchiveOff size={16} /> : <IconArchive size={16} />}
          onClick={() =>
            void archive.run({ serviceId: service.id, version: service.version, isArchived: !service.isArchived })
          }
        >
          {t(service.isArchived ? 'common:restore' : 'common:archive')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function BundleRow(props: Rows & { readonly bundle: Bundle; readonly depth: number }) {
  const { bundle, depth, allServices, canEdit, onOpenBundle } = props;
  const { t } = useTranslation('services');
  const { today } = useDesk();
  const money = useMoney();
  const locale = useLocale();
  const update = useCatalogueCommand(api.services.updateBundle.mutationOptions());
  const byId = new Map(allServices.map((service) => [service.id, service]));
  const parts = bundle.items.flatMap(({ serviceId }) => byId.get(serviceId) ?? []);
  const placed = layOutBundle(bundle.items, (serviceId) => byId.get(serviceId as never)?.durationMin ?? 0);
  const totalMin = Math.max(0, ...placed.map((item) => item.offsetMin + item.durationMin));
  const sumMinor = parts.reduce((sum, service) => sum + (ownPriceAt(service, BASE, today)?.priceMinor ?? 0), 0);
  return (
    <tr data-archived={bundle.isArchived || undefined}>
      <td style={{ paddingInlineStart: indent(depth) }}>
        <span className="z-named">
          {bundle.icon === null ? <IconPackage size={18} aria-hidden /> : <ServiceIcon name={bundle.icon} />}
          <button type="button" className="z-link z-clip" onClick={() => onOpenBundle(bundle.id)}>
            {bundle.name}
          </button>
          <span className="z-tag">{t('bundle.tag')}</span>
          {bundle.isArchived && <span className="z-tag">{t('archived')}</span>}
        </span>
      </td>
      <td className="z-number">{money(bundle.priceMinor ?? sumMinor)}</td>
      <td className="z-number">{formatDuration(totalMin, locale)}</td>
      <td className="z-dim z-clip">{parts.map(({ name }) => name).join(' + ')}</td>
      <td className="z-actions">
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('bundle.open', { name: bundle.name })}
          onClick={() => onOpenBundle(bundle.id)}
        >
          <IconPencil size={18} aria-hidden />
        </ActionIcon>
        {canEdit && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`${t(bundle.isArchived ? 'common:restore' : 'common:archive')}: ${bundle.name}`}
            onClick={() =>
              void update.run({
                bundleId: bundle.id,
                version: bundle.version,
                values: { isArchived: !bundle.isArchived },
              })
            }
          >
            {bundle.isArchived ? <IconArchiveOff size={18} aria-hidden /> : <IconArchive size={18} aria-hidden />}
          </ActionIcon>
        )}
      </td>
    </tr>
  );
}
