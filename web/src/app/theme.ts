import { type ButtonProps, createTheme, type CSSVariablesResolver, localStorageColorSchemeManager, type MantineColorsTuple, type ModalProps, type PopoverProps } from '@mantine/core';

/* Mantine asks for ten shades; every shade in use is overridden below by a token, so light and dark stay in one place. */
const accent: MantineColorsTuple = ['#dff0ec', '#c2dcd7', '#95c2ba', '#63a298', '#388176', '#175f55', '#0a6a5c', '#0a6a5c', '#064e44', '#053f38'];

const token = (name: string): string => `var(--tl-${name})`;
/* Mantine's two greys, told in our tokens; both follow the scheme by themselves. */
const gray = ['sunk', 'sunk', 'line', 'line', 'line-2', 'line-2', 'ink-3', 'ink-3', 'ink-2', 'ink'].map(token) as unknown as MantineColorsTuple;
const dark = ['ink', 'ink-2', 'ink-3', 'ink-3', 'line', 'sunk', 'card', 'card', 'page', 'page'].map(token) as unknown as MantineColorsTuple;

export const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent, gray, dark },
  primaryShade: { light: 6, dark: 6 },
  fontFamily: 'var(--tl-font)',
  fontFamilyMonospace: 'var(--tl-mono)',
  headings: { fontFamily: 'var(--tl-font)', fontWeight: '600' },
  fontSizes: { xs: 'var(--tl-text-xs)', sm: 'var(--tl-text-sm)', md: 'var(--tl-text-md)', lg: 'var(--tl-text-lg)', xl: 'var(--tl-text-xl)' },
  spacing: { xs: 'var(--tl-s2)', sm: 'var(--tl-s3)', md: 'var(--tl-s4)', lg: 'var(--tl-s6)', xl: 'var(--tl-s7)' },
  radius: { xs: 'var(--tl-r1)', sm: 'var(--tl-r1)', md: 'var(--tl-r2)', lg: 'var(--tl-r3)', xl: 'var(--tl-rfull)' },
  defaultRadius: 'md',
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  // Told by name, not by importing the components: a page that draws no modal should not fetch one.
  components: {
    Button: {
      defaultProps: { variant: 'default' } satisfies Partial<ButtonProps>,
      vars: (_: unknown, { size }: ButtonProps) => ({
        root: size === 'xs' ? { '--button-height': '26px', '--button-padding-x': '10px' } : { '--button-height': 'var(--tl-hit)', '--button-padding-x': '14px', '--button-fz': 'var(--tl-text-md)' },
      }),
      styles: { root: { fontWeight: 'var(--tl-w-medium)' } },
    },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.35 }, radius: 'lg' } satisfies Partial<ModalProps> },
    Popover: { defaultProps: { shadow: 'md', radius: 'lg', withinPortal: true, returnFocus: true, trapFocus: true } satisfies Partial<PopoverProps> },
  },
});

/** Mantine reads our tokens; no component of it keeps a colour of its own. */
export const tokensIntoMantine: CSSVariablesResolver = () => {
  const colours = {
    '--mantine-color-body': 'var(--tl-card)',
    '--mantine-color-text': 'var(--tl-ink)',
    '--mantine-color-bright': 'var(--tl-ink)',
    '--mantine-color-dimmed': 'var(--tl-ink-3)',
    '--mantine-color-placeholder': 'var(--tl-ink-3)',
    '--mantine-color-anchor': 'var(--tl-accent)',
    '--mantine-color-error': 'var(--tl-worse)',
    '--mantine-color-default': 'var(--tl-card)',
    '--mantine-color-default-hover': 'var(--tl-sunk)',
    '--mantine-color-default-color': 'var(--tl-ink)',
    '--mantine-color-default-border': 'var(--tl-line-2)',
    '--mantine-color-disabled': 'var(--tl-sunk)',
    '--mantine-color-disabled-color': 'var(--tl-ink-3)',
    '--mantine-color-disabled-border': 'var(--tl-line)',
    '--mantine-primary-color-filled': 'var(--tl-accent)',
    '--mantine-primary-color-filled-hover': 'var(--tl-accent-2)',
    '--mantine-primary-color-contrast': 'var(--tl-on-accent)',
    '--mantine-color-accent-filled': 'var(--tl-accent)',
    '--mantine-color-accent-filled-hover': 'var(--tl-accent-2)',
    '--mantine-color-accent-contrast': 'var(--tl-on-accent)',
    '--mantine-color-accent-light': 'var(--tl-accent-soft)',
    '--mantine-color-accent-light-hover': 'var(--tl-accent-soft)',
    '--mantine-color-accent-light-color': 'var(--tl-accent-2)',
    '--mantine-color-accent-outline': 'var(--tl-accent)',
    '--mantine-color-accent-text': 'var(--tl-accent)',
    '--mantine-color-gray-text': 'var(--tl-ink-2)',
    '--mantine-color-gray-light': 'var(--tl-sunk)',
    '--mantine-color-gray-light-hover': 'var(--tl-sunk)',
    '--mantine-color-gray-light-color': 'var(--tl-ink-2)',
    '--mantine-shadow-xs': 'var(--tl-shadow-1)',
    '--mantine-shadow-sm': 'var(--tl-shadow-1)',
    '--mantine-shadow-md': 'var(--tl-shadow-2)',
    '--mantine-shadow-xl': 'var(--tl-shadow-2)',
  };
  return { variables: { '--mantine-line-height': 'var(--tl-lead)' }, light: colours, dark: colours };
};

export const keepTheme = localStorageColorSchemeManager({ key: 'throughline.theme' });
