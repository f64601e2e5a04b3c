/** Between the pointer, the keyboard and the canvas: what changes sixty times a second stays out of React. */
import {
  cursorOf,
  dayAt,
  GanttView,
  hitTest,
  IDLE,
  NO_KEY,
  releaseKey,
  stepKey,
  stepPointer,
  type DrawingContext,
  type Ghost,
  type Hit,
  type Hold,
  type Key,
  type KeyHold,
  type KeyStep,
  type PointerEventKind,
  type Proposal,
  type Scene,
  type Viewport,
} from '@quncheng/gantt';

/** The scene as React knows it: without what hangs on the pointer. */
export type BaseScene = Omit<Scene, 'hovered' | 'target' | 'ghosts' | 'looseLink'>;

export interface ChartListener {
  /** What letting go now would ask for; null when nothing. */
  readonly onHold: (proposal: Proposal | null) => void;
  readonly onDrop: (proposal: Proposal) => void;
  readonly onPutBack: () => void;
  readonly onClick: (hit: Hit, isAdding: boolean) => void;
  readonly onHover: (hit: Hit) => void;
  /** The pointer is on a day of the calendar above the rows. */
  readonly onHoverDay: (day: number) => void;
  /** A link that cannot be, a task that is not moved by hand. */
  readonly onRefused: (reason: 'link' | 'move') => void;
  /** Choosing the successor of a link with the keyboard, or no longer. */
  readonly onLinking: (isLinking: boolean) => void;
}

type Overlay = Pick<Scene, 'hovered' | 'target' | 'ghosts' | 'looseLink'>;
const NO_OVERLAY: Overlay = { hovered: null, target: null, ghosts: [], looseLink: null };

export class ChartController {
  readonly view: GanttView;
  listener: ChartListener | null = null;
  #base: BaseScene | null = null;
  #overlay: Overlay = NO_OVERLAY;
  /** Tasks that would follow, as the server says. */
  #followers: readonly Ghost[] = [];
  #hold: Hold = IDLE;
  #keyHold: KeyHold = NO_KEY;
  #held: Proposal | null = null;

  constructor(context: DrawingContext) {
    this.view = new GanttView({ context, requestFrame: (draw) => requestAnimationFrame(draw) });
  }

  get isHolding(): boolean {
    return this.#hold.kind !== 'idle' || this.#keyHold.kind !== 'idle';
  }

  get isLinking(): boolean {
    return this.#hold.kind === 'linking';
  }

  get headerHeight(): number {
    return this.#base?.metrics.headerHeight ?? 0;
  }

  setBase(base: BaseScene): void {
    const task = this.#heldTask;
    const isAnother = task !== null && this.#base?.chart.tasks[task]?.id !== base.chart.tasks[task]?.id;
    this.#base = base;
    this.#show();
    // Somebody else's change has moved the tasks under the hand: better nothing than the wrong one.
    if (isAnother) this.pressKey({ key: 'Escape', alt: false, shift: false, mod: false }, null);
  }

  get #heldTask(): number | null {
    if ('task' in this.#keyHold) return this.#keyHold.task;
    return 'task' in this.#hold ? this.#hold.task : null;
  }

  look(viewport: Viewport, pixelRatio: number): void {
    this.view.look(viewport, pixelRatio);
  }

  setFollowers(ghosts: readonly Ghost[]): void {
    this.#followers = ghosts;
    this.#show();
  }

  /** Coordinates of the canvas. */
  pointer(kind: PointerEventKind, x: number, y: number, isAdding = false): void {
    const scene = this.view.scene;
    if (!scene) return;
    const point = this.view.toContent(x, y);
    // A press above the rows takes hold of nothing.
    if (kind === 'down' && y < scene.metrics.headerHeight) return;
    const step = stepPointer(scene, this.#hold, kind, point);
    const wasHolding = this.#hold.kind !== 'idle' && this.#hold.kind !== 'pressed';
    this.#hold = step.hold;
    this.#overlay = { ...this.#overlay, target: step.target, looseLink: step.looseLink, ghosts: step.proposal?.ghosts ?? [] };
    this.#show();
    if (step.clicked) this.listener?.onClick(step.clicked, isAdding);
    if (step.isDropped && step.proposal) this.#drop(step.proposal);
    else if (wasHolding && step.hold.kind === 'idle') this.#putBack();
    else this.#tell(step.proposal);
  }

  /** The pointer moves without a button; returns the cursor's form. */
  hover(x: number, y: number): string {
    const scene = this.view.scene;
    if (!scene) return 'default';
    const point = this.view.toContent(x, y);
    if (y < scene.metrics.headerHeight) {
      this.listener?.onHoverDay(Math.floor(dayAt(scene.scale, point.x)));
      return 'default';
    }
    const hit = hitTest(scene, point.x, point.y);
    const hovered = hit.kind === 'bar' ? hit.task : null;
    if (hovered !== this.#overlay.hovered) {
      this.#overlay = { ...this.#overlay, hovered };
      this.#show();
    }
    this.listener?.onHover(hit);
    return cursorOf(scene, hit);
  }

  leave(): void {
    if (this.#overlay.hovered === null) return;
    this.#overlay = { ...this.#overlay, hovered: null };
    this.#show();
  }

  /** True when the key was the chart's. */
  pressKey(key: Key, focused: number | null): boolean {
    if (key.key === 'Escape' && this.#hold.kind !== 'idle') {
      this.pointer('cancel', 0, 0);
      return true;
    }
    const scene = this.view.scene;
    return scene !== null && this.#takeKeyStep(stepKey(scene, this.#keyHold, key, focused), key.key);
  }

  releaseKey(key: string): void {
    const scene = this.view.scene;
    if (scene) this.#takeKeyStep(releaseKey(scene, this.#keyHold, key), key);
  }

  /** While a link is drawn with the keyboard the row with the focus is its target. */
  focus(task: number | null): void {
    if (this.#keyHold.kind !== 'linking' || task === null) return;
    this.pressKey({ key: '', alt: false, shift: false, mod: false }, task);
    this.#overlay = { ...this.#overlay, target: task };
    this.#show();
  }

  #takeKeyStep(step: KeyStep, key: string): boolean {
    const before = this.#keyHold;
    if (step.hold === before && !step.isTaken && step.proposal === null) return false;
    this.#keyHold = step.hold;
    const isMade = before.kind === 'linking' && step.hold.kind === 'idle' && key !== 'Escape' && !step.isDropped;
    const isRefusal = isMade || (before.kind === 'idle' && isNudge(step.hold) && step.proposal === null);
    if (before.kind !== step.hold.kind) this.listener?.onLinking(step.hold.kind === 'linking');
    this.#overlay = { ...this.#overlay, target: null, ghosts: step.proposal?.ghosts ?? [] };
    this.#show();
    if (step.isDropped && step.proposal) this.#drop(step.proposal);
    else if (before.kind !== 'idle' && step.hold.kind === 'idle') this.#putBack();
    else this.#tell(step.proposal);
    if (isRefusal) this.listener?.onRefused(before.kind === 'linking' ? 'link' : 'move');
    return step.isTaken;
  }

  /** The ghosts stay until the new plan is there, so that nothing jumps back and forth. */
  #drop(proposal: Proposal): void {
    this.#held = null;
    this.#overlay = { ...this.#overlay, ghosts: proposal.ghosts };
    this.#show();
    this.listener?.onDrop(proposal);
  }

  #putBack(): void {
    this.#held = null;
    this.#followers = [];
    this.clear();
    this.listener?.onPutBack();
  }

  /** Takes away what hangs in the air. */
  clear(): void {
    this.#followers = [];
    this.#overlay = { ...NO_OVERLAY, hovered: this.#overlay.hovered };
    this.#show();
  }

  #tell(proposal: Proposal | null): void {
    const isSame = JSON.stringify(proposal?.changes) === JSON.stringify(this.#held?.changes);
    this.#held = proposal;
    if (!isSame) this.listener?.onHold(proposal);
  }

  #show(): void {
    if (!this.#base) return;
    const own = new Set(this.#overlay.ghosts.map(({ task }) => task));
    const ghosts = [...this.#overlay.ghosts, ...this.#followers.filter(({ task }) => !own.has(task))];
    this.view.show({ ...this.#base, ...this.#overlay, ghosts });
  }
}

function isNudge({ kind }: KeyHold): boolean {
  return kind === 'shifting' || kind === 'stretching';
}
