/** A plan in the shape drawing needs: one number per task and fact, the tree in reading order, links by index. */
import type { DependencyType, Plan, PlanTask } from '@quncheng/api';
import { parseDay } from './days.ts';

/** Day fractions: a task from Monday to Tuesday starts at Monday and finishes at Wednesday's midnight; NaN is "no date". */
export interface Spans {
  readonly start: Float64Array;
  readonly finish: Float64Array;
}

export interface ChartLink {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly type: DependencyType;
}

export interface Chart {
  readonly tasks: readonly PlanTask[];
  readonly indexOf: ReadonlyMap<string, number>;
  readonly planned: Spans;
  readonly forecast: Spans;
  readonly baseline: Spans;
  /** −1 for tasks at the top. */
  readonly parent: Int32Array;
  readonly depth: Uint8Array;
  readonly childCount: Int32Array;
  /** Every task once, parents before their children, siblings by rank. */
  readonly order: Int32Array;
  readonly percent: Float64Array;
  readonly links: readonly ChartLink[];
  readonly conflicts: ReadonlySet<number>;
  readonly today: number;
  /** The first and the last day on which anything happens. */
  readonly firstDay: number;
  readonly lastDay: number;
}

/** A working day as people draw it; the calendar's hours are finer than a pixel of ours. */
const DAY_STARTS = 9 * 60;
const DAY_ENDS = 18 * 60;

export function createChart(plan: Plan): Chart {
  const { tasks } = plan;
  const indexOf = new Map(tasks.map(({ id }, index) => [id, index]));
  const parent = Int32Array.from(tasks, (task) => (task.parent_id === null ? -1 : (indexOf.get(task.parent_id) ?? -1)));
  const { order, depth, childCount } = arrange(tasks, parent);
  const planned = spansOf(tasks.length, (index) => plannedSpan(tasks[index]));
  const percent = Float64Array.from(tasks, ({ percent_complete }) => percent_complete);
  rollUp({ tasks, order, parent, childCount, planned, percent });
  const forecast = spansOf(tasks.length, (index) => wholeDays(tasks[index]?.forecast_start, tasks[index]?.forecast_finish));
  const bases = new Map(plan.baseline?.tasks.map((task) => [task.task_id, task]));
  const baseline = spansOf(tasks.length, (index) => {
    const base = bases.get(tasks[index]?.id ?? '');
    return wholeDays(base?.planned_start, base?.planned_finish);
  });
  const today = parseDay(plan.today);
  const reach = reachOf([planned, forecast, baseline], today);
  return {
    tasks,
    indexOf,
    planned,
    forecast,
    baseline,
    parent,
    depth,
    childCount,
    order,
    percent,
    links: linksOf(plan, indexOf),
    conflicts: new Set(plan.conflicts.flatMap(({ task_id }) => indexOf.get(task_id) ?? [])),
    today,
    ...reach,
  };
}

export function isMilestone(task: PlanTask): boolean {
  return task.kind === 'milestone';
}

function linksOf(plan: Plan, indexOf: ReadonlyMap<string, number>): readonly ChartLink[] {
  return plan.links.flatMap(({ id, predecessor_id, successor_id, type }) => {
    const from = indexOf.get(predecessor_id);
    const to = indexOf.get(successor_id);
    return from === undefined || to === undefined ? [] : [{ id, from, to, type }];
  });
}

function spansOf(count: number, read: (index: number) => readonly [number, number]): Spans {
  const start = new Float64Array(count);
  const finish = new Float64Array(count);
  for (let index = 0; index < count; index += 1) {
    const span = read(index);
    start[index] = span[0];
    finish[index] = span[1];
  }
  return { start, finish };
}

/** With only one of the two dates the task is drawn on that day. */
function wholeDays(start: string | null | undefined, finish: string | null | undefined): readonly [number, number] {
  const last = finish ?? start;
  const first = start ?? finish;
  return first && last ? [parseDay(first), parseDay(last) + 1] : [NaN, NaN];
}

function plannedSpan(task: PlanTask | undefined): readonly [number, number] {
  const [first, end] = wholeDays(task?.planned_start, task?.planned_finish);
  if (!task || Number.isNaN(first)) return [NaN, NaN];
  const start = first + fractionOf(task.planned_start_minute, 0);
  const finish = end - 1 + fractionOf(task.planned_finish_minute, 1);
  return [start, Math.max(start, finish)];
}

function fractionOf(minute: number | null, otherwise: number): number {
  if (minute === null) return otherwise;
  return Math.min(1, Math.max(0, (minute - DAY_STARTS) / (DAY_ENDS - DAY_STARTS)));
}

function arrange(tasks: readonly PlanTask[], parent: Int32Array) {
  const children = new Map<number, number[]>();
  const childCount = new Int32Array(tasks.length);
  parent.forEach((up, index) => {
    const siblings = children.get(up);
    if (siblings) siblings.push(index);
    else children.set(up, [index]);
    if (up >= 0) childCount[up] = (childCount[up] ?? 0) + 1;
  });
  for (const siblings of children.values()) siblings.sort((one, other) => compare(tasks[one], tasks[other]));
  const order = new Int32Array(tasks.length);
  const depth = new Uint8Array(tasks.length);
  const waiting = [...(children.get(-1) ?? [])].reverse();
  let place = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    order[place] = next;
    place += 1;
    const up = parent[next] ?? -1;
    depth[next] = up < 0 ? 0 : (depth[up] ?? 0) + 1;
    const below = children.get(next) ?? [];
    for (let child = below.length - 1; child >= 0; child -= 1) waiting.push(below[child] ?? 0);
  }
  // Tasks whose parents stand in a circle are reached from nowhere: better not drawn than drawn forever.
  return { order: order.subarray(0, place), depth, childCount };
}

function compare(one: PlanTask | undefined, other: PlanTask | undefined): number {
  if (!one || !other || one.rank === other.rank) return (one?.number ?? 0) - (other?.number ?? 0);
  return one.rank < other.rank ? -1 : 1;
}

interface RollUp {
  readonly tasks: readonly PlanTask[];
  readonly order: Int32Array;
  readonly parent: Int32Array;
  readonly childCount: Int32Array;
  readonly planned: Spans;
  readonly percent: Float64Array;
}

/** Where the server has not: a summary reaches over its children, and is as far as they are, each weighing as much as it is long. */
function rollUp({ tasks, order, parent, childCount, planned: { start, finish }, percent }: RollUp): void {
  const weight = new Float64Array(percent.length);
  const done = new Float64Array(percent.length);
  const isOpen = Uint8Array.from(tasks, ({ is_summary }, index) => Number((childCount[index] ?? 0) > 0 && (!is_summary || Number.isNaN(start[index]))));
  for (const index of order) if (isOpen[index]) start[index] = finish[index] = NaN;
  for (let place = order.length - 1; place >= 0; place -= 1) {
    const index = order[place] ?? 0;
    const span = Math.max(0, (finish[index] ?? NaN) - (start[index] ?? NaN)) || 0;
    if (!isOpen[index]) {
      weight[index] = span;
      done[index] = span * (percent[index] ?? 0);
    } else if ((weight[index] ?? 0) > 0) {
      percent[index] = Math.round((done[index] ?? 0) / (weight[index] ?? 1));
    }
    const up = parent[index] ?? -1;
    if (up < 0) continue;
    weight[up] = (weight[up] ?? 0) + (weight[index] ?? 0);
    done[up] = (done[up] ?? 0) + (done[index] ?? 0);
    start[up] = lesser(start[up], start[index]);
    finish[up] = -lesser(-(finish[up] ?? NaN), -(finish[index] ?? NaN));
  }
}

/** The smaller of two, where NaN is "none". */
function lesser(one = NaN, other = NaN): number {
  if (Number.isNaN(one)) return other;
  return one <= other || Number.isNaN(other) ? one : other;
}

function reachOf(layers: readonly Spans[], today: number): { readonly firstDay: number; readonly lastDay: number } {
  let first: number = today;
  let last: number = today;
  for (const { start, finish } of layers) {
    for (const value of start) if (value < first) first = value;
    for (const value of finish) if (value > last) last = value;
  }
  return { firstDay: Math.floor(first), lastDay: Math.ceil(last) };
}
