/** Working hours as people write them: "09:00-12:00 13:00-18:00". */

import type { WorkHours } from '@quncheng/api';

const SPAN = /^(\d{1,2})(?::?(\d{2}))?[-–~至到](\d{1,2})(?::?(\d{2}))?$/;
const DAY_MINUTES = 24 * 60;

export type WeekHours = readonly (readonly WorkHours[])[];

export function formatHours(hours: readonly WorkHours[]): string {
  return hours.map(({ starts_at, ends_at }) => `${starts_at.slice(0, 5)}-${ends_at === '00:00:00' ? '24:00' : ends_at.slice(0, 5)}`).join(' ');
}

/** Null when it cannot be read, overlaps or runs backwards; nothing at all is a day off. */
export function parseHours(text: string): readonly WorkHours[] | null {
  const parts = text.replaceAll('：', ':').replace(/\s*([-–~至到])\s*/g, '$1').split(/[\s,，、;；]+/).filter((part) => part !== '');
  const hours: WorkHours[] = [];
  let reached = 0;
  for (const part of parts) {
    const match = SPAN.exec(part);
    if (match === null) return null;
    const start = toMinutes(match[1], match[2]);
    const end = toMinutes(match[3], match[4]);
    if (start === null || end === null || start < reached || end <= start) return null;
    reached = end;
    hours.push({ starts_at: toTime(start), ends_at: toTime(end % DAY_MINUTES) });
  }
  return hours;
}

/** How long a week is worked, in hours. */
export function hoursOfWeek(week: WeekHours): number {
  const minutes = week.flat().reduce((sum, { starts_at, ends_at }) => sum + (minuteOf(ends_at) || DAY_MINUTES) - minuteOf(starts_at), 0);
  return Math.round(minutes / 6) / 10;
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function toMinutes(hour: string | undefined, minute: string | undefined): number | null {
  const minutes = Number(hour) * 60 + Number(minute ?? 0);
  return Number(minute ?? 0) < 60 && minutes <= DAY_MINUTES ? minutes : null;
}

function toTime(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:00`;
}
