/** A year as twelve grids of weeks, with what the organization's calendar says about each day. */

import type { CalendarDay } from '@quncheng/api';

export interface DayCell {
  readonly date: string;
  readonly dayOfMonth: number;
  readonly kind: CalendarDay['kind'];
  readonly name: string;
  /** False for an ordinary Monday or Sunday, true for a day somebody decided about. */
  readonly isSpecial: boolean;
}

export interface MonthGrid {
  readonly month: number;
  /** Rows of seven from Monday; null outside the month. */
  readonly weeks: readonly (readonly (DayCell | null)[])[];
}

export function yearGrids(year: number, days: readonly CalendarDay[]): MonthGrid[] {
  const special = new Map(days.map((day) => [day.date, day]));
  return Array.from({ length: 12 }, (_unused, index) => monthGrid(year, index + 1, special));
}

function monthGrid(year: number, month: number, special: ReadonlyMap<string, CalendarDay>): MonthGrid {
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const cells: (DayCell | null)[] = Array.from({ length: mondayFirst(year, month, 1) }, () => null);
  for (let dayOfMonth = 1; dayOfMonth <= length; dayOfMonth += 1) {
    cells.push(dayCell(year, month, dayOfMonth, special));
  }
  while (cells.length % 7 !== 0) cells.push(null);
  const weeks = Array.from({ length: cells.length / 7 }, (_unused, week) => cells.slice(week * 7, week * 7 + 7));
  return { month, weeks };
}

function dayCell(year: number, month: number, dayOfMonth: number, special: ReadonlyMap<string, CalendarDay>): DayCell {
  const date = `${year}-${twoDigits(month)}-${twoDigits(dayOfMonth)}`;
  const decided = special.get(date);
  if (decided !== undefined) {
    const isOrdinary = decided.name === '' && decided.kind === ordinaryKind(year, month, dayOfMonth);
    return { date, dayOfMonth, kind: decided.kind, name: decided.name, isSpecial: !isOrdinary };
  }
  return { date, dayOfMonth, kind: ordinaryKind(year, month, dayOfMonth), name: '', isSpecial: false };
}

function ordinaryKind(year: number, month: number, dayOfMonth: number): CalendarDay['kind'] {
  return mondayFirst(year, month, dayOfMonth) >= 5 ? 'day_off' : 'workday';
}

/** 0 is Monday. */
function mondayFirst(year: number, month: number, dayOfMonth: number): number {
  return (new Date(Date.UTC(year, month - 1, dayOfMonth)).getUTCDay() + 6) % 7;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
