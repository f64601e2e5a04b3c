import type { TaskSchedule } from '@quncheng/api';
import { expect, test } from 'vitest';

import { choosing, constraintOf } from './constraint.ts';

const plain: TaskSchedule = { constraint_type: null, constraint_on: null, is_manual: false, effort_hours: null, calendar_id: null };
const dated = { not_before: null, planned_start: '2026-11-23', planned_finish: '2026-11-25' };

test('a task without a constraint follows the direction of its plan', () => {
  expect(constraintOf(dated, plain, false)).toEqual({ type: 'as_soon_as_possible', on: null });
  expect(constraintOf(dated, plain, true)).toEqual({ type: 'as_late_as_possible', on: null });
});

test('the earliest start is kept with the task, the others with what the plan says of it', () => {
  expect(constraintOf({ ...dated, not_before: '2026-11-23' }, plain, false)).toEqual({ type: 'start_no_earlier_than', on: '2026-11-23' });
  const must = { ...plain, constraint_type: 'must_finish_on', constraint_on: '2026-11-30' } as const;
  expect(constraintOf(dated, must, false)).toEqual({ type: 'must_finish_on', on: '2026-11-30' });
});

test('choosing a kind begins with the day the task is on', () => {
  const parts = { today: '2026-11-20', isBackward: false };
  expect(choosing('must_start_on', dated, parts)).toEqual({ constraint_type: 'must_start_on', constraint_on: '2026-11-23' });
  expect(choosing('finish_no_later_than', dated, parts)).toEqual({ constraint_type: 'finish_no_later_than', constraint_on: '2026-11-25' });
  const undated = { ...dated, planned_start: null };
  expect(choosing('start_no_later_than', undated, parts)).toEqual({ constraint_type: 'start_no_later_than', constraint_on: '2026-11-20' });
});

test('what is usual needs no constraint', () => {
  expect(choosing('as_soon_as_possible', dated, { today: '', isBackward: false })).toEqual({ constraint_type: null, constraint_on: null });
  expect(choosing('as_soon_as_possible', dated, { today: '', isBackward: true })).toEqual({ constraint_type: 'as_soon_as_possible', constraint_on: null });
});
