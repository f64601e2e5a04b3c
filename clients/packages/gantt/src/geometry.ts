/** Where bars stand: content coordinates, the origin at the first day of the first row, the header not counted. */
import { isMilestone, type Chart, type Spans } from './chart.ts';
import { dayAt, xOf, type Scale } from './scale.ts';

/** Sizes that differ between the thumb and the mouse. */
export interface Metrics {
  readonly rowHeight: number;
  readonly headerHeight: number;
  readonly barHeight: number;
  /** From the upper edge of the row; the room below is for the forecast and the baseline. */
  readonly barTop: number;
  /** Titles stand over their bars and stay in sight: where no table names the rows. */
  readonly isTitleAbove: boolean;
  /** How far from an end a bar can be taken there. */
  readonly grip: number;
  readonly fontSize: number;
}

export const DESKTOP_METRICS: Metrics = { rowHeight: 36, headerHeight: 52, barHeight: 16, barTop: 7, isTitleAbove: false, grip: 7, fontSize: 12 };
export const PHONE_METRICS: Metrics = {
  rowHeight: 52,
  headerHeight: 52,
  barHeight: 14,
  barTop: 26,
  isTitleAbove: true,
  grip: 16,
  fontSize: 13,
};
/** On paper every row counts. */
export const PRINT_METRICS: Metrics = { ...PHONE_METRICS, rowHeight: 34, headerHeight: 40, barHeight: 8, barTop: 17, fontSize: 11 };

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const LEAST_WIDTH = 3;

export function barBox(scale: Scale, metrics: Metrics, place: { readonly row: number; readonly start: number; readonly finish: number }): Box {
  const x = xOf(scale, place.start);
  return {
    x,
    y: place.row * metrics.rowHeight + metrics.barTop,
    width: Math.max(LEAST_WIDTH, xOf(scale, place.finish) - x),
    height: metrics.barHeight,
  };
}

/** A milestone is a square on its corner around the middle of its day. */
export function milestoneBox(scale: Scale, metrics: Metrics, place: { readonly row: number; readonly start: number; readonly finish: number }): Box {
  const middle = xOf(scale, (place.start + place.finish) / 2);
  const y = place.row * metrics.rowHeight + metrics.barTop;
  return { x: middle - metrics.barHeight / 2, y, width: metrics.barHeight, height: metrics.barHeight };
}

/** Null while the task has no dates. */
export function boxOfTask(chart: Chart, spans: Spans, scale: Scale, metrics: Metrics, task: number, row: number): Box | null {
  const start = spans.start[task] ?? NaN;
  const finish = spans.finish[task] ?? NaN;
  const facts = chart.tasks[task];
  if (!facts || Number.isNaN(start) || Number.isNaN(finish)) return null;
  return isMilestone(facts) ? milestoneBox(scale, metrics, { row, start, finish }) : barBox(scale, metrics, { row, start, finish });
}

/** What can be seen of the content. */
export interface Viewport {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  /** With the header. */
  readonly height: number;
}

export interface Window {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstDay: number;
  readonly lastDay: number;
}

export function windowOf(viewport: Viewport, scale: Scale, metrics: Metrics, rowCount: number): Window {
  const bodyHeight = viewport.height - metrics.headerHeight;
  return {
    firstRow: Math.max(0, Math.floor(viewport.top / metrics.rowHeight)),
    lastRow: Math.min(rowCount - 1, Math.floor((viewport.top + bodyHeight) / metrics.rowHeight)),
    firstDay: Math.floor(dayAt(scale, viewport.left)),
    lastDay: Math.ceil(dayAt(scale, viewport.left + viewport.width)),
  };
}
