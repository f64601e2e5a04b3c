/** The pointer as a state machine: press, then carry, stretch or link, then drop or put back. */
import { hitTest, type Hit } from './hit.ts';
import { mayMove, mayResize, proposeLink, proposeMove, proposeResize, type Edge, type Proposal } from './proposals.ts';
import { boxIn, type LooseLink, type Scene } from './scene.ts';

export interface Point {
  /** Content coordinates. */
  readonly x: number;
  readonly y: number;
}

export type Hold =
  | { readonly kind: 'idle' }
  | { readonly kind: 'pressed'; readonly hit: Hit; readonly from: Point }
  | Active;

type Active =
  | { readonly kind: 'carrying'; readonly task: number; readonly from: Point }
  | { readonly kind: 'stretching'; readonly task: number; readonly edge: Edge; readonly from: Point }
  | { readonly kind: 'linking'; readonly task: number; readonly edge: Edge };

export type PointerEventKind = 'down' | 'move' | 'up' | 'cancel';

export interface PointerStep {
  readonly hold: Hold;
  /** What letting go now would ask for. */
  readonly proposal: Proposal | null;
  readonly looseLink: LooseLink | null;
  /** The task a link would go to. */
  readonly target: number | null;
  /** Dropped: do it. */
  readonly isDropped: boolean;
  /** Pressed and let go on the spot. */
  readonly clicked: Hit | null;
}

export const IDLE: Hold = { kind: 'idle' };
/** Less is a click with an unsteady hand. */
const THRESHOLD = 4;

export function stepPointer(scene: Scene, hold: Hold, kind: PointerEventKind, point: Point): PointerStep {
  if (kind === 'cancel') return quiet(IDLE);
  if (kind === 'down') return quiet({ kind: 'pressed', hit: hitTest(scene, point.x, point.y), from: point });
  if (kind === 'up') return letGo(scene, hold, point);
  return carry(scene, hold, point);
}

function quiet(hold: Hold, clicked: Hit | null = null): PointerStep {
  return { hold, proposal: null, looseLink: null, target: null, isDropped: false, clicked };
}

function carry(scene: Scene, hold: Hold, point: Point): PointerStep {
  if (hold.kind === 'idle') return quiet(hold);
  if (hold.kind !== 'pressed') return { ...quiet(hold), ...intentOf(scene, hold, point) };
  if (Math.hypot(point.x - hold.from.x, point.y - hold.from.y) < THRESHOLD) return quiet(hold);
  const taken = take(scene, hold.hit, hold.from);
  return taken === null ? quiet(IDLE) : { ...quiet(taken), ...intentOf(scene, taken, point) };
}

function letGo(scene: Scene, hold: Hold, point: Point): PointerStep {
  if (hold.kind === 'pressed') return quiet(IDLE, hold.hit);
  if (hold.kind === 'idle') return quiet(IDLE);
  const { proposal } = intentOf(scene, hold, point);
  return { ...quiet(IDLE), proposal, isDropped: proposal !== null };
}

/** What a press that begins to move has taken hold of. */
function take(scene: Scene, hit: Hit, from: Point): Active | null {
  if (hit.kind !== 'bar' || !scene.isEditable) return null;
  const { task, part } = hit;
  if (part === 'link-start' || part === 'link-finish') return { kind: 'linking', task, edge: part === 'link-start' ? 'start' : 'finish' };
  if (part === 'body') return mayMove(scene.chart, task) ? { kind: 'carrying', task, from } : null;
  return mayResize(scene.chart, task) ? { kind: 'stretching', task, edge: part, from } : null;
}

type Intent = Pick<PointerStep, 'proposal' | 'looseLink' | 'target'>;

function intentOf(scene: Scene, hold: Active, point: Point): Intent {
  if (hold.kind === 'linking') return linkIntent(scene, hold, point);
  const days = Math.round((point.x - hold.from.x) / scene.scale.pixelsPerDay);
  const none = { looseLink: null, target: null };
  if (hold.kind === 'stretching') return { ...none, proposal: proposeResize(scene, hold.task, { edge: hold.edge, days }) };
  // Whoever takes one of several chosen bars takes them all.
  const tasks = scene.selected.has(hold.task) ? [hold.task, ...[...scene.selected].filter((task) => task !== hold.task)] : [hold.task];
  return { ...none, proposal: proposeMove(scene, tasks, days) };
}

function linkIntent(scene: Scene, { task, edge }: { readonly task: number; readonly edge: Edge }, point: Point): Intent {
  const looseLink = { task, isFinish: edge === 'finish', x: point.x, y: point.y };
  const place = scene.layout.rows[Math.floor(point.y / scene.metrics.rowHeight)];
  const box = place?.kind === 'task' && place.task !== task ? boxIn(scene, place.task) : null;
  if (place?.kind !== 'task' || !box) return { proposal: null, looseLink, target: null };
  // The row is target enough; the nearer end of its bar says which kind of link.
  const toEdge: Edge = point.x <= box.x + box.width / 2 ? 'start' : 'finish';
  const proposal = proposeLink(scene, { from: task, fromEdge: edge, to: place.task, toEdge });
  return { proposal, looseLink, target: proposal ? place.task : null };
}
