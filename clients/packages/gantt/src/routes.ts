/** The way of a link from bar to bar: straight lines and right angles, out of one end and into another. */
import type { DependencyType } from '@quncheng/api';
import type { Box } from './geometry.ts';

/** How far a line goes straight on before it turns. */
const STUB = 10;

/** x, y, x, y, … */
export type Route = readonly number[];

interface End {
  readonly x: number;
  readonly y: number;
  /** 1: the line leaves to the right, or comes in rightwards. */
  readonly direction: 1 | -1;
}

export function routeLink(type: DependencyType, from: Box, to: Box, rowHeight: number): Route {
  const out = leaving(from, type);
  const into = arriving(to, type);
  const outX = out.x + STUB * out.direction;
  const intoX = into.x - STUB * into.direction;
  // SS and FF leave and arrive on the same side: one turn outside of both bars.
  if (out.direction !== into.direction) {
    const corner = out.direction === 1 ? Math.max(outX, intoX) : Math.min(outX, intoX);
    return [out.x, out.y, corner, out.y, corner, into.y, into.x, into.y];
  }
  const isAhead = (intoX - outX) * out.direction >= 0;
  if (isAhead) return [out.x, out.y, outX, out.y, outX, into.y, into.x, into.y];
  // The successor begins before the line could turn: around, between the rows.
  const between = out.y + (into.y < out.y ? -rowHeight / 2 : rowHeight / 2);
  return [out.x, out.y, outX, out.y, outX, between, intoX, between, intoX, into.y, into.x, into.y];
}

function leaving({ x, y, width, height }: Box, type: DependencyType): End {
  const isFinish = type === 'FS' || type === 'FF';
  return { x: isFinish ? x + width : x, y: y + height / 2, direction: isFinish ? 1 : -1 };
}

function arriving({ x, y, width, height }: Box, type: DependencyType): End {
  const isStart = type === 'FS' || type === 'SS';
  return { x: isStart ? x : x + width, y: y + height / 2, direction: isStart ? 1 : -1 };
}

export function distanceToRoute(route: Route, x: number, y: number): number {
  let least = Infinity;
  for (let at = 0; at + 3 < route.length; at += 2) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = route.slice(at, at + 4);
    // Every part is level or upright, so the nearest point is the clamped one.
    const dx = x - Math.min(Math.max(x, Math.min(x1, x2)), Math.max(x1, x2));
    const dy = y - Math.min(Math.max(y, Math.min(y1, y2)), Math.max(y1, y2));
    least = Math.min(least, Math.hypot(dx, dy));
  }
  return least;
}
