/** The words of the chosen language for every component. */
import { createTranslate, zh, type Translate } from '@quncheng/i18n';
import type { Locale } from '@quncheng/domain';
import { usePreferences, getPreferences } from './preferences.ts';

const translators = new Map<Locale, Translate>([['zh-CN', createTranslate(zh)]]);

/** English comes only when somebody asks for it. */
export async function loadLocale(locale: Locale): Promise<void> {
  if (translators.has(locale)) return;
  const { en } = await import('@quncheng/i18n/en');
  translators.set(locale, createTranslate(en));
}

function translatorOf(locale: Locale): Translate {
  return translators.get(locale) ?? createTranslate(zh);
}

export function useWords(): Translate {
  return translatorOf(usePreferences().locale);
}

export function useLocale(): Locale {
  return usePreferences().locale;
}

/** For code outside components, such as toasts of the data layer. */
export function getWords(): Translate {
  return translatorOf(getPreferences().locale);
}
