/** The chart on a host's canvas: holds the scene and where we look, and draws at most once per frame. */
import type { DrawingContext } from './drawing.ts';
import { boxOfTask, windowOf, type Viewport } from './geometry.ts';
import { paint } from './paint.ts';
import type { Point } from './pointer.ts';
import { xOf } from './scale.ts';
import type { Scene } from './scene.ts';

/** What only the host can do: `requestAnimationFrame` in browsers, the canvas node's own in mini programs. */
export interface GanttHost {
  readonly requestFrame: (draw: () => void) => void;
  readonly context: DrawingContext;
}

export class GanttView {
  readonly #host: GanttHost;
  #scene: Scene | null = null;
  #viewport: Viewport = { left: 0, top: 0, width: 0, height: 0 };
  #pixelRatio = 1;
  #isWaiting = false;

  constructor(host: GanttHost) {
    this.#host = host;
  }

  get scene(): Scene | null {
    return this.#scene;
  }

  get viewport(): Viewport {
    return this.#viewport;
  }

  show(scene: Scene): void {
    if (scene === this.#scene) return;
    this.#scene = scene;
    this.#redraw();
  }

  look(viewport: Viewport, pixelRatio: number): void {
    this.#viewport = viewport;
    this.#pixelRatio = pixelRatio;
    this.#redraw();
  }

  /** From a point of the canvas to content coordinates. */
  toContent(x: number, y: number): Point {
    return { x: x + this.#viewport.left, y: y + this.#viewport.top - (this.#scene?.metrics.headerHeight ?? 0) };
  }

  #redraw(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.#host.requestFrame(() => {
      this.#isWaiting = false;
      if (this.#scene && this.#viewport.width > 0) paint(this.#host.context, this.#scene, this.#viewport, this.#pixelRatio);
    });
  }
}

const MARGIN = 48;

/** Where to scroll so that a task's bar is in sight; the same place when it is already. */
export function scrollToTask(scene: Pick<Scene, 'chart' | 'layout' | 'scale' | 'metrics'>, viewport: Viewport, task: number): { readonly left: number; readonly top: number } {
  const row = scene.layout.rowOf[task] ?? -1;
  const box = row < 0 ? null : boxOfTask(scene.chart, scene.chart.planned, scene.scale, scene.metrics, task, row);
  const top = row < 0 ? viewport.top : scrollToRow(scene, viewport, row);
  if (!box) return { left: viewport.left, top };
  const isInSight = box.x + Math.min(box.width, MARGIN) > viewport.left && box.x < viewport.left + viewport.width - MARGIN;
  return { left: isInSight ? viewport.left : Math.max(0, box.x - MARGIN), top };
}

export function scrollToRow({ metrics }: Pick<Scene, 'metrics'>, viewport: Viewport, row: number): number {
  const y = row * metrics.rowHeight;
  const bodyHeight = viewport.height - metrics.headerHeight;
  if (y < viewport.top) return y;
  return y + metrics.rowHeight > viewport.top + bodyHeight ? y + metrics.rowHeight - bodyHeight : viewport.top;
}

/** A third before today: what is late is on the left, what comes has the room. Rows follow when none in sight is of now. */
export function scrollToToday(scene: Pick<Scene, 'chart' | 'layout' | 'scale' | 'metrics'>, viewport: Viewport): { readonly left: number; readonly top: number } {
  const { chart, layout, scale, metrics } = scene;
  const left = Math.max(0, xOf(scale, chart.today) - viewport.width / 3);
  const { firstRow, lastRow } = windowOf({ ...viewport, left }, scale, metrics, layout.rows.length);
  const isOfNow = (row: number): boolean => {
    const place = layout.rows[row];
    if (place?.kind !== 'task' || place.isOpenable) return false;
    const x = xOf(scale, chart.planned.finish[place.task] ?? NaN);
    return chart.tasks[place.task]?.status !== 'done' && x > left && xOf(scale, chart.planned.start[place.task] ?? NaN) < left + viewport.width;
  };
  for (let row = firstRow; row <= lastRow; row += 1) if (isOfNow(row)) return { left, top: viewport.top };
  const first = layout.rows.findIndex((_place, row) => isOfNow(row));
  return { left, top: first < 0 ? viewport.top : Math.max(0, first - ROWS_ABOVE) * metrics.rowHeight };
}

const ROWS_ABOVE = 2;
