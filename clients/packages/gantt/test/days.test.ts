import { expect, test } from 'vitest';
import { civilOf, formatIsoDay, mondayOf, parseDay, quarterOf, weekdayOfDay, weekOfDay } from '../src/days.ts';
import { createWorkDays } from '../src/work-days.ts';
import { planOf } from './plans.ts';

test.each([
  ['1970-01-01', 0],
  ['1969-12-31', -1],
  ['2024-02-29', 19_782],
  ['2026-11-25', 20_782],
  ['2100-03-01', 47_541],
])('%s is day %i, and back', (text, day) => {
  expect(parseDay(text)).toBe(day);
  expect(formatIsoDay(day)).toBe(text);
});

test('every day of four centuries comes back', () => {
  for (let day = parseDay('1999-12-31'); day <= parseDay('2400-01-01'); day += 1) {
    if (parseDay(formatIsoDay(day)) !== day) throw new Error(formatIsoDay(day));
  }
  expect(civilOf(parseDay('2400-02-29'))).toEqual({ year: 2400, month: 2, date: 29 });
});

test('the week is that of ISO 8601, also around New Year', () => {
  expect(['2026-11-25', '2026-01-01', '2025-12-29', '2027-01-01', '2027-01-04'].map((text) => weekOfDay(parseDay(text)))).toEqual([48, 1, 1, 53, 1]);
  expect(weekdayOfDay(parseDay('2026-11-25'))).toBe(2);
  expect(formatIsoDay(mondayOf(parseDay('2026-11-29')))).toBe('2026-11-23');
  expect([1, 3, 4, 12].map(quarterOf)).toEqual([1, 1, 2, 4]);
});

const workDays = createWorkDays(planOf([]).calendar);

test('a make-up Saturday is worked and New Year is not', () => {
  expect(['2026-12-05', '2026-12-06', '2027-01-01', '2026-12-31'].map((text) => workDays.isWorkday(parseDay(text)))).toEqual([true, false, false, true]);
  expect(workDays.specialOn(parseDay('2026-12-05'))?.name).toBe('元旦调休');
});

test('counting goes over weekends, make-up days and holidays', () => {
  expect(formatIsoDay(workDays.add(parseDay('2026-12-04'), 2))).toBe('2026-12-07');
  expect(formatIsoDay(workDays.add(parseDay('2027-01-04'), -1))).toBe('2026-12-31');
  expect(workDays.count(parseDay('2026-11-30'), parseDay('2026-12-06'))).toBe(6);
  expect(workDays.between(parseDay('2026-11-27'), parseDay('2026-12-01'))).toBe(2);
  expect(workDays.between(parseDay('2026-12-01'), parseDay('2026-11-27'))).toBe(-2);
  expect(formatIsoDay(workDays.onOrAfter(parseDay('2027-01-01')))).toBe('2027-01-04');
  expect(formatIsoDay(workDays.onOrBefore(parseDay('2026-11-29')))).toBe('2026-11-27');
});

test('a calendar without workdays ends the search', () => {
  const never = createWorkDays({ weekly: [false, false, false, false, false, false, false], days: [] });
  expect(never.onOrAfter(20_782)).toBe(20_782);
});
