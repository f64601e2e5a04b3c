import type { CardTask } from '@quncheng/api';
import { expect, test } from 'vitest';
import { compareByUrgency, deadlineOf, groupWork, isAtRisk, isOverdue, workGroupOf } from '../src/index.ts';

const TODAY = '2026-11-25';

function task(fields: Partial<CardTask>): CardTask {
  return {
    id: 't1',
    project_id: 'p1',
    number: 1,
    title: '内容撰写',
    kind: 'task',
    status: 'open',
    column_id: 'c1',
    rank: 'V00000',
    priority: 'medium',
    assignee_id: 'lilei',
    collaborator_ids: [],
    watcher_ids: [],
    parent_id: null,
    tags: [],
    duration_days: null,
    not_before: null,
    planned_start: null,
    planned_finish: null,
    due_date: null,
    due_time: null,
    forecast_finish: null,
    actual_start: null,
    actual_finish: null,
    percent_complete: 0,
    blocked_reason: '',
    checklist_done: 0,
    checklist_total: 0,
    comment_count: 0,
    subtask_count: 0,
    version: 1,
    created_at: '2026-11-20T00:00:00Z',
    updated_at: '2026-11-20T00:00:00Z',
    archived_at: null,
    ...fields,
  };
}

test('the promise comes before the plan', () => {
  expect(deadlineOf(task({ due_date: '2026-11-26', planned_finish: '2026-11-24' }))).toBe('2026-11-26');
  expect(deadlineOf(task({ planned_finish: '2026-11-24' }))).toBe('2026-11-24');
  expect(deadlineOf(task({}))).toBeNull();
});

test.each([
  [{ due_date: '2026-11-24' }, true],
  [{ due_date: TODAY }, false],
  [{ planned_finish: '2026-11-24' }, true],
  [{ due_date: '2026-11-24', status: 'done' }, false],
  [{ due_date: '2026-11-24', status: 'cancelled' }, false],
  [{ due_date: '2026-11-24', status: 'awaiting_acceptance' }, true],
  [{}, false],
] as const)('%j is overdue: %s', (fields, expected) => {
  expect(isOverdue(task(fields), TODAY)).toBe(expected);
});

test.each([
  [{ due_date: '2026-11-27', forecast_finish: '2026-11-28' }, true],
  [{ due_date: '2026-11-27', forecast_finish: '2026-11-27' }, false],
  [{ forecast_finish: '2026-11-27' }, false],
  [{ due_date: '2026-11-27', forecast_finish: '2026-11-28', status: 'done' }, false],
] as const)('%j is at risk: %s', (fields, expected) => {
  expect(isAtRisk(task(fields))).toBe(expected);
});

test.each([
  ['2026-11-24', 'overdue'],
  ['2026-11-25', 'today'],
  ['2026-11-29', 'this_week'],
  ['2026-11-30', 'later'],
] as const)('due on %s belongs to %s', (due_date, group) => {
  expect(workGroupOf(task({ due_date }), TODAY)).toBe(group);
});

test('my work is mine, unfinished and in order of urgency', () => {
  const groups = groupWork(
    [
      task({ id: 'b', number: 2, due_date: '2026-11-28' }),
      task({ id: 'a', number: 3, due_date: '2026-11-28', priority: 'high' }),
      task({ id: 'c', number: 4, due_date: '2026-11-27' }),
      task({ id: 'hers', assignee_id: 'hanmeimei', due_date: '2026-11-27' }),
      task({ id: 'done', status: 'done', due_date: '2026-11-27' }),
      task({ id: 'archived', archived_at: '2026-11-24T00:00:00Z', due_date: '2026-11-27' }),
      task({ id: 'undated' }),
    ],
    'lilei',
    TODAY,
  );
  expect([...groups].map(([group, tasks]) => [group, tasks.map(({ id }) => id)])).toEqual([
    ['overdue', []],
    ['today', []],
    ['this_week', ['c', 'a', 'b']],
    ['later', []],
    ['no_date', ['undated']],
  ]);
});

test('a task without a number comes last among equals', () => {
  expect([task({ id: 'new', number: null }), task({ id: 'old', number: 9 })].sort(compareByUrgency).map(({ id }) => id)).toEqual(['old', 'new']);
});
