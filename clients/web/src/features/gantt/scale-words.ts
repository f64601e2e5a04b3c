/** The header of the calendar in the reader's language. */
import type { Locale } from '@quncheng/domain';
import type { ScaleWords } from '@quncheng/gantt';
import type { Translate } from '@quncheng/i18n';

/** 1 January 2024 is a Monday. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

export function createScaleWords(t: Translate, locale: Locale): ScaleWords {
  const monthFormat = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'short' });
  const weekdayFormat = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'short' });
  const months = Array.from({ length: 12 }, (_unused, month) => monthFormat.format(Date.UTC(2024, month, 1)));
  const weekdays = Array.from({ length: 7 }, (_unused, weekday) => weekdayFormat.format(MONDAY + weekday * DAY_MS));
  const monthName = (month: number): string => months[month - 1] ?? '';
  return {
    year: (year) => t('gantt.year', { year }),
    quarter: (_year, quarter) => t('gantt.quarter', { quarter }),
    monthOfYear: (year, month) => t('gantt.month_of_year', { year, month: monthName(month) }),
    month: monthName,
    week: (week) => t('gantt.week', { week }),
    weekday: (weekday, date) => `${weekdays[weekday] ?? ''} ${date}`,
  };
}
