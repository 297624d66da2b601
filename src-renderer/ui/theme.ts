import {
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type MantineThemeOverride,
  type VariantColorsResolver,
  createTheme,
  defaultVariantColorsResolver,
} from '@mantine/core';

/** Shades are for Mantine's own mixes; what is drawn comes from the tokens, which differ by scheme. */
const primary: MantineColorsTuple = [
  '#e3f4f7',
  '#c9e9ef',
  '#99d8e3',
  '#66c6d6',
  '#3bb5c9',
  '#22b8cf',
  '#1098ad',
  '#0b7285',
  '#095c6b',
  '#064853',
];
const danger: MantineColorsTuple = [
  '#fdecec',
  '#f9d0d0',
  '#f3a3a3',
  '#ff8787',
  '#ff6b6b',
  '#e03131',
  '#c92a2a',
  '#9b1c1c',
  '#7d1616',
  '#5f1010',
];

/** Mantine's own greys, so that what is not drawn from a token fits beside it. */
const gray: MantineColorsTuple = [
  '#f6f7f9',
  '#f1f3f5',
  '#eceff2',
  '#dfe3e8',
  '#ced4da',
  '#adb5bd',
  '#868e96',
  '#5b6470',
  '#343a40',
  '#1b1f24',
];
const dark: MantineColorsTuple = [
  '#e8eaed',
  '#c3c8ce',
  '#a4acb6',
  '#6f7883',
  '#343a41',
  '#2a2f35',
  '#22262b',
  '#1b1e22',
  '#141619',
  '#0f1113',
];

/** White is hard to read on the light teal and red of the dark scheme: filled things take their text from the tokens. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const resolved = defaultVariantColorsResolver(input);
  const colour = input.color ?? input.theme.primaryColor;
  if (input.variant !== 'filled') return resolved;
  if (colour === 'primary') return { ...resolved, color: 'var(--z-on-primary)' };
  if (colour === 'danger') return { ...resolved, color: 'var(--z-bg)' };
  return resolved;
};

const TOKENS: Record<string, string> = {
  '--mantine-color-body': 'var(--z-bg)',
  '--mantine-color-text': 'var(--z-text)',
  '--mantine-color-dimmed': 'var(--z-dim)',
  '--mantine-color-placeholder': 'var(--z-dim)',
  '--mantine-color-anchor': 'var(--z-primary)',
  '--mantine-color-error': 'var(--z-danger)',
  '--mantine-color-default': 'var(--z-bg)',
  '--mantine-color-default-hover': 'var(--z-hover)',
  '--mantine-color-default-color': 'var(--z-text)',
  '--mantine-color-default-border': 'var(--z-field)',
  '--mantine-color-disabled': 'var(--z-line-soft)',
  '--mantine-color-disabled-color': 'var(--z-dim)',
  '--mantine-color-disabled-border': 'var(--z-line)',
  '--mantine-primary-color-contrast': 'var(--z-on-primary)',
  '--mantine-color-primary-filled': 'var(--z-primary)',
  '--mantine-color-primary-filled-hover': 'var(--z-primary-hover)',
  '--mantine-color-primary-light': 'var(--z-primary-soft)',
  '--mantine-color-primary-light-hover': 'var(--z-primary-soft)',
  '--mantine-color-primary-light-color': 'var(--z-primary)',
  '--mantine-color-primary-outline': 'var(--z-primary)',
  '--mantine-color-primary-outline-hover': 'var(--z-primary-soft)',
  '--mantine-color-primary-text': 'var(--z-primary)',
  '--mantine-color-orange-light': 'var(--z-warning-soft)',
  '--mantine-color-orange-light-hover': 'var(--z-warning-soft)',
  '--mantine-color-orange-light-color': 'var(--z-text)',
  '--mantine-color-danger-filled': 'var(--z-danger)',
  '--mantine-color-danger-filled-hover': 'var(--z-danger)',
  '--mantine-color-danger-light': 'var(--z-danger-soft)',
  '--mantine-color-danger-light-hover': 'var(--z-danger-soft)',
  '--mantine-color-danger-light-color': 'var(--z-danger)',
  '--mantine-color-danger-outline': 'var(--z-danger)',
  '--mantine-color-danger-outline-hover': 'var(--z-hover)',
  // The shade by which a menu names its red entry, whatever the scheme.
  '--mantine-color-danger-6': 'var(--z-danger)',
  '--mantine-color-danger-text': 'var(--z-danger)',
  '--mantine-shadow-md': 'var(--z-shadow)',
  '--mantine-shadow-lg': 'var(--z-shadow)',
  '--mantine-shadow-xl': 'var(--z-shadow)',
};

/** Draws Mantine with the colour tokens of `tokens.css`. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: TOKENS, dark: TOKENS });

/** Mantine's theme: type, spacing and radii of ui.md section 3. */
export const theme: MantineThemeOverride = createTheme({
  primaryColor: 'primary',
  primaryShade: { light: 7, dark: 5 },
  colors: { primary, danger, gray, dark },
  variantColorResolver,
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', Consolas, monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  lineHeights: { xs: '16px', sm: '18px', md: '20px', lg: '24px', xl: '24px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  defaultRadius: 'md',
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '18px', lineHeight: '24px' },
      h2: { fontSize: '16px', lineHeight: '24px' },
      h3: { fontSize: '14px', lineHeight: '20px' },
    },
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Modal: { defaultProps: { radius: 'lg', centered: true, transitionProps: { duration: 120 } } },
    Drawer: { defaultProps: { transitionProps: { duration: 120 } } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } },
    Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 80 } } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    Badge: { defaultProps: { tt: 'none', fw: 550 } },
    Switch: { defaultProps: { withThumbIndicator: false } },
    Button: { defaultProps: { loaderProps: { type: 'dots' } } },
  },
});
