import { expect, it } from 'vitest';

import { firstOfMonth, layoutWeek, spanOf, tasksOn, weeksOfMonth } from './layout.ts';

const task = (id: string, first: string | null, last: string | null, more: Partial<Parameters<typeof spanOf>[0]> = {}) => ({
  id,
  planned_start: first,
  planned_finish: last,
  due_date: null,
  status: 'open' as const,
  archived_at: null,
  ...more,
});

it('shows a month in whole weeks from Monday', () => {
  expect(weeksOfMonth('2026-11-22')).toEqual(['2026-10-26', '2026-11-02', '2026-11-09', '2026-11-16', '2026-11-23', '2026-11-30']);
  expect(weeksOfMonth('2027-02-10')).toEqual(['2027-02-01', '2027-02-08', '2027-02-15', '2027-02-22']);
});

it('goes from month to month over the years', () => {
  expect([firstOfMonth('2026-12-31', 1), firstOfMonth('2027-01-31', -1), firstOfMonth('2026-11-05', 0)]).toEqual(['2027-01-01', '2026-12-01', '2026-11-01']);
});

it('takes the plan, else the promise; what is cancelled or without a date is not there', () => {
  expect(spanOf(task('a', '2026-11-24', '2026-11-26'))).toEqual({ first: '2026-11-24', last: '2026-11-26' });
  expect(spanOf(task('b', null, null, { due_date: '2026-11-30' }))).toEqual({ first: '2026-11-30', last: '2026-11-30' });
  expect(spanOf(task('c', null, null))).toBeNull();
  expect(spanOf(task('d', '2026-11-24', '2026-11-26', { status: 'cancelled' }))).toBeNull();
});

it('puts overlapping tasks into lanes and fills the gaps', () => {
  const bars = layoutWeek(
    [task('short', '2026-11-25', '2026-11-25'), task('before', '2026-11-20', '2026-11-24'), task('long', '2026-11-24', '2026-12-02'), task('next', '2026-12-01', '2026-12-02')],
    '2026-11-23',
  );
  expect(bars.map(({ task: { id }, weekday, length, lane, isStart, isEnd }) => [id, weekday, length, lane, isStart, isEnd])).toEqual([
    ['before', 0, 2, 0, false, true],
    ['long', 1, 6, 1, true, false],
    ['short', 2, 1, 0, true, true],
  ]);
});

it('names the tasks of a day', () => {
  const tasks = [task('a', '2026-11-23', '2026-11-25'), task('b', '2026-11-26', '2026-11-26')];
  expect(tasksOn(tasks, '2026-11-25').map(({ id }) => id)).toEqual(['a']);
  expect(tasksOn(tasks, '2026-11-27')).toEqual([]);
});
