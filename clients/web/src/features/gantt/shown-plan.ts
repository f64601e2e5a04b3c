/** The plan as it is drawn: the server's answer with what this device knows better, or the device's own plan without it. */
import type { Dependency, DependencyType, Plan, PlanTask } from '@quncheng/api';

import type { StoredTask } from '../../data/store-types.ts';

/** Fields that a member changes here and sees at once, before the server has worked out the plan again. */
type LiveField = 'title' | 'assignee_id' | 'status' | 'percent_complete' | 'priority';
const LIVE_FIELDS: readonly LiveField[] = ['title', 'assignee_id', 'status', 'percent_complete', 'priority'];

/** Tasks that nobody touched stay the same objects. */
export function withLiveFields(plan: Plan, stored: readonly StoredTask[]): Plan {
  const byId = new Map(stored.map((task) => [task.id, task]));
  let isChanged = false;
  const tasks = plan.tasks.map((task): PlanTask => {
    const live = byId.get(task.id);
    if (!live || LIVE_FIELDS.every((field) => live[field] === task[field])) return task;
    isChanged = true;
    const { title, assignee_id, status, percent_complete, priority } = live;
    return { ...task, title, assignee_id, status, percent_complete, priority };
  });
  return isChanged ? { ...plan, tasks } : plan;
}

const TYPES: readonly DependencyType[] = ['FS', 'SS', 'FF', 'SF'];

interface Known {
  readonly tasks: readonly StoredTask[];
  readonly dependencies: readonly Dependency[];
  readonly today: string;
}

/** Without a server: the dates are those it last planned, the critical path it alone knows. */
export function planFromStore({ tasks, dependencies, today }: Known): Plan {
  return {
    version: 0,
    today,
    starts_on: null,
    finishes_on: null,
    planned_finish: null,
    forecast_finish: null,
    calendar: { weekly: [true, true, true, true, true, false, false], days: [] },
    unpublished_years: [],
    tasks: tasks.map(toPlanTask),
    links: dependencies.map((dependency) => ({
      id: dependency.id,
      predecessor_id: dependency.predecessor_id,
      successor_id: dependency.successor_id,
      type: TYPES.find((type) => type === dependency.type) ?? 'FS',
      // Drawing needs no lags: the dates already follow from them.
      lag: 0,
      lag_unit: 'day',
    })),
    baseline: null,
    conflicts: [],
    abilities: {},
  };
}

function toPlanTask(task: StoredTask): PlanTask {
  return {
    id: task.id,
    number: task.number ?? Number.MAX_SAFE_INTEGER,
    title: task.title,
    kind: task.kind,
    status: task.status,
    parent_id: task.parent_id,
    assignee_id: task.assignee_id,
    priority: task.priority,
    duration_days: task.duration_days,
    is_manual: false,
    is_summary: false,
    constraint_type: null,
    constraint_on: null,
    deadline: task.due_date,
    effort_hours: null,
    planned_start: task.planned_start,
    planned_finish: task.planned_finish,
    planned_start_minute: null,
    planned_finish_minute: null,
    forecast_start: null,
    forecast_finish: task.forecast_finish,
    actual_start: task.actual_start,
    actual_finish: task.actual_finish,
    percent_complete: task.percent_complete,
    total_float: null,
    is_critical: false,
    rank: task.rank,
    version: task.version,
  };
}
