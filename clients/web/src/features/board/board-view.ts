/** The board as columns of cards, computed from the tasks at hand. */

import type { BoardColumn, CardTask } from '@quncheng/api';
import { compareByRank } from '@quncheng/domain';

import type { ColumnOrder } from './drop-target.ts';

export interface ColumnView {
  readonly column: BoardColumn;
  readonly tasks: readonly CardTask[];
  /** Cards in the column before any filter: the WIP limit is about these. */
  readonly total: number;
}

export interface BoardFilter {
  readonly text: string;
  readonly assigneeId: string | null;
}

export const NO_FILTER: BoardFilter = { text: '', assigneeId: null };

export function arrangeBoard(
  columns: readonly BoardColumn[],
  tasks: readonly CardTask[],
  filter: BoardFilter,
): ColumnView[] {
  const byColumn = new Map<string, CardTask[]>(columns.map((column) => [column.id, []]));
  for (const task of tasks) {
    if (task.archived_at === null) byColumn.get(task.column_id)?.push(task);
  }
  const matches = matcherOf(filter);
  return [...columns].sort(byPosition).map((column) => {
    const all = byColumn.get(column.id) ?? [];
    return { column, tasks: all.filter(matches).sort(compareByRank), total: all.length };
  });
}

export function orderOf(views: readonly ColumnView[]): ColumnOrder[] {
  return views.map((view) => ({ columnId: view.column.id, cardIds: view.tasks.map((task) => task.id) }));
}

export function isOverLimit(view: ColumnView): boolean {
  return view.column.wip_limit !== null && view.total > view.column.wip_limit;
}

/** Same cards in the same order and state: then the column need not render again. */
export function hasSameCards(one: readonly CardTask[], other: readonly CardTask[]): boolean {
  return one.length === other.length && one.every((task, index) => task === other[index]);
}

function matcherOf(filter: BoardFilter): (task: CardTask) => boolean {
  const text = filter.text.trim().toLowerCase();
  const number = /^#?(\d+)$/u.exec(text)?.[1] ?? '';
  return (task) =>
    (filter.assigneeId === null || task.assignee_id === filter.assigneeId) &&
    (text === '' || task.title.toLowerCase().includes(text) || String(task.number) === number);
}

// Ranks compare by code unit, as the server does; a locale would order them differently.
function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function byPosition(one: BoardColumn, other: BoardColumn): number {
  return compareText(one.position, other.position) || compareText(one.id, other.id);
}

export function findCard(views: readonly ColumnView[], cardId: string): CardTask | undefined {
  for (const view of views) {
    const task = view.tasks.find((candidate) => candidate.id === cardId);
    if (task !== undefined) return task;
  }
  return undefined;
}
