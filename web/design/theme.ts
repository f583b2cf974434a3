import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const teal: MantineColorsTuple = [
  '#e9f8f6',
  '#d3efec',
  '#a7dfd9',
  '#76cdc5',
  '#4bbbb2',
  '#25a79f',
  '#12918b',
  '#0c7c7a',
  '#0a6564',
  '#084f4f',
];

const red: MantineColorsTuple = [
  '#fdf0ef',
  '#fadcd9',
  '#f5bab5',
  '#ee958e',
  '#e57068',
  '#dc5248',
  '#cf3e34',
  '#bb3028',
  '#9c2620',
  '#7d1f1a',
];

const gray: MantineColorsTuple = [
  '#f7f9fa',
  '#eff3f5',
  '#e3e9ed',
  '#d2dbe1',
  '#b6c2cb',
  '#8b9ba7',
  '#5d6d7a',
  '#43515d',
  '#2b3742',
  '#17212a',
];

const dark: MantineColorsTuple = [
  '#dbe4ea',
  '#bccad3',
  '#9aabb7',
  '#728492',
  '#34434f',
  '#2a3742',
  '#1f2a33',
  '#182129',
  '#121a21',
  '#0c1318',
];

/** Colours, type and spacing of the whole interface. Spacing counts in eights. */
export const theme = createTheme({
  colors: { teal, red, gray, dark },
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 7 },
  autoContrast: true,
  luminanceThreshold: 0.34,
  black: '#17212a',
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', Menlo, Consolas, monospace",
  headings: {
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.625rem', lineHeight: '1.25' },
      h2: { fontSize: '1.1875rem', lineHeight: '1.35' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
    },
  },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '20px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
});

/** What differs between light and dark beyond Mantine's own variables. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: { '--midline-page-width': '72rem', '--midline-form-width': '36rem' },
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#17212a',
    '--mantine-color-dimmed': '#566572',
    '--mantine-color-placeholder': '#687783',
    '--mantine-color-anchor': '#0a6e6c',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-default-border': '#b9c5cd',
    '--midline-canvas': '#f4f7f8',
    '--midline-line': '#dfe6ea',
    '--midline-soft': '#eff5f5',
    '--midline-accent': '#0c7c7a',
  },
  dark: {
    '--mantine-color-body': '#182129',
    '--mantine-color-text': '#e4ebf0',
    '--mantine-color-dimmed': '#a3b2bd',
    '--mantine-color-placeholder': '#8597a3',
    '--mantine-color-anchor': '#5ccbc2',
    '--mantine-color-error': '#ff9d94',
    '--mantine-color-default-border': '#465763',
    '--midline-canvas': '#10181e',
    '--midline-line': '#2b3843',
    '--midline-soft': '#1d2a31',
    '--midline-accent': '#4bbbb2',
  },
});
