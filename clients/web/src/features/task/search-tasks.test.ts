import { expect, it } from 'vitest';

import { makeCard } from '../../testing/cards.ts';
import { isTaskKey, taskHref, taskKey } from './links.ts';
import { searchTasks } from './search-tasks.ts';

const tasks = [
  makeCard({ project_id: 'p1', id: 'a', number: 3, title: '2 号样稿' }),
  makeCard({ project_id: 'p1', id: 'b', number: 2, title: '视觉初稿' }),
  makeCard({ project_id: 'p1', id: 'c', number: null, title: '离线任务' }),
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
