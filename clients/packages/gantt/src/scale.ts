/** Time as pixels: four zooms and everything between them, and the two lines of the header. */
import { civilOf, dayOfCivil, mondayOf, quarterOf, weekdayOfDay, weekOfDay } from './days.ts';

export type Zoom = 'day' | 'week' | 'month' | 'quarter';
export const ZOOMS: readonly Zoom[] = ['day', 'week', 'month', 'quarter'];

const PIXELS_PER_DAY: Readonly<Record<Zoom, number>> = { day: 54, week: 20, month: 6, quarter: 2 };
const LEAST_PIXELS_PER_DAY = 1;
const MOST_PIXELS_PER_DAY = 96;

export interface Scale {
  /** The day at x = 0. */
  readonly firstDay: number;
  readonly dayCount: number;
  readonly pixelsPerDay: number;
  readonly zoom: Zoom;
}

export interface Reach {
  readonly firstDay: number;
  readonly lastDay: number;
}

/** Room before the first bar and, wider, behind the last: its title stands there, and it may be dragged further. */
const LEAD_DAYS = 7;
const TRAIL_DAYS = 28;

export function createScale(reach: Reach, pixelsPerDay: number, leastWidth: number): Scale {
  const density = zoomBy(pixelsPerDay, 1);
  const firstDay = mondayOf(reach.firstDay - LEAD_DAYS);
  const needed = reach.lastDay + TRAIL_DAYS - firstDay;
  return { firstDay, dayCount: Math.max(needed, Math.ceil(leastWidth / density)), pixelsPerDay: density, zoom: zoomOf(density) };
}

export function pixelsPerDayOf(zoom: Zoom): number {
  return PIXELS_PER_DAY[zoom];
}

/** As far as it goes. */
export function zoomBy(pixelsPerDay: number, factor: number): number {
  return Math.min(MOST_PIXELS_PER_DAY, Math.max(LEAST_PIXELS_PER_DAY, pixelsPerDay * factor));
}

/** What a density is called: pinching passes through all of them. */
export function zoomOf(pixelsPerDay: number): Zoom {
  if (pixelsPerDay >= 32) return 'day';
  if (pixelsPerDay >= 11) return 'week';
  return pixelsPerDay >= 3.5 ? 'month' : 'quarter';
}

export function xOf(scale: Scale, day: number): number {
  return (day - scale.firstDay) * scale.pixelsPerDay;
}

export function dayAt(scale: Scale, x: number): number {
  return scale.firstDay + x / scale.pixelsPerDay;
}

export function widthOf(scale: Scale): number {
  return scale.dayCount * scale.pixelsPerDay;
}

/** How the header says it; the client's dictionary fills it. */
export interface ScaleWords {
  readonly year: (year: number) => string;
  readonly quarter: (year: number, quarter: number) => string;
  readonly monthOfYear: (year: number, month: number) => string;
  readonly month: (month: number) => string;
  readonly week: (week: number) => string;
  /** 0 is Monday. */
  readonly weekday: (weekday: number, date: number) => string;
}

export interface HeaderCell {
  readonly firstDay: number;
  /** The day behind the last one. */
  readonly endDay: number;
  readonly text: string;
  /** When the text is too long for its cell; empty when nothing shorter says it. */
  readonly shortText: string;
}

export interface Header {
  readonly upper: readonly HeaderCell[];
  readonly lower: readonly HeaderCell[];
}

type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year';

const LINES: Readonly<Record<Zoom, { readonly upper: Unit; readonly lower: Unit }>> = {
  day: { upper: 'week', lower: 'day' },
  week: { upper: 'month', lower: 'week' },
  month: { upper: 'year', lower: 'month' },
  quarter: { upper: 'year', lower: 'quarter' },
};

/** The cells that touch the days from `from` to `to`, first and last included. */
export function headerOf(zoom: Zoom, range: { readonly from: number; readonly to: number }, words: ScaleWords): Header {
  const { upper, lower } = LINES[zoom];
  return { upper: cellsOf(upper, range, words, true), lower: cellsOf(lower, range, words, false) };
}

/** Where a unit that has this day in it begins. */
function startOfUnit(unit: Unit, day: number): number {
  if (unit === 'day') return Math.floor(day);
  if (unit === 'week') return mondayOf(Math.floor(day));
  const { year, month } = civilOf(Math.floor(day));
  if (unit === 'year') return dayOfCivil(year, 1, 1);
  return dayOfCivil(year, unit === 'month' ? month : (quarterOf(month) - 1) * 3 + 1, 1);
}

function endOfUnit(unit: Unit, start: number): number {
  if (unit === 'day') return start + 1;
  if (unit === 'week') return start + 7;
  const { year, month } = civilOf(start);
  if (unit === 'year') return dayOfCivil(year + 1, 1, 1);
  const months = month - 1 + (unit === 'month' ? 1 : 3);
  return dayOfCivil(year + Math.floor(months / 12), (months % 12) + 1, 1);
}

function cellsOf(unit: Unit, range: { readonly from: number; readonly to: number }, words: ScaleWords, isUpper: boolean): readonly HeaderCell[] {
  const cells: HeaderCell[] = [];
  for (let day = startOfUnit(unit, range.from); day <= range.to; day = endOfUnit(unit, day)) {
    cells.push({ firstDay: day, endDay: endOfUnit(unit, day), text: textOf(unit, day, words, isUpper), shortText: shortTextOf(unit, day) });
  }
  return cells;
}

function textOf(unit: Unit, day: number, words: ScaleWords, isUpper: boolean): string {
  const { year, month, date } = civilOf(day);
  if (unit === 'day') return words.weekday(weekdayOfDay(day), date);
  if (unit === 'week') return isUpper ? `${words.monthOfYear(year, month)} ${words.week(weekOfDay(day))}` : words.week(weekOfDay(day));
  if (unit === 'month') return isUpper ? words.monthOfYear(year, month) : words.month(month);
  if (unit === 'quarter') return words.quarter(year, quarterOf(month));
  return words.year(year);
}

function shortTextOf(unit: Unit, day: number): string {
  if (unit === 'day') return String(civilOf(day).date);
  if (unit === 'week') return String(weekOfDay(day));
  return unit === 'month' ? String(civilOf(day).month) : '';
}
