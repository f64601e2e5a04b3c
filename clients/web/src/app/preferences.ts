/** What a person chose for this device: appearance and language. */
import { useSyncExternalStore } from 'react';
import type { Locale } from '@quncheng/domain';

export type Theme = 'auto' | 'light' | 'dark';
export interface Preferences {
  readonly theme: Theme;
  readonly locale: Locale;
}

const THEME_KEY = 'quncheng.theme';
const LOCALE_KEY = 'quncheng.locale';

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Without storage the choice holds until the page is closed.
  }
}

function readTheme(): Theme {
  const stored = read(THEME_KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'auto';
}

let current: Preferences = { theme: readTheme(), locale: read(LOCALE_KEY) === 'en' ? 'en' : 'zh-CN' };
const listeners = new Set<() => void>();

function change(next: Preferences): void {
  current = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function getPreferences(): Preferences {
  return current;
}

export function setTheme(theme: Theme): void {
  write(THEME_KEY, theme);
  const root = document.documentElement;
  if (theme === 'auto') delete root.dataset['theme'];
  else root.dataset['theme'] = theme;
  change({ ...current, theme });
}

/** Call `loadLocale` of `words.tsx` first, so that the words are there. */
export function setLocale(locale: Locale): void {
  write(LOCALE_KEY, locale);
  document.documentElement.lang = locale;
  change({ ...current, locale });
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, getPreferences);
}
