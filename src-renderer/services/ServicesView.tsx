import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArchive,
  IconArchiveOff,
  IconArrowDown,
  IconArrowUp,
  IconDots,
  IconPencil,
  IconPlus,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../src-shared/i18n/format.ts';
import type { Category, Service } from '../../src-shared/services/services.contract.ts';
import type { StaffMember } from '../../src-shared/staff/staff.contract.ts';
import { shortPersonName } from '../../src-shared/staff/staff.rules.ts';
import { api } from '../api/client.ts';
import { useLocale, useMoney } from '../app/session.ts';
import { InlineEdit } from '../ui/InlineEdit.tsx';
import { parseAmount } from '../ui/MoneyInput.tsx';
import { Dot } from '../ui/Swatches.tsx';
import { useCatalogueCommand } from './use-catalogue-command.ts';

interface ServicesViewProps {
  readonly categories: readonly Category[];
  readonly services: readonly Service[];
  readonly staff: readonly StaffMember[];
  readonly canEdit: boolean;
  /** Only found services are given: empty categories are left out and nothing is moved. */
  readonly isFiltered: boolean;
  readonly onOpen: (serviceId: number) => void;
  readonly onAdd: (categoryId: Category['id']) => void;
  readonly onEditCategory: (category: Category) => void;
}

/** The price list as one table, a group for each category. */
export function ServicesView(props: ServicesViewProps) {
  const { t } = useTranslation('services');
  const { categories, services, isFiltered } = props;
  const groups = Map.groupBy(services, ({ categoryId }) => categoryId);
  return (
    <table className="z-table z-table-fixed">
      <thead>
        <tr>
          <th scope="col">{t('columns.name')}</th>
          <th scope="col" className="z-number" style={{ width: 150 }}>
            {t('columns.price')}
          </th>
          <th scope="col" className="z-number" style={{ width: 130 }}>
            {t('columns.duration')}
          </th>
          <th scope="col" style={{ width: '32%' }}>
            {t('columns.staff')}
          </th>
          <th scope="col" style={{ width: 104 }} aria-label={t('more', { name: '' })} />
        </tr>
      </thead>
      {categories.map((category) => {
        const own = groups.get(category.id) ?? [];
        return isFiltered && own.length === 0 ? null : (
          <CategoryGroup key={category.id} {...props} category={category} services={own} />
        );
      })}
    </table>
  );
}

function CategoryGroup(props: ServicesViewProps & { readonly category: Category }) {
  const { t } = useTranslation('services');
  const { category, services, canEdit, onAdd, onEditCategory } = props;
  const update = useCatalogueCommand(api.services.updateCategory.mutationOptions());
  return (
    <tbody>
      <tr className="z-table-group">
        <td colSpan={4}>
          <div className="z-table-group-line">
            <Dot colour={category.colour} />
            <span>{category.name}</span>
            <span className="z-dim">{services.length}</span>
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
      {services.length === 0 && (
        <tr>
          <td colSpan={5} className="z-dim">
            {t('emptyCategory')}{' '}
            {canEdit && !category.isArchived && (
              <button type="button" className="z-link" onClick={() => onAdd(category.id)}>
                <u>{t('add')}</u>
              </button>
            )}
          </td>
        </tr>
      )}
      {services.map((service, index) => (
        <ServiceRow key={service.id} {...props} service={service} index={index} />
      ))}
    </tbody>
  );
}

type ServiceRowProps = ServicesViewProps & {
  readonly category: Category;
  readonly service: Service;
  readonly index: number;
};

function ServiceRow(props: ServiceRowProps) {
  const { t } = useTranslation('services');
  const money = useMoney();
  const locale = useLocale();
  const { service, staff, canEdit, onOpen } = props;
  const update = useCatalogueCommand(api.services.update.mutationOptions());
  const change = (values: Partial<Pick<Service, 'name' | 'priceMinor' | 'durationMin'>>): null => {
    void update.run({ serviceId: service.id, version: service.version, values });
    return null;
  };
  const price =
    service.priceMaxMinor === null ? money(service.priceMinor) : t('from', { price: money(service.priceMinor) });
  const duration = formatDuration(service.durationMin, locale);
  const isEditable = canEdit && !service.isArchived;
  const label = (column: 'name' | 'price' | 'duration', value: string) =>
    t('editValue', { label: t(`columns.${column}`), value });
  return (
    <tr data-archived={service.isArchived || undefined}>
      <td>
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
        {service.isArchived && <span className="z-tag">{t('archived')}</span>}
      </td>
      <td className="z-number">
        {isEditable ? (
          <InlineEdit
            label={label('price', price)}
            text={String(service.priceMinor / 100).replace('.', ',')}
            width={110}
            onCommit={(text) => {
              const priceMinor = parseAmount(text);
              if (priceMinor === null) return t('common:fields.notMoney');
              if (service.priceMaxMinor !== null && service.priceMaxMinor < priceMinor)
                return t('faults.BELOW_MINIMUM');
              return change({ priceMinor });
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
        {canEdit && <ServiceMenu {...props} />}
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

function ServiceMenu({ category, service, services, index, isFiltered }: ServiceRowProps) {
  const { t } = useTranslation('services');
  const archive = useCatalogueCommand(api.services.setArchived.mutationOptions());
  const reorder = useCatalogueCommand(api.services.reorder.mutationOptions());
  const move = (by: -1 | 1): void => {
    const serviceIds = services.map(({ id }) => id);
    serviceIds.splice(index, 1);
    serviceIds.splice(index + by, 0, service.id);
    void reorder.run({ categoryId: category.id, serviceIds });
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('more', { name: service.name })}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {!isFiltered && (
          <>
            <Menu.Item leftSection={<IconArrowUp size={16} />} disabled={index === 0} onClick={() => move(-1)}>
              {t('moveUp')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconArrowDown size={16} />}
              disabled={index === services.length - 1}
              onClick={() => move(1)}
            >
              {t('moveDown')}
            </Menu.Item>
          </>
        )}
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
