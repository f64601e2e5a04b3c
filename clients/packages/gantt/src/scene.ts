/** Everything a frame shows; two equal scenes give the same picture. */
import type { Chart } from './chart.ts';
import type { Colors } from './drawing.ts';
import { boxOfTask, type Box, type Metrics } from './geometry.ts';
import type { Layout } from './layout.ts';
import type { LinkBuckets } from './link-buckets.ts';
import { routeLink, type Route } from './routes.ts';
import type { Scale, ScaleWords } from './scale.ts';
import type { WorkDays } from './work-days.ts';

export interface Layers {
  readonly baseline: boolean;
  readonly forecast: boolean;
  readonly criticalPath: boolean;
}

/** Where a task would stand after the change somebody is about to make. */
export interface Ghost {
  readonly task: number;
  readonly start: number;
  readonly finish: number;
}

/** The line that hangs on the pointer while a link is drawn. */
export interface LooseLink {
  readonly task: number;
  readonly isFinish: boolean;
  readonly x: number;
  readonly y: number;
}

export interface Scene {
  readonly chart: Chart;
  readonly layout: Layout;
  readonly buckets: LinkBuckets;
  readonly scale: Scale;
  readonly metrics: Metrics;
  readonly workDays: WorkDays;
  readonly layers: Layers;
  readonly words: ScaleWords;
  readonly groupTitle: (key: string | null) => string;
  readonly colors: Colors;
  readonly font: string;
  readonly selected: ReadonlySet<number>;
  readonly hovered: number | null;
  readonly target: number | null;
  readonly ghosts: readonly Ghost[];
  readonly looseLink: LooseLink | null;
  /** Bars may be taken at their ends and linked. */
  readonly isEditable: boolean;
}

export function boxIn(scene: Scene, task: number): Box | null {
  const row = scene.layout.rowOf[task] ?? -1;
  return row < 0 ? null : boxOfTask(scene.chart, scene.chart.planned, scene.scale, scene.metrics, task, row);
}

/** Null while one of its ends is not shown. */
export function routeIn(scene: Scene, link: number): Route | null {
  const facts = scene.chart.links[link];
  if (!facts) return null;
  const from = boxIn(scene, facts.from);
  const to = boxIn(scene, facts.to);
  return from && to && routeLink(facts.type, from, to, scene.metrics.rowHeight);
}

export function isSummary(scene: Pick<Scene, 'chart'>, task: number): boolean {
  return (scene.chart.childCount[task] ?? 0) > 0;
}
