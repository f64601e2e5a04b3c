/** What lies under the bars: rows, days off, the lines of the calendar, today. */
import type { DrawingContext } from './drawing.ts';
import type { Viewport, Window } from './geometry.ts';
import { headerOf, xOf } from './scale.ts';
import type { Scene } from './scene.ts';

export function paintGround(context: DrawingContext, scene: Scene, viewport: Viewport, window: Window): void {
  const { colors, metrics } = scene;
  const top = window.firstRow * metrics.rowHeight;
  const height = Math.max(viewport.height, (window.lastRow - window.firstRow + 1) * metrics.rowHeight);
  paintDaysOff(context, scene, window, { top, height });
  paintRows(context, scene, viewport, window);
  context.fillStyle = colors.line;
  const { upper } = headerOf(scene.scale.zoom, { from: window.firstDay, to: window.lastDay }, scene.words);
  for (const { firstDay } of upper) context.fillRect(Math.round(xOf(scene.scale, firstDay)), top, 1, height);
  paintToday(context, scene, { top, height });
}

interface Span {
  readonly top: number;
  readonly height: number;
}

/** Neighbouring days off are one rectangle: a quarter has sixty of them. */
function paintDaysOff(context: DrawingContext, { scale, workDays, colors }: Scene, window: Window, { top, height }: Span): void {
  context.fillStyle = colors.panel;
  let offSince: number | null = null;
  for (let day = window.firstDay; day <= window.lastDay + 1; day += 1) {
    const isOff = day <= window.lastDay && !workDays.isWorkday(day);
    if (isOff && offSince === null) offSince = day;
    if (isOff || offSince === null) continue;
    context.fillRect(xOf(scale, offSince), top, (day - offSince) * scale.pixelsPerDay, height);
    offSince = null;
  }
}

function paintRows(context: DrawingContext, { layout, metrics, colors, selected, target }: Scene, viewport: Viewport, window: Window): void {
  for (let row = window.firstRow; row <= window.lastRow; row += 1) {
    const place = layout.rows[row];
    const y = row * metrics.rowHeight;
    const isSelected = place?.kind === 'task' && selected.has(place.task);
    const isTarget = place?.kind === 'task' && place.task === target;
    if (isSelected || isTarget || place?.kind === 'group') {
      context.fillStyle = isSelected || isTarget ? colors.accentSoft : colors.hover;
      context.fillRect(viewport.left, y, viewport.width, metrics.rowHeight);
    }
    context.fillStyle = colors.line;
    context.fillRect(viewport.left, y + metrics.rowHeight - 1, viewport.width, 1);
  }
}

function paintToday(context: DrawingContext, { scale, chart, colors }: Scene, { top, height }: Span): void {
  context.fillStyle = colors.danger;
  context.fillRect(Math.round(xOf(scale, chart.today + 0.5)), top, 1, height);
}
