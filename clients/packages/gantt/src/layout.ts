/** Which rows there are and in which order: the tree with what is folded away, or groups, and only what a filter keeps. */
import { isMilestone, type Chart } from './chart.ts';

export type Grouping = 'none' | 'assignee' | 'milestone';
export const GROUPINGS: readonly Grouping[] = ['none', 'assignee', 'milestone'];

export interface TaskRow {
  readonly kind: 'task';
  /** Stays the same when rows move. */
  readonly id: string;
  readonly task: number;
  readonly depth: number;
  readonly isOpenable: boolean;
  readonly isOpen: boolean;
}

export interface GroupRow {
  readonly kind: 'group';
  readonly id: string;
  /** What its tasks have in common: a member or a milestone; null is "none". */
  readonly key: string | null;
  readonly count: number;
  readonly depth: 0;
  readonly isOpenable: true;
  readonly isOpen: boolean;
}

export type Row = TaskRow | GroupRow;

export interface Layout {
  readonly rows: readonly Row[];
  /** Task → row, −1 while it is not shown. */
  readonly rowOf: Int32Array;
}

export interface LayoutChoice {
  readonly grouping: Grouping;
  /** Ids of rows that are folded. */
  readonly folded: ReadonlySet<string>;
  /** Null keeps everything; a kept task keeps the summaries above it. */
  readonly keep: ((task: number) => boolean) | null;
  /** Groups stand in this order; those it does not know come last. */
  readonly groupOrder: readonly string[];
}

export const WHOLE_TREE: LayoutChoice = { grouping: 'none', folded: new Set(), keep: null, groupOrder: [] };

export function layOut(chart: Chart, choice: LayoutChoice): Layout {
  const rows = choice.grouping === 'none' ? treeRows(chart, choice) : groupedRows(chart, choice);
  const rowOf = new Int32Array(chart.tasks.length).fill(-1);
  rows.forEach((row, place) => {
    if (row.kind === 'task') rowOf[row.task] = place;
  });
  return { rows, rowOf };
}

function treeRows(chart: Chart, { folded, keep }: LayoutChoice): readonly Row[] {
  const kept = keep && keepWithParents(chart, keep);
  const rows: Row[] = [];
  // Everything deeper than this is folded away.
  let limit = Infinity;
  for (const task of chart.order) {
    const depth = chart.depth[task] ?? 0;
    if (depth > limit) continue;
    limit = Infinity;
    if (kept && kept[task] === 0) continue;
    const id = idOf(chart, task);
    const isOpenable = (chart.childCount[task] ?? 0) > 0;
    const isOpen = isOpenable && !folded.has(id);
    if (isOpenable && !isOpen) limit = depth;
    rows.push({ kind: 'task', id, task, depth, isOpenable, isOpen });
  }
  return rows;
}

function keepWithParents(chart: Chart, keep: (task: number) => boolean): Uint8Array {
  const kept = new Uint8Array(chart.tasks.length);
  for (let place = chart.order.length - 1; place >= 0; place -= 1) {
    const task = chart.order[place] ?? 0;
    if (kept[task] === 0 && !keep(task)) continue;
    kept[task] = 1;
    const up = chart.parent[task] ?? -1;
    if (up >= 0) kept[up] = 1;
  }
  return kept;
}

/** In groups stand the tasks that are worked on; summaries would stand in several. */
function groupedRows(chart: Chart, { grouping, folded, keep, groupOrder }: LayoutChoice): readonly Row[] {
  const keyOf = grouping === 'assignee' ? (task: number) => chart.tasks[task]?.assignee_id ?? null : milestoneKeys(chart);
  const groups = new Map<string | null, number[]>();
  for (const task of chart.order) {
    if ((chart.childCount[task] ?? 0) > 0 || (keep && !keep(task))) continue;
    const key = keyOf(task);
    const members = groups.get(key);
    if (members) members.push(task);
    else groups.set(key, [task]);
  }
  const places = new Map(groupOrder.map((key, place) => [key, place]));
  const placeOf = (key: string | null) => (key === null ? Infinity : (places.get(key) ?? groupOrder.length));
  const keys = [...groups.keys()].sort((one, other) => placeOf(one) - placeOf(other) || 0);
  return keys.flatMap((key): Row[] => {
    const tasks = groups.get(key) ?? [];
    const id = `group:${key ?? ''}`;
    const isOpen = !folded.has(id);
    const head: Row = { kind: 'group', id, key, count: tasks.length, depth: 0, isOpenable: true, isOpen };
    if (!isOpen) return [head];
    const byStart = [...tasks].sort((one, other) => (chart.planned.start[one] ?? 0) - (chart.planned.start[other] ?? 0) || one - other);
    const ordered = grouping === 'assignee' ? byStart : tasks;
    return [head, ...ordered.map((task): Row => ({ kind: 'task', id: idOf(chart, task), task, depth: 1, isOpenable: false, isOpen: false }))];
  });
}

/** Each task belongs to the first milestone that waits for it, over however many links. */
function milestoneKeys(chart: Chart): (task: number) => string | null {
  const before = new Map<number, number[]>();
  for (const { from, to } of chart.links) {
    const known = before.get(to);
    if (known) known.push(from);
    else before.set(to, [from]);
  }
  const milestoneOf = new Int32Array(chart.tasks.length).fill(-1);
  for (const milestone of milestonesByDate(chart)) {
    const waiting = [milestone];
    for (let task = waiting.pop(); task !== undefined; task = waiting.pop()) {
      if ((milestoneOf[task] ?? 0) >= 0) continue;
      milestoneOf[task] = milestone;
      waiting.push(...(before.get(task) ?? []));
    }
  }
  return (task) => chart.tasks[milestoneOf[task] ?? -1]?.id ?? null;
}

export function milestonesByDate(chart: Chart): readonly number[] {
  const dateOf = (task: number) => chart.planned.start[task] || Infinity;
  return [...chart.order]
    .filter((task) => {
      const fact = chart.tasks[task];
      return fact !== undefined && isMilestone(fact);
    })
    .sort((one, other) => dateOf(one) - dateOf(other) || one - other);
}

function idOf(chart: Chart, task: number): string {
  return chart.tasks[task]?.id ?? '';
}
