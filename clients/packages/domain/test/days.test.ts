import { expect, test } from 'vitest';
import { addDays, dayOf, daysBetween, endOfWeek, formatDate, formatDay, formatInstant, isDay, weekdayOf } from '../src/index.ts';

const SUNDAY = '2026-11-22';

test('days are counted without time zones, over months, years and leap days', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  expect(daysBetween('2026-11-22', '2027-01-01')).toBe(40);
  expect(daysBetween('2026-11-22', '2026-11-20')).toBe(-2);
});

test('a week begins on Monday and ends on Sunday', () => {
  expect(weekdayOf('2026-11-23')).toBe(0);
  expect(weekdayOf(SUNDAY)).toBe(6);
  expect(endOfWeek(SUNDAY)).toBe(SUNDAY);
  expect(endOfWeek('2026-11-23')).toBe('2026-11-29');
});

test.each([
  ['2026-02-29', false],
  ['2028-02-29', true],
  ['2026-13-01', false],
  ['2026-1-1', false],
  ['', false],
])('%s is a day: %s', (text, expected) => {
  expect(isDay(text)).toBe(expected);
});

test('the day of an instant is the organization’s, not the reader’s', () => {
  expect(dayOf('2026-11-22T16:30:00Z', 'Asia/Shanghai')).toBe('2026-11-23');
  expect(dayOf('2026-11-22T15:59:59Z', 'Asia/Shanghai')).toBe('2026-11-22');
});

test.each([
  ['2026-11-21', '昨天', 'Yesterday'],
  ['2026-11-22', '今天', 'Today'],
  ['2026-11-23', '明天', 'Tomorrow'],
  ['2026-11-24', '后天', 'Nov 24'],
  ['2026-11-27', '11月27日 周五', 'Nov 27'],
  ['2026-12-31', '12月31日', 'Dec 31'],
  ['2027-01-04', '2027年1月4日', 'Jan 4, 2027'],
])('%s reads %s / %s', (day, chinese, english) => {
  expect(formatDay(day, SUNDAY, 'zh-CN')).toBe(chinese);
  expect(formatDay(day, SUNDAY, 'en')).toBe(english);
});

test('a written date never says today', () => {
  expect(formatDate(SUNDAY, SUNDAY, 'zh-CN')).toBe('11月22日 周日');
});

test.each([
  ['2026-11-22T09:59:40Z', '刚刚', 'just now'],
  ['2026-11-22T09:55:00Z', '5 分钟前', '5 min ago'],
  ['2026-11-22T01:30:00Z', '今天 09:30', 'Today 09:30'],
  ['2026-11-21T09:30:00Z', '昨天 17:30', 'Yesterday 17:30'],
])('%s happened %s / %s', (instant, chinese, english) => {
  const now = Date.parse('2026-11-22T10:00:00Z');
  expect(formatInstant(instant, now, 'Asia/Shanghai', 'zh-CN')).toBe(chinese);
  expect(formatInstant(instant, now, 'Asia/Shanghai', 'en')).toBe(english);
});
