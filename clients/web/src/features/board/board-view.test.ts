import type { BoardColumn, CardTask } from '@quncheng/api';
import { expect, it } from 'vitest';

import { makeCard } from '../../testing/cards.ts';
import { arrangeBoard, hasSameCards, isOverLimit, NO_FILTER } from './board-view.ts';
import { rowsOf } from './column-layout.ts';
import { GAP_ROW } from './drop-target.ts';

const column = (id: string, position: string, wip_limit: number | null = null): BoardColumn => ({
  id,
  project_id: 'p',
  name: id,
  status: 'open',
  position,
  wip_limit,
  version: 1,
});

const card = (id: string, fields: Partial<CardTask>): CardTask => makeCard({ id, title: id, ...fields });

const columns = [column('doing', 'b', 1), column('todo', 'a')];
const tasks = [
  card('t1', { column_id: 'todo', rank: 'n', number: 1 }),
  card('t2', { column_id: 'todo', rank: 'V', number: 2, assignee_id: 'lilei' }),
  card('t3', { column_id: 'doing', rank: 'a', number: 3 }),
  card('t4', { column_id: 'doing', rank: 'b', number: 4, assignee_id: 'lilei' }),
  card('t5', { column_id: 'doing', rank: 'c', archived_at: '2026-11-02T00:00:00Z' }),
];
const ids = (filter = NO_FILTER) =>
  arrangeBoard(columns, tasks, filter).map((view) => [view.column.id, ...view.tasks.map((task) => task.id)]);

it('orders columns and cards by rank as the server does, capitals first, and hides archived cards', () => {
  expect(ids()).toEqual([
    ['todo', 't2', 't1'],
    ['doing', 't3', 't4'],
  ]);
});

it('filters cards but counts the limit over all of them', () => {
  const views = arrangeBoard(columns, tasks, { text: '', assigneeId: 'lilei' });
  expect(views.map((view) => view.tasks.map((task) => task.id))).toEqual([['t2'], ['t4']]);
  expect(views.map((view) => view.total)).toEqual([2, 2]);
  expect(views.map(isOverLimit)).toEqual([false, true]);
  expect(ids({ text: '#3', assigneeId: null })).toEqual([['todo'], ['doing', 't3']]);
});

it('knows when a column need not render again', () => {
  const [one, other] = tasks;
  if (one === undefined || other === undefined) throw new Error('two cards');
  expect(hasSameCards([one, other], [one, other])).toBe(true);
  expect(hasSameCards([one, other], [other, one])).toBe(false);
  expect(hasSameCards([one], [{ ...one }])).toBe(false);
});

it('opens the gap where the card came from, then where it is carried', () => {
  const cards = tasks.slice(0, 2);
  const rows = (columnId: string, slot: { columnId: string; index: number } | null) =>
    rowsOf(columnId, cards, 't1', slot).rows.map((row) => row.id);
  expect(rows('todo', null)).toEqual([GAP_ROW, 't2']);
  expect(rows('todo', { columnId: 'todo', index: 1 })).toEqual(['t2', GAP_ROW]);
  expect(rows('todo', { columnId: 'doing', index: 0 })).toEqual(['t2']);
  expect(rowsOf('todo', cards, 't1', null).held).toMatchObject({ index: 0, task: { id: 't1' } });
  expect(rowsOf('doing', [], 't1', null)).toEqual({ rows: [], held: null });
  expect(rowsOf('todo', cards, null, null)).toMatchObject({ held: null, rows: [{ id: 't1' }, { id: 't2' }] });
});
