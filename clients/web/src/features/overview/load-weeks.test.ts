import { expect, it } from 'vitest';

import { mondaysOf, overloadedRuns, toHours, weeksOf } from './load-weeks.ts';

const day = (on: string, minutes: number, capacity = 480) => ({ on, minutes, capacity });
const LOAD = {
  member_id: 'li',
  days: [day('2026-11-26', 600), day('2026-11-27', 480), day('2026-11-30', 720), day('2026-12-01', 500), day('2026-12-02', 0), day('2026-12-05', 60, 0)],
  minutes: 2360,
  capacity: 2400,
  minutes_over: 440,
};

it('begins weeks on Monday, also when today is later', () => {
  expect(mondaysOf('2026-11-26', '2026-12-08')).toEqual(['2026-11-23', '2026-11-30', '2026-12-07']);
});

it('adds up weeks and sees a single overloaded day', () => {
  const [first, second, third] = weeksOf(LOAD, mondaysOf('2026-11-26', '2026-12-08'));
  expect(first).toEqual({ monday: '2026-11-23', minutes: 1080, capacity: 960, percent: 113, isOver: true });
  expect(second).toMatchObject({ percent: 89, isOver: true });
  expect(third).toEqual({ monday: '2026-12-07', minutes: 0, capacity: 0, percent: null, isOver: false });
});

it('joins overloaded days over a weekend, and keeps those apart that have a day with room between', () => {
  expect(overloadedRuns(LOAD)).toEqual([
    { first: '2026-11-26', last: '2026-11-26' },
    { first: '2026-11-30', last: '2026-12-01' },
    { first: '2026-12-05', last: '2026-12-05' },
  ]);
});

it('tells hours', () => {
  expect(toHours(100)).toBe(1.7);
});
