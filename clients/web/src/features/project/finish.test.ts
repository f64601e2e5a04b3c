import { expect, it } from 'vitest';

import { compareFinish, doubt, latest, percentOf, progressOf, workOf } from './finish.ts';

it('says how many calendar days the end moved', () => {
  expect(compareFinish('2026-11-30', '2026-12-02')).toEqual({ kind: 'late', days: 2 });
  expect(compareFinish('2026-11-30', '2026-11-27')).toEqual({ kind: 'early', days: 3 });
  expect(compareFinish('2026-11-30', '2026-11-30')).toEqual({ kind: 'on_time' });
  expect(compareFinish('2026-11-30', null)).toEqual({ kind: 'unknown' });
  expect(compareFinish(null, '2026-11-30')).toEqual({ kind: 'unknown' });
});

it('does not promise a good end while tasks are overdue or blocked', () => {
  expect(doubt({ kind: 'on_time' }, 2)).toEqual({ kind: 'in_doubt', count: 2 });
  expect(doubt({ kind: 'early', days: 3 }, 1)).toEqual({ kind: 'in_doubt', count: 1 });
  expect(doubt({ kind: 'on_time' }, 0)).toEqual({ kind: 'on_time' });
  expect(doubt({ kind: 'late', days: 2 }, 1)).toEqual({ kind: 'late', days: 2 });
});

it('never says 100 % before everything is done', () => {
  expect(percentOf(999, 1000)).toBe(99);
  expect(percentOf(1000, 1000)).toBe(100);
  expect(percentOf(1, 3)).toBe(33);
  expect(percentOf(0, 0)).toBe(0);
});

it('finds the last of the known dates', () => {
  expect(latest(['2026-11-30', null, '2026-12-04', '2026-12-01'])).toBe('2026-12-04');
  expect(latest([null])).toBeNull();
  expect(latest([])).toBeNull();
});

it('weighs progress by duration, and counts neither milestones nor what was cancelled', () => {
  const tasks = [
    { kind: 'task', status: 'done', duration_days: 1, percent_complete: 100 },
    { kind: 'task', status: 'in_progress', duration_days: 3, percent_complete: 20 },
    { kind: 'deliverable', status: 'open', duration_days: null, percent_complete: 0 },
    { kind: 'milestone', status: 'done', duration_days: 0, percent_complete: 100 },
    { kind: 'task', status: 'cancelled', duration_days: 9, percent_complete: 0 },
  ] as const;
  expect(workOf(tasks)).toEqual(tasks.slice(0, 3));
  expect(progressOf(workOf(tasks))).toBe(32);
  expect(progressOf([])).toBe(0);
});
