/** What lies under a point: a bar and which part of it, a link, or an empty place in a row. */
import { isMilestone } from './chart.ts';
import type { Box } from './geometry.ts';
import { LINK_HANDLE } from './paint-bars.ts';
import { distanceToRoute } from './routes.ts';
import { boxIn, isSummary, routeIn, type Scene } from './scene.ts';

export type BarPart = 'body' | 'start' | 'finish' | 'link-start' | 'link-finish';

export type Hit =
  | { readonly kind: 'bar'; readonly task: number; readonly part: BarPart }
  | { readonly kind: 'link'; readonly link: number }
  | { readonly kind: 'row'; readonly row: number }
  | { readonly kind: 'nothing' };

const LINK_REACH = 5;

/** The point is in content coordinates. */
export function hitTest(scene: Scene, x: number, y: number): Hit {
  const row = Math.floor(y / scene.metrics.rowHeight);
  const place = scene.layout.rows[row];
  if (place === undefined) return { kind: 'nothing' };
  if (place.kind === 'task') {
    const box = boxIn(scene, place.task);
    const part = box && partOf(scene, place.task, box, x, y);
    if (part) return { kind: 'bar', task: place.task, part };
  }
  const link = linkNear(scene, row, x, y);
  return link === null ? { kind: 'row', row } : { kind: 'link', link };
}

function partOf(scene: Scene, task: number, box: Box, x: number, y: number): BarPart | null {
  const isNearEnough = y >= box.y - 4 && y <= box.y + box.height + 4;
  if (!isNearEnough) return null;
  const right = box.x + box.width;
  if (scene.isEditable && scene.hovered === task) {
    if (Math.abs(x - (right + LINK_HANDLE.gap)) <= LINK_HANDLE.radius) return 'link-finish';
    if (Math.abs(x - (box.x - LINK_HANDLE.gap)) <= LINK_HANDLE.radius) return 'link-start';
  }
  if (x < box.x - 2 || x > right + 2) return null;
  const facts = scene.chart.tasks[task];
  if (!facts || isMilestone(facts) || isSummary(scene, task)) return 'body';
  // The middle third always carries the whole bar, however short it is.
  const grip = Math.min(scene.metrics.grip, box.width / 3);
  if (x >= right - grip) return 'finish';
  return x <= box.x + grip ? 'start' : 'body';
}

function linkNear(scene: Scene, row: number, x: number, y: number): number | null {
  let nearest: number | null = null;
  let least = LINK_REACH;
  scene.buckets.visit(row, row, (link) => {
    const route = routeIn(scene, link);
    const distance = route ? distanceToRoute(route, x, y) : Infinity;
    if (distance > least) return;
    least = distance;
    nearest = link;
  });
  return nearest;
}

export type Cursor = 'default' | 'grab' | 'ew-resize' | 'crosshair' | 'pointer';

export function cursorOf(scene: Scene, hit: Hit): Cursor {
  if (hit.kind === 'link') return 'pointer';
  if (hit.kind !== 'bar') return 'default';
  if (!scene.isEditable) return 'pointer';
  if (hit.part === 'link-start' || hit.part === 'link-finish') return 'crosshair';
  if (hit.part === 'start' || hit.part === 'finish') return 'ew-resize';
  return isSummary(scene, hit.task) ? 'pointer' : 'grab';
}
