import type { CardTask } from '@quncheng/api';
import { expect, it } from 'vitest';

import { isTaskKey, taskHref, taskKey } from './links.ts';
import { searchTasks } from './search-tasks.ts';

const base: CardTask = {
  id: '',
  project_id: 'p1',
  number: 1,
  title: '',
  kind: 'task',
  status: 'open',
  column_id: 'c',
  rank: 'a',
  priority: 'medium',
  assignee_id: null,
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
  created_at: '2026-11-01T00:00:00Z',
  updated_at: '2026-11-01T00:00:00Z',
  archived_at: null,
};
const tasks = [
  { ...base, id: 'a', number: 3, title: '2 号样稿' },
  { ...base, id: 'b', number: 2, title: '视觉初稿' },
  { ...base, id: 'c', number: null, title: '离线任务' },
];

it('puts the number before titles that contain it', () => {
  expect(searchTasks(tasks, '2', 5).map((task) => task.id)).toEqual(['b', 'a']);
  expect(searchTasks(tasks, '#3', 5).map((task) => task.id)).toEqual(['a']);
  expect(searchTasks(tasks, '稿', 1).map((task) => task.id)).toEqual(['a']);
  expect(searchTasks(tasks, '不存在', 5)).toEqual([]);
});

it('addresses a task by number, or by id until it has one', () => {
  expect(tasks.map(taskKey)).toEqual(['3', '2', 'c']);
  expect(tasks.map(taskHref)).toEqual(['/p/p1/t/3', '/p/p1/t/2', '/p/p1/t/c']);
  expect(tasks.map((task) => isTaskKey('2', task))).toEqual([false, true, false]);
  expect(tasks.map((task) => isTaskKey('c', task))).toEqual([false, false, true]);
});
