import type { MovedTask, PlanImpact } from '@quncheng/api';
import { expect, test } from 'vitest';

import { hasConsequences } from './impact.ts';

const nothing: PlanImpact = {
  moved: [],
  old_finish: '2026-11-27',
  new_finish: '2026-11-27',
  affected_member_ids: [],
  finish_workdays: 0,
  conflicts: [],
  overloads: [],
};
const moved: MovedTask = {
  task_id: 't1',
  number: 1,
  title: '初稿',
  assignee_id: null,
  old_start: '2026-11-23',
  old_finish: '2026-11-24',
  new_start: '2026-11-23',
  new_finish: '2026-11-25',
  workdays: 1,
  is_milestone: false,
  is_edited: true,
  reason: 'project_start',
  reason_id: null,
};

test('a task that moves alone needs no question', () => {
  expect(hasConsequences({ ...nothing, moved: [moved] })).toBe(false);
});

test('others that follow, another end, a conflict and an overload do', () => {
  expect(hasConsequences({ ...nothing, moved: [{ ...moved, is_edited: false }] })).toBe(true);
  expect(hasConsequences({ ...nothing, new_finish: '2026-11-30' })).toBe(true);
  expect(hasConsequences({ ...nothing, conflicts: [{ kind: 'deadline', task_id: 't1', title: '初稿', days: 1, predecessor_id: null }] })).toBe(true);
  expect(hasConsequences({ ...nothing, overloads: [{ member_id: 'm1', on: '2026-11-28', minutes_over: 60 }] })).toBe(true);
});

test('a move within the same day is none', () => {
  const within = { ...moved, is_edited: false, new_finish: moved.old_finish };
  expect(hasConsequences({ ...nothing, moved: [within] })).toBe(false);
});

test('the first end of a plan is no moved end', () => {
  expect(hasConsequences({ ...nothing, old_finish: null, new_finish: '2026-11-25' })).toBe(false);
});
