/** Links: those that cross the window; the quiet ones in one stroke, those of chosen tasks and the critical ones in others. */
import type { DrawingContext } from './drawing.ts';
import type { Window } from './geometry.ts';
import { xOf } from './scale.ts';
import { boxIn, routeIn, type Scene } from './scene.ts';
import type { Route } from './routes.ts';

const ARROW = 4;
/** One stroke with this many routes stays cheap; more would be a grey carpet nobody reads. */
const MOST_LINKS = 600;

type Tone = 'quiet' | 'chosen' | 'critical';

export function paintLinks(context: DrawingContext, scene: Scene, window: Window): void {
  const routes: Readonly<Record<Tone, Route[]>> = { quiet: [], chosen: [], critical: [] };
  const left = xOf(scene.scale, window.firstDay);
  const right = xOf(scene.scale, window.lastDay);
  let count = 0;
  scene.buckets.visit(window.firstRow, window.lastRow, (link) => {
    const tone = toneOf(scene, link);
    // A quiet line that only passes by comes from nowhere and goes nowhere.
    const isWorth = count < MOST_LINKS && (tone !== 'quiet' || hasEndIn(scene, link, window));
    const route = isWorth ? routeIn(scene, link) : null;
    if (!route || isBeside(route, left, right)) return;
    count += 1;
    routes[tone].push(route);
  });
  context.lineWidth = 1;
  stroke(context, routes.quiet, scene.colors.fg3);
  stroke(context, routes.critical, scene.colors.danger);
  stroke(context, routes.chosen, scene.colors.accent);
  paintLooseLink(context, scene);
}

function toneOf({ chart, layers, selected, hovered }: Scene, link: number): Tone {
  const facts = chart.links[link];
  if (!facts) return 'quiet';
  const { from, to } = facts;
  if (selected.has(from) || selected.has(to) || hovered === from || hovered === to) return 'chosen';
  const isCritical = chart.tasks[from]?.is_critical === true && chart.tasks[to]?.is_critical === true;
  return layers.criticalPath && isCritical ? 'critical' : 'quiet';
}

function hasEndIn({ chart, layout }: Scene, link: number, { firstRow, lastRow }: Window): boolean {
  const facts = chart.links[link];
  const isIn = (row = -1): boolean => row >= firstRow && row <= lastRow;
  return facts !== undefined && (isIn(layout.rowOf[facts.from]) || isIn(layout.rowOf[facts.to]));
}

function isBeside(route: Route, left: number, right: number): boolean {
  let isLeft = true;
  let isRight = true;
  for (let at = 0; at < route.length; at += 2) {
    isLeft &&= (route[at] ?? 0) < left;
    isRight &&= (route[at] ?? 0) > right;
  }
  return isLeft || isRight;
}

function stroke(context: DrawingContext, routes: readonly Route[], color: string): void {
  if (routes.length === 0) return;
  context.strokeStyle = color;
  context.fillStyle = color;
  context.beginPath();
  for (const route of routes) {
    context.moveTo(crisp(route[0]), crisp(route[1]));
    for (let at = 2; at < route.length; at += 2) context.lineTo(crisp(route[at]), crisp(route[at + 1]));
  }
  context.stroke();
  context.beginPath();
  for (const route of routes) addArrow(context, route);
  context.fill();
}

/** A line of one pixel between two pixels is two grey ones. */
function crisp(value = 0): number {
  return Math.round(value) + 0.5;
}

function addArrow(context: DrawingContext, route: Route): void {
  const [beforeX = 0, , x = 0, y = 0] = route.slice(-4);
  const back = x >= beforeX ? -ARROW : ARROW;
  context.moveTo(x, crisp(y));
  context.lineTo(x + back * 1.4, crisp(y) - ARROW * 0.8);
  context.lineTo(x + back * 1.4, crisp(y) + ARROW * 0.8);
  context.closePath();
}

function paintLooseLink(context: DrawingContext, scene: Scene): void {
  const loose = scene.looseLink;
  const box = loose && boxIn(scene, loose.task);
  if (!box) return;
  context.strokeStyle = scene.colors.accent;
  context.lineWidth = 1.5;
  context.setLineDash([4, 3]);
  context.beginPath();
  context.moveTo(loose.isFinish ? box.x + box.width : box.x, box.y + box.height / 2);
  context.lineTo(loose.x, loose.y);
  context.stroke();
  context.setLineDash([]);
}
