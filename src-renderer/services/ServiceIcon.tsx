import { ActionIcon, Popover, SimpleGrid, UnstyledButton } from '@mantine/core';
import {
  IconBath,
  IconBolt,
  IconBrush,
  IconCrown,
  IconDiamond,
  IconDroplet,
  IconEye,
  IconEyeSpark,
  IconFaceMask,
  IconFeather,
  IconFlame,
  IconFlower,
  IconGift,
  IconHandThreeFingers,
  IconHeart,
  IconLeaf,
  IconMan,
  IconMask,
  IconMassage,
  IconMoodKid,
  IconMoodSmile,
  IconMoustache,
  IconNeedle,
  IconPalette,
  IconPerfume,
  IconRazor,
  IconScissors,
  IconShoe,
  IconSparkles,
  IconStar,
  IconStretching,
  IconSun,
  IconUsersGroup,
  IconWand,
  IconWind,
  IconWoman,
  IconX,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { SERVICE_ICONS, type ServiceIcon as Name } from '../../src-shared/services/service-icons.ts';
import './services.css';

const ICONS: Readonly<Record<Name, ComponentType<{ size?: number; 'aria-hidden'?: boolean }>>> = {
  scissors: IconScissors,
  comb: IconFeather,
  razor: IconRazor,
  moustache: IconMoustache,
  palette: IconPalette,
  brush: IconBrush,
  wand: IconWand,
  wind: IconWind,
  droplet: IconDroplet,
  bath: IconBath,
  nails: IconHandThreeFingers,
  foot: IconShoe,
  eye: IconEye,
  brows: IconEyeSpark,
  lips: IconMoodSmile,
  face: IconFaceMask,
  mask: IconMask,
  body: IconStretching,
  massage: IconMassage,
  needle: IconNeedle,
  bolt: IconBolt,
  sun: IconSun,
  flame: IconFlame,
  leaf: IconLeaf,
  flower: IconFlower,
  heart: IconHeart,
  star: IconStar,
  diamond: IconDiamond,
  crown: IconCrown,
  sparkles: IconSparkles,
  man: IconMan,
  woman: IconWoman,
  child: IconMoodKid,
  group: IconUsersGroup,
  gift: IconGift,
  makeup: IconPerfume,
};

interface ServiceIconProps {
  readonly name: Name | null;
  readonly size?: number;
}

/** The sign of a service or a category; nothing when it has none. Decoration beside a name. */
export function ServiceIcon({ name, size = 18 }: ServiceIconProps) {
  if (name === null) return null;
  const Icon = ICONS[name];
  return <Icon size={size} aria-hidden />;
}

interface IconPickerProps {
  readonly label: string;
  readonly value: Name | null;
  readonly onChange: (value: Name | null) => void;
}

/** Chooses a sign of the built-in set. */
export function IconPicker({ label, value, onChange }: IconPickerProps) {
  const { t } = useTranslation('services');
  return (
    <Popover position="bottom-start" withArrow shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          variant="default"
          size={36}
          aria-label={`${label}: ${value === null ? t('icons.none') : t(`icons.${value}`)}`}
          title={label}
        >
          {value === null ? <IconStar size={18} className="z-faint-icon" aria-hidden /> : <ServiceIcon name={value} />}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <SimpleGrid cols={7} spacing={4}>
          <UnstyledButton
            className="z-icon-choice"
            aria-label={t('icons.none')}
            title={t('icons.none')}
            aria-pressed={value === null}
            onClick={() => onChange(null)}
          >
            <IconX size={18} aria-hidden />
          </UnstyledButton>
          {SERVICE_ICONS.map((name) => (
            <UnstyledButton
              key={name}
              className="z-icon-choice"
              aria-label={t(`icons.${name}`)}
              title={t(`icons.${name}`)}
              aria-pressed={value === name}
              onClick={() => onChange(name)}
            >
              <ServiceIcon name={name} size={20} />
            </UnstyledButton>
          ))}
        </SimpleGrid>
      </Popover.Dropdown>
    </Popover>
  );
}
