/** What the Gantt shows; kept in the address, so that a view can be shared as a link. */
import type { TaskStatus } from '@quncheng/api';
import { isFinished, STATUSES } from '@quncheng/domain';
import { GROUPINGS, ZOOMS, type Chart, type Grouping, type Layers, type Zoom } from '@quncheng/gantt';

export interface GanttViewChoice {
  readonly zoom: Zoom;
  readonly grouping: Grouping;
  readonly text: string;
  readonly assigneeIds: readonly string[];
  readonly statuses: readonly TaskStatus[];
  readonly layers: Layers;
  /** The one that is shown beside the plan. */
  readonly baselineId: string | null;
}

/** Stands for "nobody" among the assignees. */
export const NOBODY = 'nobody';
const LAYERS = ['criticalPath', 'forecast'] as const satisfies readonly (keyof Layers)[];

export const FIRST_VIEW: GanttViewChoice = {
  zoom: 'week',
  grouping: 'none',
  text: '',
  assigneeIds: [],
  statuses: [],
  layers: { criticalPath: true, forecast: true, baseline: true },
  baselineId: null,
};

export interface GanttSearch {
  readonly zoom?: string | undefined;
  readonly group?: string | undefined;
  readonly q?: string | undefined;
  readonly who?: string | undefined;
  readonly status?: string | undefined;
  readonly hide?: string | undefined;
  readonly baseline?: string | undefined;
}

export function toSearch(view: GanttViewChoice): GanttSearch {
  return {
    zoom: view.zoom === FIRST_VIEW.zoom ? undefined : view.zoom,
    group: view.grouping === FIRST_VIEW.grouping ? undefined : view.grouping,
    q: view.text === '' ? undefined : view.text,
    who: joined(view.assigneeIds),
    status: joined(view.statuses),
    baseline: view.baselineId ?? undefined,
    hide: joined(LAYERS.filter((layer) => !view.layers[layer])),
  };
}

/** Reads an address that anybody may have typed: unknown words are left out. */
export function fromSearch(search: Readonly<Record<string, unknown>>): GanttViewChoice {
  const hidden = wordsOf(search['hide']);
  const text = search['q'];
  return {
    zoom: ZOOMS.find((zoom) => zoom === search['zoom']) ?? FIRST_VIEW.zoom,
    grouping: GROUPINGS.find((grouping) => grouping === search['group']) ?? FIRST_VIEW.grouping,
    text: typeof text === 'string' || typeof text === 'number' ? String(text) : '',
    assigneeIds: wordsOf(search['who']),
    statuses: STATUSES.filter((status) => wordsOf(search['status']).includes(status)),
    baselineId: typeof search['baseline'] === 'string' ? search['baseline'] : null,
    layers: { criticalPath: !hidden.includes('criticalPath'), forecast: !hidden.includes('forecast'), baseline: true },
  };
}

/** Null keeps everything. */
export function keeperOf(chart: Chart, view: Pick<GanttViewChoice, 'text' | 'assigneeIds' | 'statuses'>): ((task: number) => boolean) | null {
  const words = view.text.trim().toLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0 && view.assigneeIds.length === 0 && view.statuses.length === 0) return null;
  return (index) => {
    const task = chart.tasks[index];
    if (!task) return false;
    const title = task.title.toLowerCase();
    return (
      (view.assigneeIds.length === 0 || view.assigneeIds.includes(task.assignee_id ?? NOBODY)) &&
      (view.statuses.length === 0 || view.statuses.includes(task.status)) &&
      words.every((word) => title.includes(word) || `#${task.number}` === word || String(task.number) === word)
    );
  };
}

/** Late today: the plan says it should be finished. */
export function isLate(chart: Chart, index: number): boolean {
  const task = chart.tasks[index];
  return task !== undefined && !isFinished(task) && (chart.planned.finish[index] ?? NaN) <= chart.today;
}

function joined(words: readonly string[]): string | undefined {
  return words.length === 0 ? undefined : words.join(',');
}

function wordsOf(value: unknown): string[] {
  return typeof value === 'string' ? value.split(',').filter(Boolean) : [];
}
