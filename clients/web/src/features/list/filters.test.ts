import type { CardTask } from '@quncheng/api';
import { expect, it } from 'vitest';

import { makeCard } from '../../testing/cards.ts';
import { countFilters, EMPTY_VIEW, fromSearch, NOBODY, selectTasks, toSearch, type ListView } from './filters.ts';

const TODAY = '2026-11-22';

const card = (number: number, title: string, fields: Partial<CardTask> = {}): CardTask => makeCard({ id: `t${number}`, number, title, ...fields });

const tasks = [
  card(1, '内容撰写', { assignee_id: 'lilei', due_date: '2026-11-20', priority: 'high' }),
  card(2, '视觉初稿', {
    assignee_id: 'hanmei',
    planned_finish: '2026-11-27',
    forecast_finish: '2026-12-01',
    tags: ['设计'],
  }),
  card(12, '测试部署', { status: 'done', due_date: '2026-11-01', priority: 'low' }),
  card(20, '旧任务', { archived_at: '2026-11-02T00:00:00Z' }),
];

function numbers(view: Partial<ListView>): (number | null)[] {
  return selectTasks(tasks, { ...EMPTY_VIEW, ...view }, TODAY).map((task) => task.number);
}

it('finds two Chinese characters, a tag, and a number with or without #', () => {
  expect(numbers({ text: '撰写' })).toEqual([1]);
  expect(numbers({ text: '设计' })).toEqual([2]);
  expect(numbers({ text: '#12' })).toEqual([12]);
  expect(numbers({ text: '2' })).toEqual([2]);
  expect(numbers({ text: '视觉 部署' })).toEqual([]);
  expect(numbers({})).toEqual([1, 2, 12]);
});

it('narrows by status, person, priority and urgency', () => {
  expect(numbers({ statuses: ['done'] })).toEqual([12]);
  expect(numbers({ assigneeIds: [NOBODY] })).toEqual([12]);
  expect(numbers({ assigneeIds: ['lilei', 'hanmei'] })).toEqual([1, 2]);
  expect(numbers({ priorities: ['high', 'low'] })).toEqual([1, 12]);
  expect(numbers({ urgency: 'overdue' })).toEqual([1]);
  expect(numbers({ urgency: 'at_risk' })).toEqual([2]);
});

it('sorts, with undated tasks last and the number deciding ties', () => {
  expect(numbers({ sort: 'due_date' })).toEqual([12, 1, 2]);
  expect(numbers({ sort: 'priority' })).toEqual([1, 2, 12]);
  expect(numbers({ sort: 'priority', isDescending: true })).toEqual([12, 2, 1]);
  expect(numbers({ sort: 'title' })).toEqual([12, 1, 2]);
  expect(numbers({ sort: 'updated_at', isDescending: true })).toEqual([1, 2, 12]);
});

it('keeps a task without a number at the end', () => {
  const fresh = card(0, '离线新建', { number: null });
  expect(selectTasks([fresh, ...tasks], EMPTY_VIEW, TODAY).map((task) => task.number)).toEqual([1, 2, 12, null]);
});

it('survives the way through the address', () => {
  const view: ListView = {
    text: '部署 #3',
    statuses: ['open', 'done'],
    assigneeIds: ['lilei', NOBODY],
    priorities: ['high'],
    urgency: 'overdue',
    sort: 'due_date',
    isDescending: true,
  };
  expect(fromSearch({ ...toSearch(view) })).toEqual(view);
  expect(Object.values(toSearch(EMPTY_VIEW)).filter((value) => value !== undefined)).toEqual([]);
  expect(countFilters(view)).toBe(4);
  expect(countFilters({ ...EMPTY_VIEW, text: 'x' })).toBe(0);
});

it('leaves out words it does not know', () => {
  expect(fromSearch({ q: 12, status: 'done,gone', priority: 7, urgent: 'x', sort: '-password' })).toEqual({
    ...EMPTY_VIEW,
    text: '12',
    statuses: ['done'],
    isDescending: true,
  });
});
