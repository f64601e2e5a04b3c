/** One frame: what lies under the bars, the links, the bars, and the calendar on top. Only what is in sight is drawn. */
import { parseDay } from './days.ts';
import type { DrawingContext } from './drawing.ts';
import { windowOf, type Viewport } from './geometry.ts';
import { paintBars, paintDeadlines } from './paint-bars.ts';
import { paintGround } from './paint-ground.ts';
import { paintHeader } from './paint-header.ts';
import { paintLinks } from './paint-links.ts';
import type { Scene } from './scene.ts';

/** `pixelRatio` device pixels are one of ours. */
export function paint(context: DrawingContext, scene: Scene, viewport: Viewport, pixelRatio: number): void {
  const window = windowOf(viewport, scene.scale, scene.metrics, scene.layout.rows.length);
  const { headerHeight } = scene.metrics;
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.fillStyle = scene.colors.surface;
  context.fillRect(0, 0, viewport.width, viewport.height);
  context.save();
  context.beginPath();
  context.rect(0, headerHeight, viewport.width, viewport.height - headerHeight);
  context.clip();
  const shiftX = -Math.round(viewport.left) * pixelRatio;
  const shiftY = (headerHeight - Math.round(viewport.top)) * pixelRatio;
  context.setTransform(pixelRatio, 0, 0, pixelRatio, shiftX, shiftY);
  paintGround(context, scene, viewport, window);
  paintLinks(context, scene, window);
  paintDeadlines(context, scene, window, (task) => deadlineOf(scene, task));
  paintBars(context, scene, viewport, window);
  context.restore();
  paintHeader(context, scene, viewport, window);
}

/** The end of the day it was promised for. */
function deadlineOf({ chart }: Scene, task: number): number {
  const deadline = chart.tasks[task]?.deadline ?? null;
  return deadline === null ? NaN : parseDay(deadline) + 1;
}
