/** Calendar days as "YYYY-MM-DD" text: arithmetic and wording, never a time zone. */

export type Locale = 'zh-CN' | 'en';

const DAY_MS = 86_400_000;

function toTime(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function toDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(toTime(text)) && toDay(toTime(text)) === text;
}

export function addDays(day: string, days: number): string {
  return toDay(toTime(day) + days * DAY_MS);
}

/** Days from the first to the second, negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((toTime(to) - toTime(from)) / DAY_MS);
}

/** 0 is Monday, as everywhere in the API. */
export function weekdayOf(day: string): number {
  return (new Date(toTime(day)).getUTCDay() + 6) % 7;
}

export function endOfWeek(day: string): string {
  return addDays(day, 6 - weekdayOf(day));
}

/** The calendar day of an instant at the organization. */
export function dayOf(instant: string | number, timezone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: timezone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    new Date(instant),
  );
}

const RELATIVE: Record<Locale, Readonly<Record<string, string>>> = {
  'zh-CN': { '-1': '昨天', '0': '今天', '1': '明天', '2': '后天' },
  en: { '-1': 'Yesterday', '0': 'Today', '1': 'Tomorrow' },
};
const ZH_WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'];

/** "今天", "11月24日 周二", "2027年1月4日"; short enough for a card. */
export function formatDay(day: string, today: string, locale: Locale): string {
  return RELATIVE[locale][String(daysBetween(today, day))] ?? formatDate(day, today, locale);
}

/** Like `formatDay` without 今天 and 明天; the year only when it is another one. */
export function formatDate(day: string, today: string, locale: Locale): string {
  const isThisYear = day.slice(0, 4) === today.slice(0, 4);
  if (locale === 'en') return formatEnglish(day, isThisYear);
  const monthAndDay = `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;
  if (!isThisYear) return `${day.slice(0, 4)}年${monthAndDay}`;
  const isNear = Math.abs(daysBetween(today, day)) <= 14;
  return isNear ? `${monthAndDay} ${ZH_WEEKDAYS[weekdayOf(day)] ?? ''}` : monthAndDay;
}

function formatEnglish(day: string, isThisYear: boolean): string {
  const parts: Intl.DateTimeFormatOptions = { timeZone: 'UTC', month: 'short', day: 'numeric' };
  if (!isThisYear) parts.year = 'numeric';
  return new Intl.DateTimeFormat('en', parts).format(new Date(toTime(day)));
}

/** "刚刚", "5 分钟前", "昨天 17:30": when something happened. */
export function formatInstant(instant: string, now: number, timezone: string, locale: Locale): string {
  const minutes = Math.floor((now - Date.parse(instant)) / 60_000);
  if (minutes < 1) return locale === 'en' ? 'just now' : '刚刚';
  if (minutes < 60) return locale === 'en' ? `${minutes} min ago` : `${minutes} 分钟前`;
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: timezone, hour: '2-digit', minute: '2-digit' }).format(new Date(instant));
  return `${formatDay(dayOf(instant, timezone), dayOf(now, timezone), locale)} ${clock}`;
}
