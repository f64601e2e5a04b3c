/** What an act on the chart asks of the plan: in workdays, as the server counts them. Pure: the chart in, a proposal out. */
import type { DependencyType, PlanChanges } from '@quncheng/api';
import { isMilestone, type Chart } from './chart.ts';
import { formatIsoDay } from './days.ts';
import type { Ghost } from './scene.ts';
import type { WorkDays } from './work-days.ts';

export interface Proposal {
  readonly changes: Required<PlanChanges>;
  /** Where the tasks themselves would stand; what follows from it the server says. */
  readonly ghosts: readonly Ghost[];
}

export type Edge = 'start' | 'finish';

interface Plan {
  readonly chart: Chart;
  readonly workDays: WorkDays;
}

/** First and last day of a task; null while it has no dates. */
function daysOf(chart: Chart, task: number): { readonly first: number; readonly last: number } | null {
  const start = chart.planned.start[task] ?? NaN;
  const finish = chart.planned.finish[task] ?? NaN;
  if (Number.isNaN(start) || Number.isNaN(finish)) return null;
  return { first: Math.floor(start), last: Math.max(Math.floor(start), Math.ceil(finish) - 1) };
}

/** A summary's dates are those of its children, and what is done stays where it was done. */
export function mayMove(chart: Chart, task: number): boolean {
  const status = chart.tasks[task]?.status;
  return (chart.childCount[task] ?? 0) === 0 && daysOf(chart, task) !== null && status !== 'done' && status !== 'cancelled';
}

export function mayResize(chart: Chart, task: number): boolean {
  const facts = chart.tasks[task];
  return mayMove(chart, task) && facts !== undefined && !isMilestone(facts);
}

/** Moves tasks by calendar days, each to the next workday and with the workdays it had; null when nothing moves. */
export function proposeMove({ chart, workDays }: Plan, tasks: readonly number[], days: number): Proposal | null {
  const ghosts: Ghost[] = [];
  const changes = tasks.flatMap((task) => {
    const span = daysOf(chart, task);
    if (!span || !mayMove(chart, task)) return [];
    const first = days < 0 ? workDays.onOrBefore(span.first + days) : workDays.onOrAfter(span.first + days);
    if (first === span.first) return [];
    const length = Math.max(1, workDays.count(span.first, span.last));
    ghosts.push({ task, start: first, finish: workDays.add(first, length - 1) + 1 });
    return [{ task_id: idOf(chart, task), start: formatIsoDay(first) }];
  });
  return changes.length === 0 ? null : { changes: { changes, links: NO_LINKS }, ghosts };
}

/** Moves a task by workdays: what the keyboard does. */
export function proposeShift(plan: Plan, tasks: readonly number[], workdays: number): Proposal | null {
  const [lead] = tasks;
  const span = lead === undefined ? null : daysOf(plan.chart, lead);
  if (!span) return null;
  return proposeMove(plan, tasks, plan.workDays.add(span.first, workdays) - span.first);
}

/** Takes one end of a bar to another day; at least one workday is left. */
export function proposeResize({ chart, workDays }: Plan, task: number, { edge, days }: { readonly edge: Edge; readonly days: number }): Proposal | null {
  const span = daysOf(chart, task);
  if (!span || !mayResize(chart, task)) return null;
  const first = edge === 'start' ? Math.min(workDays.onOrAfter(span.first + days), workDays.onOrBefore(span.last)) : span.first;
  const last = edge === 'finish' ? Math.max(workDays.onOrBefore(span.last + days), workDays.onOrAfter(span.first)) : span.last;
  if (first === span.first && last === span.last) return null;
  const duration = Math.max(1, workDays.count(first, last));
  const change = { task_id: idOf(chart, task), duration_days: duration, ...(edge === 'start' && { start: formatIsoDay(first) }) };
  return { changes: { changes: [change], links: NO_LINKS }, ghosts: [{ task, start: first, finish: last + 1 }] };
}

/** Makes a task longer or shorter by workdays: what the keyboard does. */
export function proposeStretch(plan: Plan, task: number, workdays: number): Proposal | null {
  const span = daysOf(plan.chart, task);
  if (!span) return null;
  return proposeResize(plan, task, { edge: 'finish', days: plan.workDays.add(span.last, workdays) - span.last });
}

export interface LinkEnds {
  readonly from: number;
  readonly fromEdge: Edge;
  readonly to: number;
  readonly toEdge: Edge;
}

/** Null for a link to itself, to its own summary, or beside one that is there. */
export function proposeLink({ chart }: Plan, { from, fromEdge, to, toEdge }: LinkEnds): Proposal | null {
  const isKnown = chart.links.some((link) => (link.from === from && link.to === to) || (link.from === to && link.to === from));
  if (from === to || isKnown || isAbove(chart, from, to) || isAbove(chart, to, from)) return null;
  const type: DependencyType = `${fromEdge === 'finish' ? 'F' : 'S'}${toEdge === 'start' ? 'S' : 'F'}`;
  const added = [{ predecessor_id: idOf(chart, from), successor_id: idOf(chart, to), type }];
  return { changes: { changes: [], links: { added, removed: [] } }, ghosts: [] };
}

export function proposeUnlink(chart: Chart, link: number): Proposal | null {
  const id = chart.links[link]?.id;
  return id === undefined ? null : { changes: { changes: [], links: { added: [], removed: [id] } }, ghosts: [] };
}

const NO_LINKS = { added: [], removed: [] } as const;

function isAbove(chart: Chart, upper: number, lower: number): boolean {
  for (let task = chart.parent[lower] ?? -1; task >= 0; task = chart.parent[task] ?? -1) if (task === upper) return true;
  return false;
}

function idOf(chart: Chart, task: number): string {
  return chart.tasks[task]?.id ?? '';
}
