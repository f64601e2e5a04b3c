import { expect, test } from 'vitest';

import { daysIn, directionOf, thresholdIn } from './plan-days.ts';

const forward = { planned_start: '2026-11-23', finishes_on: null, critical_float_days: 0 };
const backward = { ...forward, finishes_on: '2026-12-31' };

test('a fixed finish means counting back', () => {
  expect(directionOf(forward)).toBe('forward');
  expect(directionOf(backward)).toBe('backward');
});

test('only what is different is changed', () => {
  expect(daysIn(forward, {})).toEqual({});
  expect(daysIn(forward, { plannedStart: '2026-11-23' })).toEqual({});
  expect(daysIn(forward, { plannedStart: '2026-11-30' })).toEqual({ planned_start: '2026-11-30' });
  expect(daysIn(forward, { plannedStart: null })).toEqual({ planned_start: null });
});

test('another direction takes the finish away, or waits for one', () => {
  expect(daysIn(backward, { direction: 'forward' })).toEqual({ finishes_on: null });
  expect(daysIn(forward, { direction: 'backward' })).toEqual({});
  expect(daysIn(forward, { direction: 'backward', finishesOn: '2026-12-31' })).toEqual({ finishes_on: '2026-12-31' });
});

test('the threshold is a number of days', () => {
  expect(thresholdIn(forward, { threshold: '1.5' })).toBe(1.5);
  expect([thresholdIn(forward, {}), thresholdIn(forward, { threshold: '0' })]).toEqual([null, null]);
  expect([thresholdIn(forward, { threshold: '-1' }), thresholdIn(forward, { threshold: 'x' })]).toEqual([null, null]);
});
