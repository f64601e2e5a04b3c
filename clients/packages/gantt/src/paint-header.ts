/** The two lines of the calendar above the rows, with make-up days and holidays by name. */
import type { DrawingContext } from './drawing.ts';
import type { Viewport, Window } from './geometry.ts';
import { headerOf, xOf, type HeaderCell } from './scale.ts';
import type { Scene } from './scene.ts';

const PAD = 6;
/** Between the texts of two cells; where one of them does not fit, all are short. */
const GAP = 4;

/** Drawn in viewport coordinates: it does not move with the rows. */
export function paintHeader(context: DrawingContext, scene: Scene, viewport: Viewport, window: Window): void {
  const { colors, metrics, scale } = scene;
  const half = metrics.headerHeight / 2;
  context.fillStyle = colors.surface;
  context.fillRect(0, 0, viewport.width, metrics.headerHeight);
  context.font = `${metrics.fontSize}px ${scene.font}`;
  context.textBaseline = 'middle';
  const { upper, lower } = headerOf(scale.zoom, { from: window.firstDay, to: window.lastDay }, scene.words);
  for (const cell of upper) paintUpper(context, scene, viewport, cell);
  const isShort = lower.some((cell) => context.measureText(cell.text).width > (cell.endDay - cell.firstDay) * scale.pixelsPerDay - GAP);
  for (const cell of lower) paintLower(context, scene, viewport, { ...cell, text: isShort ? cell.shortText : cell.text });
  context.fillStyle = colors.line;
  context.fillRect(0, half, viewport.width, 1);
  context.fillRect(0, metrics.headerHeight - 1, viewport.width, 1);
  paintTodayMark(context, scene, viewport);
}

/** Its text stays in sight while its cell does. */
function paintUpper(context: DrawingContext, { scale, metrics, colors }: Scene, viewport: Viewport, cell: HeaderCell): void {
  const half = metrics.headerHeight / 2;
  const x = xOf(scale, cell.firstDay) - viewport.left;
  const end = xOf(scale, cell.endDay) - viewport.left;
  context.fillStyle = colors.line;
  context.fillRect(Math.round(x), 0, 1, metrics.headerHeight);
  const textX = Math.max(x, 0) + PAD;
  if (context.measureText(cell.text).width > end - textX) return;
  context.textAlign = 'left';
  context.fillStyle = colors.fg;
  context.fillText(cell.text, textX, half / 2);
}

function paintLower(context: DrawingContext, scene: Scene, viewport: Viewport, cell: HeaderCell): void {
  const { scale, metrics, colors, workDays, chart } = scene;
  const half = metrics.headerHeight / 2;
  const x = xOf(scale, cell.firstDay) - viewport.left;
  const width = (cell.endDay - cell.firstDay) * scale.pixelsPerDay;
  const isDay = cell.endDay - cell.firstDay === 1;
  const special = isDay ? workDays.specialOn(cell.firstDay) : undefined;
  if (isDay && special?.kind === 'makeup_workday') {
    context.fillStyle = colors.warnSoft;
    context.fillRect(x, half, width, half);
  }
  context.fillStyle = colors.line;
  context.fillRect(Math.round(x), half, 1, half);
  context.textAlign = 'center';
  context.fillStyle = textColor(scene, cell, isDay);
  if (isDay && cell.firstDay === chart.today) context.font = `600 ${metrics.fontSize}px ${scene.font}`;
  const text = context.measureText(cell.text).width <= width ? cell.text : '';
  context.fillText(text, x + width / 2, half * 1.5);
  if (isDay && cell.firstDay === chart.today) context.font = `${metrics.fontSize}px ${scene.font}`;
}

function textColor({ colors, workDays, chart }: Scene, cell: HeaderCell, isDay: boolean): string {
  if (!isDay) return colors.fg2;
  if (cell.firstDay === chart.today) return colors.danger;
  if (workDays.specialOn(cell.firstDay)?.kind === 'makeup_workday') return colors.warn;
  return workDays.isWorkday(cell.firstDay) ? colors.fg : colors.fg2;
}

function paintTodayMark(context: DrawingContext, { scale, chart, metrics, colors }: Scene, viewport: Viewport): void {
  const x = xOf(scale, chart.today + 0.5) - viewport.left;
  context.fillStyle = colors.danger;
  context.beginPath();
  context.moveTo(x - 4, metrics.headerHeight - 6);
  context.lineTo(x + 5, metrics.headerHeight - 6);
  context.lineTo(x + 0.5, metrics.headerHeight);
  context.closePath();
  context.fill();
}
