import type { GridFlag, VisitStatus } from './grid-model.ts';

// Tabler Icons, outline (MIT). Status and flag signs are drawn as background images of the card: a full salon shows some
// 2,000 of them, and as elements they alone would cost three times the node budget of the whole grid (ui.md 1.3).
const PATHS = {
  hourglass:
    'M6.5 7h11M6.5 17h11M6 20v-2a6 6 0 1 1 12 0v2a1 1 0 0 1 -1 1h-10a1 1 0 0 1 -1 -1M6 4v2a6 6 0 1 0 12 0v-2a1 1 0 0 0 -1 -1h-10a1 1 0 0 0 -1 1',
  check: 'M5 12l5 5l10 -10',
  checks: 'M7 12l5 5l10 -10M2 12l5 5m5 -5l5 -5',
  userCheck: 'M8 7a4 4 0 1 0 8 0a4 4 0 0 0 -8 0M6 21v-2a4 4 0 0 1 4 -4h4M15 19l2 2l4 -4',
  playerPlay: 'M7 4v16l13 -8l-13 -8',
  userX: 'M8 7a4 4 0 1 0 8 0a4 4 0 0 0 -8 0M6 21v-2a4 4 0 0 1 4 -4h3.5M22 22l-5 -5M17 22l5 -5',
  x: 'M18 6l-12 12M6 6l12 12',
  usersGroup:
    'M10 13a2 2 0 1 0 4 0a2 2 0 0 0 -4 0M8 21v-1a2 2 0 0 1 2 -2h4a2 2 0 0 1 2 2v1M15 5a2 2 0 1 0 4 0a2 2 0 0 0 -4 0M17 10h2a2 2 0 0 1 2 2v1M5 5a2 2 0 1 0 4 0a2 2 0 0 0 -4 0M3 13v-1a2 2 0 0 1 2 -2h2',
  note: 'M13 20l7 -7M13 20v-6a1 1 0 0 1 1 -1h6v-7a2 2 0 0 0 -2 -2h-12a2 2 0 0 0 -2 2v12a2 2 0 0 0 2 2h7',
  repeat: 'M4 12v-3a3 3 0 0 1 3 -3h13m-3 -3l3 3l-3 3M20 12v3a3 3 0 0 1 -3 3h-13m3 3l-3 -3l3 -3',
  star: 'M12 17.75l-6.172 3.245l1.179 -6.873l-5 -4.867l6.9 -1l3.086 -6.253l3.086 6.253l6.9 1l-5 4.867l1.179 6.873l-6.158 -3.245',
  sparkles:
    'M16 18a2 2 0 0 1 2 2a2 2 0 0 1 2 -2a2 2 0 0 1 -2 -2a2 2 0 0 1 -2 2m0 -12a2 2 0 0 1 2 2a2 2 0 0 1 2 -2a2 2 0 0 1 -2 -2a2 2 0 0 1 -2 2m-7 12a6 6 0 0 1 6 -6a6 6 0 0 1 -6 -6a6 6 0 0 1 -6 6a6 6 0 0 1 6 6',
  world: 'M3 12a9 9 0 1 0 18 0a9 9 0 0 0 -18 0M3.6 9h16.8M3.6 15h16.8M11.5 3a17 17 0 0 0 0 18M12.5 3a17 17 0 0 1 0 18',
  gift: 'M3 9a1 1 0 0 1 1 -1h16a1 1 0 0 1 1 1v2a1 1 0 0 1 -1 1h-16a1 1 0 0 1 -1 -1l0 -2M12 8l0 13M19 12v7a2 2 0 0 1 -2 2h-10a2 2 0 0 1 -2 -2v-7M7.5 8a2.5 2.5 0 0 1 0 -5a4.8 8 0 0 1 4.5 5a4.8 8 0 0 1 4.5 -5a2.5 2.5 0 0 1 0 5',
  idBadge:
    'M7 12h3v4h-3l0 -4M10 6h-6a1 1 0 0 0 -1 1v12a1 1 0 0 0 1 1h16a1 1 0 0 0 1 -1v-12a1 1 0 0 0 -1 -1h-6M10 4a1 1 0 0 1 1 -1h2a1 1 0 0 1 1 1v3a1 1 0 0 1 -1 1h-2a1 1 0 0 1 -1 -1l0 -3M14 16h2M14 12h4',
  cake: 'M3 20h18v-8a3 3 0 0 0 -3 -3h-12a3 3 0 0 0 -3 3v8M3 14.803c.312 .135 .654 .204 1 .197a2.4 2.4 0 0 0 2 -1a2.4 2.4 0 0 1 2 -1a2.4 2.4 0 0 1 2 1a2.4 2.4 0 0 0 2 1a2.4 2.4 0 0 0 2 -1a2.4 2.4 0 0 1 2 -1a2.4 2.4 0 0 1 2 1a2.4 2.4 0 0 0 2 1c.35 .007 .692 -.062 1 -.197M12 4l1.465 1.638a2 2 0 1 1 -3.015 .099l1.55 -1.737',
  link: 'M9 15l6 -6M11 6l.463 -.536a5 5 0 0 1 7.071 7.072l-.534 .464M13 18l-.397 .534a5.068 5.068 0 0 1 -7.127 0a4.972 4.972 0 0 1 0 -7.071l.524 -.463',
  triangle:
    'M12 9v4M10.363 3.591l-8.106 13.534a1.914 1.914 0 0 0 1.636 2.871h16.214a1.914 1.914 0 0 0 1.636 -2.87l-8.106 -13.536a1.914 1.914 0 0 0 -3.274 0M12 16h.01',
  coffee:
    'M3 14c.83 .642 2.077 1.017 3.5 1c1.423 .017 2.67 -.358 3.5 -1c.83 -.642 2.077 -1.017 3.5 -1c1.423 -.017 2.67 .358 3.5 1M8 3a2.4 2.4 0 0 0 -1 2a2.4 2.4 0 0 0 1 2M12 3a2.4 2.4 0 0 0 -1 2a2.4 2.4 0 0 0 1 2M3 10h14v5a6 6 0 0 1 -6 6h-2a6 6 0 0 1 -6 -6v-5M16.746 16.726a3 3 0 1 0 .252 -5.555',
  lock: 'M5 13a2 2 0 0 1 2 -2h10a2 2 0 0 1 2 2v6a2 2 0 0 1 -2 2h-10a2 2 0 0 1 -2 -2v-6M11 16a1 1 0 1 0 2 0a1 1 0 0 0 -2 0M8 11v-4a4 4 0 1 1 8 0v4',
  calendarOff:
    'M9 5h9a2 2 0 0 1 2 2v9m-.184 3.839a2 2 0 0 1 -1.816 1.161h-12a2 2 0 0 1 -2 -2v-12a2 2 0 0 1 1.158 -1.815M16 3v4M8 3v1M4 11h7m4 0h5M3 3l18 18',
  alert: 'M3 12a9 9 0 1 0 18 0a9 9 0 0 0 -18 0M12 8v4M12 16h.01',
  rubel: 'M8 19v-14h6a3 3 0 0 1 0 6h-8M14 15h-8',
} as const;

const FLAG_PATHS: Record<Exclude<GridFlag, 'paid'>, string> = {
  debt: PATHS.triangle,
  note: PATHS.note,
  repeat: PATHS.repeat,
  star: PATHS.star,
  new: PATHS.sparkles,
  online: PATHS.world,
  gift: PATHS.gift,
  pass: PATHS.idBadge,
  cake: PATHS.cake,
  allergy: PATHS.alert,
};

/** The colour of a status sign: its edge, except on the fills where only the text colour is strong enough. */
const STATUS_SIGNS: Record<VisitStatus | 'group', { readonly path: string; readonly tone: 'edge' | 'text' }> = {
  booked: { path: PATHS.hourglass, tone: 'edge' },
  confirmed: { path: PATHS.check, tone: 'edge' },
  arrived: { path: PATHS.userCheck, tone: 'text' },
  in_progress: { path: PATHS.playerPlay, tone: 'text' },
  completed: { path: PATHS.checks, tone: 'edge' },
  no_show: { path: PATHS.userX, tone: 'edge' },
  cancelled: { path: PATHS.x, tone: 'edge' },
  group: { path: PATHS.usersGroup, tone: 'edge' },
};

function picture(content: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="13" height="13" fill="none">${content}</svg>`;
  return `url("data:image/svg+xml,${encodeURIComponent(svg)}")`;
}

const stroked = (path: string, colour: string, weight = 2): string =>
  picture(
    `<path d="${path}" stroke="${colour}" stroke-width="${weight}" stroke-linecap="round" stroke-linejoin="round"/>`,
  );

function paidPicture(sign: string, colour: string): string {
  if (sign === '₽') return stroked(PATHS.rubel, colour, 2.75);
  const text = sign.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return picture(
    `<text x="12" y="19" text-anchor="middle" font-family="Inter,sans-serif" font-weight="700" font-size="20" fill="${colour}">${text}</text>`,
  );
}

type Colour = (token: string) => string;
type LookStatus = VisitStatus | 'group';

/** Which signs a card carries; every combination that is on the screen has one rule of its own. */
interface Combination {
  readonly status: LookStatus;
  readonly flags: readonly GridFlag[];
  readonly hasSign: boolean;
  readonly hasOwnFill: boolean;
}

const combinations = new Map<string, Combination>();
let sheet: CSSStyleSheet | null = null;
let currentSign = '₽';

/**
 * The class that draws these signs on a card: flags at the right of the first line in the given order, the status sign at
 * the left, and the status's pattern.
 *
 * One rule for each combination (some dozens in a day) instead of variables on each card: a picture in a variable is parsed
 * anew for every card, which cost 60 ms of the first paint.
 */
export function signClass(
  status: LookStatus,
  flags: readonly GridFlag[],
  hasSign: boolean,
  hasOwnFill: boolean,
): string {
  const name = `jg-k-${status}${hasSign ? '-s' : ''}${hasOwnFill ? '-c' : ''}${flags.map((flag) => `-${flag}`).join('')}`;
  if (!combinations.has(name)) {
    const combination = { status, flags, hasSign, hasOwnFill };
    combinations.set(name, combination);
    sheet?.insertRule(combinationRule(name, combination, colourReader(), currentSign), sheet.cssRules.length);
  }
  return name;
}

function combinationRule(name: string, look: Combination, colour: Colour, paidSign: string): string {
  const { status, flags, hasSign, hasOwnFill } = look;
  const isOnStrongFill = (status === 'in_progress' || status === 'arrived') && !hasOwnFill;
  const ink = colour(isOnStrongFill ? `--z-st-${status}-text` : '--z-text');
  const inkOf = (flag: GridFlag): string => {
    if (isOnStrongFill) return ink;
    if (flag === 'paid') return colour('--z-paid');
    if (flag === 'debt' || flag === 'allergy') return colour('--z-st-no_show-edge');
    return flag === 'new' ? colour('--z-st-group-edge') : ink;
  };
  const layers = flags.map((flag, index) => ({
    image: flag === 'paid' ? paidPicture(paidSign, inkOf(flag)) : stroked(FLAG_PATHS[flag], inkOf(flag)),
    x: `calc(100% - ${4 + 16 * (flags.length - 1 - index)}px)`,
  }));
  if (hasSign) {
    const { path, tone } = STATUS_SIGNS[status];
    const tint = status === 'in_progress' && hasOwnFill ? colour('--z-text') : colour(`--z-st-${status}-${tone}`);
    layers.push({ image: stroked(path, tint), x: '6px' });
  }
  const list = (of: (layer: { image: string; x: string }) => string): string[] => layers.map(of);
  // The stripes are the last layer of all: `--jg-stripes` of the style sheet, repeated over the whole card.
  const stripes = status === 'no_show' ? ['var(--jg-stripes)'] : [];
  const images = [...list((layer) => layer.image), ...stripes].join();
  if (images === '') return `.${name}{background-image:none}`;
  const rest = stripes.length > 0;
  return `.${name}{background-image:${images};background-position-x:${[...list((layer) => layer.x), ...(rest ? ['0'] : [])].join()};background-repeat:${[...list(() => 'no-repeat'), ...(rest ? ['repeat'] : [])].join()};background-size:${[...list(() => '13px'), ...(rest ? ['auto'] : [])].join()}}`;
}

const colourReader = (): Colour => {
  const style = getComputedStyle(document.documentElement);
  return (token) => style.getPropertyValue(token).trim();
};

/** The style sheet with every sign in the colours of the scheme that is on now. */
function signSheet(colour: Colour, paidSign: string): string {
  const dim = colour('--z-dim');
  const rules = [...combinations].map(([name, look]) => combinationRule(name, look, colour, paidSign));
  const blocks = { break: PATHS.coffee, block: PATHS.lock, absence: PATHS.calendarOff };
  for (const [kind, path] of Object.entries(blocks)) {
    rules.push(`.jg-block-${kind}{background-image:${stroked(path, dim)}}`);
  }
  rules.push(
    `.jg-off-all{background-image:${stroked(PATHS.calendarOff, dim)}}`,
    `.jg-rail{background-image:${stroked(PATHS.hourglass, dim)}}`,
    `.jg-tag-link{background-image:${stroked(PATHS.link, colour('--z-text'))}}`,
  );
  for (const status of ['in_progress', 'arrived'] as const) {
    const link = stroked(PATHS.link, colour(`--z-st-${status}-text`));
    rules.push(`.jg-s-${status}:not(.jg-own-fill) .jg-tag-link{background-image:${link}}`);
  }
  return rules.join('\n');
}

/**
 * Draws the signs in the colours of the current scheme and again whenever the scheme changes; returns the undo.
 *
 * An image cannot read CSS variables, so the colours are read from the page and written into the images. `paidSign` is
 * the salon's currency sign.
 */
export function installGridSigns(paidSign: string): () => void {
  const own = new CSSStyleSheet();
  const redraw = (): void => own.replaceSync(signSheet(colourReader(), paidSign));
  currentSign = paidSign;
  sheet = own;
  redraw();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, own];
  const observer = new MutationObserver(redraw);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-mantine-color-scheme'] });
  return () => {
    observer.disconnect();
    if (sheet === own) sheet = null;
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== own);
  };
}
