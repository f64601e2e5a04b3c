/** The keyboard as a state machine: Alt and arrows shift, with Shift they stretch, L draws a link to the task chosen next. */
import { proposeLink, proposeShift, proposeStretch, type Proposal } from './proposals.ts';
import type { Scene } from './scene.ts';

export type KeyHold =
  | { readonly kind: 'idle' }
  /** Workdays so far; done when Alt is let go. */
  | { readonly kind: 'shifting' | 'stretching'; readonly task: number; readonly workdays: number }
  | { readonly kind: 'linking'; readonly task: number };

export interface Key {
  readonly key: string;
  readonly alt: boolean;
  readonly shift: boolean;
  /** Ctrl or ⌘: those belong to the browser and to the palette. */
  readonly mod: boolean;
}

export interface KeyStep {
  readonly hold: KeyHold;
  readonly proposal: Proposal | null;
  readonly isDropped: boolean;
  /** The key was ours; the page should do nothing with it. */
  readonly isTaken: boolean;
}

export const NO_KEY: KeyHold = { kind: 'idle' };
const IGNORED = { proposal: null, isDropped: false, isTaken: false };
const DIRECTIONS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

/** `focused` is the task of the row that has the focus. */
export function stepKey(scene: Scene, hold: KeyHold, key: Key, focused: number | null): KeyStep {
  if (hold.kind !== 'idle' && key.key === 'Escape') return { hold: NO_KEY, proposal: null, isDropped: false, isTaken: true };
  if (focused === null || key.mod || !scene.isEditable) return { hold, ...IGNORED };
  if (hold.kind === 'linking') return stepLink(scene, hold, key, focused);
  const direction = DIRECTIONS[key.key];
  if (key.alt && direction !== undefined) return stepNudge(scene, hold, { focused, direction, isStretch: key.shift });
  if (hold.kind === 'idle' && key.key.toLowerCase() === 'l' && !key.alt) {
    return { hold: { kind: 'linking', task: focused }, proposal: null, isDropped: false, isTaken: true };
  }
  if (hold.kind !== 'idle' && key.key === 'Enter') return drop(scene, hold);
  return { hold, ...IGNORED };
}

/** Letting go of Alt drops what was shifted or stretched with it. */
export function releaseKey(scene: Scene, hold: KeyHold, key: string): KeyStep {
  const isNudge = hold.kind === 'shifting' || hold.kind === 'stretching';
  return isNudge && key === 'Alt' ? drop(scene, hold) : { hold, ...IGNORED };
}

interface Nudge {
  readonly focused: number;
  readonly direction: number;
  readonly isStretch: boolean;
}

function stepNudge(scene: Scene, hold: KeyHold, { focused, direction, isStretch }: Nudge): KeyStep {
  const kind = isStretch ? 'stretching' : 'shifting';
  const before = hold.kind === kind && hold.task === focused ? hold.workdays : 0;
  const next = { kind, task: focused, workdays: before + direction } as const;
  const proposal = proposalOf(scene, next);
  // Shorter than a day does not go: the hold stays where it was.
  if (isStretch && proposal === null && next.workdays < 0) return { hold, proposal: proposalOf(scene, hold), isDropped: false, isTaken: true };
  return { hold: next, proposal, isDropped: false, isTaken: true };
}

function stepLink(scene: Scene, hold: { readonly kind: 'linking'; readonly task: number }, key: Key, focused: number): KeyStep {
  const proposal = proposeLink(scene, { from: hold.task, fromEdge: 'finish', to: focused, toEdge: 'start' });
  const isDrop = key.key === 'Enter' || key.key.toLowerCase() === 'l';
  // Arrows still walk through the rows: they choose the target.
  if (!isDrop) return { hold, proposal, isDropped: false, isTaken: false };
  return { hold: NO_KEY, proposal, isDropped: proposal !== null, isTaken: true };
}

function drop(scene: Scene, hold: KeyHold): KeyStep {
  const proposal = proposalOf(scene, hold);
  return { hold: NO_KEY, proposal, isDropped: proposal !== null, isTaken: true };
}

function proposalOf(scene: Scene, hold: KeyHold): Proposal | null {
  if (hold.kind === 'shifting') {
    const others = scene.selected.has(hold.task) ? [...scene.selected].filter((task) => task !== hold.task) : [];
    return proposeShift(scene, [hold.task, ...others], hold.workdays);
  }
  return hold.kind === 'stretching' ? proposeStretch(scene, hold.task, hold.workdays) : null;
}
