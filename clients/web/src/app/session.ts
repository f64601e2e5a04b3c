/** Who is signed in on this device: finds out at the start, keeps the data layer, forgets it on signing out. */
import { useSyncExternalStore } from 'react';
import { ApiProblem, type Me } from '@quncheng/api';
import type { Rollback } from '@quncheng/sync';
import { DataLayer } from '../data/data-layer.ts';
import { openReplicaStorage } from '../data/indexed-db.ts';
import { restoreAnswers, saveAnswers } from '../data/answer-cache.ts';
import { caller } from '../data/transport.ts';
import { showToast } from '../ui/toast.ts';
import { getWords } from './words.ts';

export type Session =
  | { readonly state: 'starting' }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'signed_out'; readonly isExpired: boolean }
  | { readonly state: 'signed_in'; readonly layer: DataLayer };

const MEMBER_KEY = 'quncheng.member';

let session: Session = { state: 'starting' };
const listeners = new Set<() => void>();

function change(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}

export function useSession(): Session {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => session,
  );
}

function tellRollbacks(rollbacks: readonly Rollback[]): void {
  const title = rollbacks[0]?.refusal.title;
  showToast(title ? `${getWords()('rollback.title')}：${title}` : getWords()('rollback.title'), { tone: 'danger' });
}

function expire(): void {
  if (session.state === 'signed_in') session.layer.stop();
  change({ state: 'signed_out', isExpired: true });
}

function createLayer(memberId: string): DataLayer {
  return new DataLayer({
    caller,
    events: { onRollback: tellRollbacks, onSignedOut: expire },
    // A browser without IndexedDB (private windows) works online only.
    openStorage: (readAll) => openReplicaStorage(`quncheng-${memberId}`, readAll).catch(() => null),
  });
}

function answersKey(memberId: string): string {
  return `quncheng.answers.${memberId}`;
}

function isSignedOut(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 401;
}

/** Shows what this device remembers at once; asks the server who we are beside it. */
export async function startSession(): Promise<void> {
  const lastMemberId = localStorage.getItem(MEMBER_KEY);
  const remembered = lastMemberId === null ? null : createLayer(lastMemberId);
  const [hasMemory, me] = await Promise.all([showMemory(remembered, lastMemberId), askWhoIAm()]);
  if (me instanceof Error) {
    if (isSignedOut(me)) {
      remembered?.stop();
      change({ state: 'signed_out', isExpired: hasMemory });
    } else if (!hasMemory) change({ state: 'failed', error: me });
    else remembered?.start();
    return;
  }
  if (remembered && lastMemberId === me.member.id) enter(remembered, me);
  else await enterAfresh(me);
}

async function askWhoIAm(): Promise<Me | Error> {
  try {
    return await caller.call('GET /me', {});
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

async function showMemory(layer: DataLayer | null, memberId: string | null): Promise<boolean> {
  if (!layer || memberId === null || !(await layer.restore())) return false;
  restoreAnswers(layer.queries, answersKey(memberId));
  change({ state: 'signed_in', layer });
  return true;
}

async function enterAfresh(me: Me): Promise<void> {
  const layer = createLayer(me.member.id);
  await layer.restore();
  enter(layer, me);
}

function enter(layer: DataLayer, me: Me): void {
  localStorage.setItem(MEMBER_KEY, me.member.id);
  layer.takeMe(me);
  layer.start();
  change({ state: 'signed_in', layer });
  window.addEventListener('pagehide', () => {
    saveAnswers(layer.queries, answersKey(me.member.id));
  });
}

export async function signOut(layer: DataLayer): Promise<void> {
  const memberId = layer.table('me').get('me')?.member.id;
  await caller.call('POST /sign-out', {});
  await layer.forget();
  localStorage.removeItem(MEMBER_KEY);
  if (memberId !== undefined) localStorage.removeItem(answersKey(memberId));
  change({ state: 'signed_out', isExpired: false });
}
