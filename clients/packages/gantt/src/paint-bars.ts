/** Bars, summaries and milestones, with progress, forecast, baseline and what a change would make of them. */
import { isMilestone, type Spans } from './chart.ts';
import { diamond, roundedRect, type DrawingContext } from './drawing.ts';
import { barBox, boxOfTask, milestoneBox, type Box, type Viewport, type Window } from './geometry.ts';
import type { Row } from './layout.ts';
import { xOf } from './scale.ts';
import { boxIn, isSummary, type Scene } from './scene.ts';

const RADIUS = 4;
const HANDLE_RADIUS = 4;
const HANDLE_GAP = 10;
const LABEL_GAP = 8;
/** Below this the day is too narrow for titles beside every bar. */
const LEAST_DENSITY_FOR_TITLES = 1.5;

interface Paint {
  readonly fill: string;
  readonly soft: string;
}

export function paintBars(context: DrawingContext, scene: Scene, viewport: Viewport, window: Window): void {
  context.font = `${scene.metrics.fontSize}px ${scene.font}`;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  const moving = new Set(scene.ghosts.map(({ task }) => task));
  for (let row = window.firstRow; row <= window.lastRow; row += 1) {
    const place = scene.layout.rows[row];
    if (place === undefined) continue;
    if (scene.metrics.isTitleAbove) paintTitleAbove(context, scene, viewport, place, row);
    if (place.kind !== 'task') continue;
    const { task } = place;
    if (scene.layers.baseline) paintThinLine(context, scene, scene.chart.baseline, { task, row, offset: 5, color: scene.colors.fg3 });
    if (scene.layers.forecast) paintForecast(context, scene, task, row);
    const box = boxIn(scene, task);
    if (!box) continue;
    paintTask(context, scene, task, box);
    // A moving bar carries its title with it.
    if (!moving.has(task)) paintTitleBeside(context, scene, task, box);
    const title = scene.metrics.isTitleAbove ? '' : (scene.chart.tasks[task]?.title ?? '');
    paintWhereItIs(context, viewport, box, { color: scene.colors.fg3, title });
  }
  for (const ghost of scene.ghosts) paintGhost(context, scene, ghost);
}

function paintTask(context: DrawingContext, scene: Scene, task: number, box: Box): void {
  const facts = scene.chart.tasks[task];
  if (!facts) return;
  const paint = paintOf(scene, task);
  if (isMilestone(facts)) {
    context.fillStyle = facts.status === 'done' ? scene.colors.ok : paint.fill;
    diamond(context, box.x, box.y, box.width);
    context.fill();
  } else if (isSummary(scene, task)) {
    paintSummary(context, scene, task, box);
  } else {
    paintBar(context, paint, box, (scene.chart.percent[task] ?? 0) / 100);
  }
  if (scene.chart.conflicts.has(task)) paintConflict(context, scene, box);
  if (scene.isEditable && scene.hovered === task && scene.ghosts.length === 0) paintHandles(context, scene, box);
}

function paintTitleBeside(context: DrawingContext, scene: Scene, task: number, box: Box): void {
  const facts = scene.chart.tasks[task];
  if (!facts || scene.metrics.isTitleAbove || scene.scale.pixelsPerDay < LEAST_DENSITY_FOR_TITLES) return;
  const gap = scene.isEditable && scene.hovered === task ? LABEL_GAP + HANDLE_GAP + HANDLE_RADIUS : LABEL_GAP;
  context.fillStyle = facts.status === 'cancelled' ? scene.colors.fg2 : scene.colors.fg;
  context.fillText(facts.title, box.x + box.width + gap, box.y + box.height / 2);
}

const TITLE_INSET = 12;

/** At its bar while that is in sight, else at the left edge: every row says what it is, wherever one looks. */
function paintTitleAbove(context: DrawingContext, scene: Scene, viewport: Viewport, place: Row, row: number): void {
  const { colors, metrics, chart } = scene;
  const title = place.kind === 'group' ? `${scene.groupTitle(place.key)} (${place.count})` : (chart.tasks[place.task]?.title ?? '');
  const box = place.kind === 'task' ? boxIn(scene, place.task) : null;
  const edge = viewport.left + TITLE_INSET;
  const last = viewport.left + viewport.width - TITLE_INSET - context.measureText(title).width;
  const isStrong = place.isOpenable;
  if (isStrong) context.font = `600 ${metrics.fontSize}px ${scene.font}`;
  context.fillStyle = colors.fg;
  context.fillText(title, Math.max(edge, Math.min(box?.x ?? edge, last)), row * metrics.rowHeight + metrics.barTop / 2 + 1);
  if (isStrong) context.font = `${metrics.fontSize}px ${scene.font}`;
}

function paintOf({ chart, layers, colors }: Scene, task: number): Paint {
  const facts = chart.tasks[task];
  if (facts?.status === 'cancelled') return { fill: colors.fg3, soft: colors.hover };
  if (facts?.status === 'done') return { fill: colors.ok, soft: colors.okSoft };
  if (layers.criticalPath && facts?.is_critical === true) return { fill: colors.danger, soft: colors.dangerSoft };
  if (facts?.status === 'blocked') return { fill: colors.warn, soft: colors.warnSoft };
  return { fill: colors.accentFill, soft: colors.accentSoft };
}

function paintBar(context: DrawingContext, { fill, soft }: Paint, box: Box, share: number): void {
  context.fillStyle = soft;
  context.strokeStyle = fill;
  context.lineWidth = 1;
  if (box.width < 2 * RADIUS) {
    context.fillStyle = fill;
    context.fillRect(box.x, box.y, box.width, box.height);
    return;
  }
  roundedRect(context, box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1, RADIUS);
  context.fill();
  context.stroke();
  if (share <= 0) return;
  context.fillStyle = fill;
  roundedRect(context, box.x, box.y, Math.max(2, box.width * share), box.height, RADIUS);
  context.fill();
}

/** A bracket over its children; what is done of them fills it. */
function paintSummary(context: DrawingContext, { chart, colors }: Scene, task: number, { x, y, width, height }: Box): void {
  const thickness = Math.round(height * 0.4);
  const foot = Math.min(6, width / 2);
  context.fillStyle = colors.fg2;
  context.beginPath();
  context.moveTo(x, y + 2);
  context.lineTo(x + width, y + 2);
  context.lineTo(x + width, y + height - 2);
  context.lineTo(x + width - foot, y + 2 + thickness);
  context.lineTo(x + foot, y + 2 + thickness);
  context.lineTo(x, y + height - 2);
  context.closePath();
  context.fill();
  context.fillStyle = colors.ok;
  context.fillRect(x, y + 2, (width * (chart.percent[task] ?? 0)) / 100, 2);
}

function paintForecast(context: DrawingContext, scene: Scene, task: number, row: number): void {
  const { chart, colors } = scene;
  const { planned, forecast, tasks } = chart;
  // As planned, or over: a second line would say nothing.
  const isAsPlanned = forecast.finish[task] === planned.finish[task] && forecast.start[task] === planned.start[task];
  if (isAsPlanned || tasks[task]?.status === 'done') return;
  const isLate = (forecast.finish[task] ?? NaN) > (planned.finish[task] ?? NaN);
  paintThinLine(context, scene, chart.forecast, { task, row, offset: 9, color: isLate ? colors.warn : colors.ok });
}

const POINTER = 5;

/** A small arrow at the edge behind which the bar is. */
function paintWhereItIs(context: DrawingContext, { left, width }: Viewport, box: Box, { color, title }: { readonly color: string; readonly title: string }): void {
  const isBefore = box.x + box.width < left;
  if (!isBefore && box.x < left + width) return;
  // A title that is still in sight is hint enough.
  if (isBefore && title !== '' && box.x + box.width + LABEL_GAP + context.measureText(title).width > left) return;
  const x = isBefore ? left + POINTER : left + width - POINTER;
  const tip = isBefore ? x - POINTER : x + POINTER;
  const y = box.y + box.height / 2;
  context.fillStyle = color;
  context.beginPath();
  context.moveTo(tip, y);
  context.lineTo(x + (x - tip) * 0.2, y - POINTER);
  context.lineTo(x + (x - tip) * 0.2, y + POINTER);
  context.closePath();
  context.fill();
}

interface ThinLine {
  readonly task: number;
  readonly row: number;
  /** Counted from the lower edge of the row. */
  readonly offset: number;
  readonly color: string;
}

const THIN = 3;

function paintThinLine(context: DrawingContext, scene: Scene, spans: Spans, { task, row, offset, color }: ThinLine): void {
  const box = boxOfTask(scene.chart, spans, scene.scale, scene.metrics, task, row);
  if (!box || isSummary(scene, task)) return;
  context.fillStyle = color;
  context.fillRect(box.x, (row + 1) * scene.metrics.rowHeight - offset, box.width, THIN);
}

function paintGhost(context: DrawingContext, scene: Scene, { task, start, finish }: Scene['ghosts'][number]): void {
  const row = scene.layout.rowOf[task] ?? -1;
  const facts = scene.chart.tasks[task];
  if (row < 0 || !facts) return;
  const isPoint = isMilestone(facts);
  const box = (isPoint ? milestoneBox : barBox)(scene.scale, scene.metrics, { row, start, finish });
  context.strokeStyle = scene.colors.accent;
  context.fillStyle = scene.colors.accentSoft;
  context.lineWidth = 1.5;
  context.setLineDash([4, 3]);
  if (isPoint) diamond(context, box.x, box.y, box.width);
  else roundedRect(context, box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1, RADIUS);
  context.globalAlpha = 0.7;
  context.fill();
  context.globalAlpha = 1;
  context.stroke();
  context.setLineDash([]);
  paintTitleBeside(context, scene, task, box);
}

function paintConflict(context: DrawingContext, { colors }: Scene, { x, y, height }: Box): void {
  context.fillStyle = colors.danger;
  context.textAlign = 'right';
  context.fillText('!', x - 4, y + height / 2);
  context.textAlign = 'left';
}

/** Points to draw links from; shown on the bar under the pointer. */
function paintHandles(context: DrawingContext, { colors }: Scene, { x, y, width, height }: Box): void {
  context.fillStyle = colors.surface;
  context.strokeStyle = colors.accent;
  context.lineWidth = 1.5;
  for (const at of [x - HANDLE_GAP, x + width + HANDLE_GAP]) {
    context.beginPath();
    context.arc(at, y + height / 2, HANDLE_RADIUS, 0, Math.PI * 2);
    context.fill();
    context.stroke();
  }
}

/** How far beside a bar its points for links are. */
export const LINK_HANDLE = { gap: HANDLE_GAP, radius: HANDLE_RADIUS + 4 } as const;

/** Where the day marker of a task with a deadline stands: a small arrow pointing down at the promise. */
export function paintDeadlines(context: DrawingContext, scene: Scene, window: Window, deadlineOf: (task: number) => number): void {
  context.fillStyle = scene.colors.danger;
  for (let row = window.firstRow; row <= window.lastRow; row += 1) {
    const place = scene.layout.rows[row];
    const deadline = place?.kind === 'task' ? deadlineOf(place.task) : NaN;
    if (Number.isNaN(deadline)) continue;
    const x = xOf(scene.scale, deadline);
    const y = row * scene.metrics.rowHeight + 3;
    context.beginPath();
    context.moveTo(x - 4, y);
    context.lineTo(x + 4, y);
    context.lineTo(x, y + 6);
    context.closePath();
    context.fill();
  }
}
