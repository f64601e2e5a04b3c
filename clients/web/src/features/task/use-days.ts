/** Days and instants in the organization's calendar and the reader's language. */

import { daysBetween, formatDate, formatDay, formatInstant } from '@quncheng/domain';
import { useMemo } from 'react';

import { useLocale } from '../../app/words.ts';
import { useMe } from '../../data/hooks.ts';

export interface Days {
  readonly today: string;
  /** 今天, 明天, 11月24日 周二. */
  readonly format: (day: string) => string;
  /** 今天, 明天, 11月24日: for cards, where every character counts. */
  readonly formatShort: (day: string) => string;
  /** The date itself, without 今天. */
  readonly formatDate: (day: string) => string;
  readonly formatInstant: (instant: string) => string;
}

export function useDays(): Days {
  const locale = useLocale();
  const { today, timezone } = useMe().organization;
  return useMemo(() => {
    const shortDate = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'short', day: 'numeric' });
    return {
      today,
      format: (day) => formatDay(day, today, locale),
      formatShort: (day) => (isNear(day, today) ? formatDay(day, today, locale) : shortDate.format(Date.parse(day))),
      formatDate: (day) => formatDate(day, today, locale),
      formatInstant: (instant) => formatInstant(instant, Date.now(), timezone, locale),
    };
  }, [today, timezone, locale]);
}

/** Yesterday to the day after tomorrow: those have names. */
function isNear(day: string, today: string): boolean {
  const distance = daysBetween(today, day);
  return distance >= -1 && distance <= 2;
}
