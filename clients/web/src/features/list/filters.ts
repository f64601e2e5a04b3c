/** What a task list shows and in which order; kept in the address, so that a view can be shared as a link. */

import type { CardTask, Priority, TaskStatus } from '@quncheng/api';
import { deadlineOf, isAtRisk, isOverdue, PRIORITIES, STATUSES } from '@quncheng/domain';

export const SORT_KEYS = ['number', 'title', 'status', 'priority', 'due_date', 'updated_at'] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export const URGENCIES = ['overdue', 'at_risk'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** Stands for "nobody" among the assignees of a filter. */
export const NOBODY = 'nobody';

export interface ListView {
  readonly text: string;
  readonly statuses: readonly TaskStatus[];
  readonly assigneeIds: readonly string[];
  readonly priorities: readonly Priority[];
  readonly urgency: Urgency | null;
  readonly sort: SortKey;
  readonly isDescending: boolean;
}

export const EMPTY_VIEW: ListView = {
  text: '',
  statuses: [],
  assigneeIds: [],
  priorities: [],
  urgency: null,
  sort: 'number',
  isDescending: false,
};

/** The address form: short names, nothing for what is not set. */
export interface ListSearch {
  readonly q?: string | undefined;
  readonly status?: string | undefined;
  readonly who?: string | undefined;
  readonly priority?: string | undefined;
  readonly urgent?: string | undefined;
  readonly sort?: string | undefined;
}

export function toSearch(view: ListView): ListSearch {
  const isDefaultOrder = view.sort === EMPTY_VIEW.sort && !view.isDescending;
  return {
    q: view.text === '' ? undefined : view.text,
    status: joined(view.statuses),
    who: joined(view.assigneeIds),
    priority: joined(view.priorities),
    urgent: view.urgency ?? undefined,
    sort: isDefaultOrder ? undefined : `${view.isDescending ? '-' : ''}${view.sort}`,
  };
}

/** Reads an address that anybody may have typed: unknown words are left out. */
export function fromSearch(search: Readonly<Record<string, unknown>>): ListView {
  const order = wordsOf(search['sort'])[0] ?? EMPTY_VIEW.sort;
  const isDescending = order.startsWith('-');
  const sortName = isDescending ? order.slice(1) : order;
  return {
    text: typeof search['q'] === 'string' || typeof search['q'] === 'number' ? String(search['q']) : '',
    statuses: known(STATUSES, wordsOf(search['status'])),
    assigneeIds: wordsOf(search['who']),
    priorities: known(PRIORITIES, wordsOf(search['priority'])),
    urgency: known(URGENCIES, wordsOf(search['urgent']))[0] ?? null,
    sort: known(SORT_KEYS, [sortName])[0] ?? EMPTY_VIEW.sort,
    isDescending,
  };
}

export function countFilters(view: ListView): number {
  const lists = [view.statuses, view.assigneeIds, view.priorities];
  return lists.filter((list) => list.length > 0).length + (view.urgency === null ? 0 : 1);
}

/** The tasks of a view in its order; ties fall back to the number, so the order never flickers. */
export function selectTasks(tasks: readonly CardTask[], view: ListView, today: string): CardTask[] {
  const matches = matcherOf(view, today);
  const sign = view.isDescending ? -1 : 1;
  const compare = COMPARATORS[view.sort];
  return tasks.filter(matches).sort((one, other) => sign * compare(one, other) || byNumber(one, other));
}

function matcherOf(view: ListView, today: string): (task: CardTask) => boolean {
  const words = view.text.trim().toLowerCase().split(/\s+/u).filter(Boolean);
  const statuses = new Set(view.statuses);
  const assignees = new Set(view.assigneeIds);
  const priorities = new Set(view.priorities);
  return (task) =>
    task.archived_at === null &&
    (statuses.size === 0 || statuses.has(task.status)) &&
    (assignees.size === 0 || assignees.has(task.assignee_id ?? NOBODY)) &&
    (priorities.size === 0 || priorities.has(task.priority)) &&
    (view.urgency !== 'overdue' || isOverdue(task, today)) &&
    (view.urgency !== 'at_risk' || isAtRisk(task)) &&
    words.every((word) => matchesWord(task, word));
}

function matchesWord(task: CardTask, word: string): boolean {
  if (/^#?\d+$/u.test(word) && String(task.number) === word.replace('#', '')) return true;
  return task.title.toLowerCase().includes(word) || task.tags.some((tag) => tag.toLowerCase().includes(word));
}

type Compare = (one: CardTask, other: CardTask) => number;

// One collator for all comparisons: making one per comparison costs a second on 10,000 titles.
const PINYIN = new Intl.Collator('zh-CN', { numeric: true });
const LAST_DAY = '9999-12-31';

const COMPARATORS: Readonly<Record<SortKey, Compare>> = {
  number: byNumber,
  title: (one, other) => PINYIN.compare(one.title, other.title),
  status: (one, other) => STATUSES.indexOf(one.status) - STATUSES.indexOf(other.status),
  priority: (one, other) => PRIORITIES.indexOf(one.priority) - PRIORITIES.indexOf(other.priority),
  due_date: (one, other) => compareText(deadlineOf(one) ?? LAST_DAY, deadlineOf(other) ?? LAST_DAY),
  updated_at: (one, other) => compareText(one.updated_at, other.updated_at),
};

// A task made offline has no number yet: it is the newest.
function byNumber(one: CardTask, other: CardTask): number {
  return (one.number ?? Number.MAX_SAFE_INTEGER) - (other.number ?? Number.MAX_SAFE_INTEGER);
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function joined(words: readonly string[]): string | undefined {
  return words.length === 0 ? undefined : words.join(',');
}

function wordsOf(value: unknown): string[] {
  return typeof value === 'string' ? value.split(',').filter(Boolean) : [];
}

function known<Word extends string>(all: readonly Word[], words: readonly string[]): Word[] {
  return all.filter((word) => words.includes(word));
}
