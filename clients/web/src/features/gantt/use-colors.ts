/** The design tokens as a canvas needs them; read again when the appearance changes. */
import type { Colors } from '@quncheng/gantt';
import type { Palette } from '@quncheng/tokens';
import { useMemo, useSyncExternalStore } from 'react';

import { usePreferences } from '../../app/preferences.ts';

const darkQuery = window.matchMedia('(prefers-color-scheme: dark)');

function subscribe(listener: () => void): () => void {
  darkQuery.addEventListener('change', listener);
  return () => darkQuery.removeEventListener('change', listener);
}

export interface Appearance {
  readonly colors: Colors;
  readonly font: string;
}

export function useAppearance(): Appearance {
  const { theme } = usePreferences();
  const isDark = useSyncExternalStore(subscribe, () => darkQuery.matches);
  // The tokens live in the style sheet: theme and system say when they are others.
  return useMemo(readAppearance, [theme, isDark]);
}

function readAppearance(): Appearance {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return { font: token('font'), colors: toColors(token) };
}

export function toColors(token: (name: keyof Palette) => string): Colors {
  return {
    surface: token('surface'),
    panel: token('panel'),
    fg: token('fg'),
    fg2: token('fg2'),
    fg3: token('fg3'),
    line: token('line'),
    hover: token('hover'),
    accent: token('accent'),
    accentFill: token('accent-fill'),
    accentSoft: token('accent-soft'),
    ok: token('ok'),
    okSoft: token('ok-soft'),
    warn: token('warn'),
    warnSoft: token('warn-soft'),
    danger: token('danger'),
    dangerSoft: token('danger-soft'),
  };
}
