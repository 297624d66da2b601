import type { Locale } from '../../src-shared/i18n/format.ts';
import { settingsSchema } from '../../src-shared/settings/settings.contract.ts';

interface Option {
  readonly value: string;
  readonly label: string;
}

/** Zones of Russia and its neighbours by their Russian city, west to east; the others go by their own name. */
const CITY_RU: Readonly<Record<string, string>> = {
  'Europe/Kaliningrad': 'Калининград',
  'Europe/Moscow': 'Москва',
  'Europe/Minsk': 'Минск',
  'Europe/Samara': 'Самара',
  'Asia/Yekaterinburg': 'Екатеринбург',
  'Asia/Almaty': 'Алматы',
  'Asia/Omsk': 'Омск',
  'Asia/Novosibirsk': 'Новосибирск',
  'Asia/Krasnoyarsk': 'Красноярск',
  'Asia/Irkutsk': 'Иркутск',
  'Asia/Yakutsk': 'Якутск',
  'Asia/Vladivostok': 'Владивосток',
  'Asia/Magadan': 'Магадан',
  'Asia/Kamchatka': 'Камчатка',
};

/** Time zones to choose from: the Russian ones first, each with its city and its distance from UTC today. */
export function timeZoneOptions(locale: Locale, chosen: string, atMs = Date.now()): Option[] {
  const known = Intl.supportedValuesOf('timeZone');
  const first = Object.keys(CITY_RU);
  const rest = known.filter((zone) => !(zone in CITY_RU));
  const all = [...new Set([...first, ...rest, chosen])];
  return all.map((value) => {
    const city = value.split('/').at(-1)?.replaceAll('_', ' ') ?? value;
    const name = locale === 'ru' ? (CITY_RU[value] ?? city) : city;
    return { value, label: `${name} (${offsetText(value, atMs)})` };
  });
}

function offsetText(timeZone: string, atMs: number): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(atMs);
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value.replace('GMT', '') ?? '';
  return `UTC${offset.replace('-', '−') || '+00:00'}`;
}

/** Currencies to choose from, with their names. */
export function currencyOptions(locale: Locale): Option[] {
  const names = new Intl.DisplayNames(locale, { type: 'currency' });
  return settingsSchema.shape.currency
    .unwrap()
    .options.map((value) => ({ value, label: `${capitalised(names.of(value) ?? value)} (${value})` }));
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
