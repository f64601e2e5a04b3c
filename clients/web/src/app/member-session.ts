/** A member's session: opens their data layer, keeps it while they are signed in, forgets it when they leave. */
import type { Me } from '@quncheng/api';
import type { Rollback } from '@quncheng/sync';
import { ApiProblem } from '@quncheng/api';
import { answersKey } from '../data/answers-key.ts';
import { DataLayer } from '../data/data-layer.ts';
import { openReplicaStorage } from '../data/indexed-db.ts';
import { openTabLink } from '../data/tab-link.ts';
import { caller } from '../data/transport.ts';
import { showToast } from '../ui/toast.ts';
import { fail, getSession, setSession, writeLastMember } from './session.ts';
import { getWords } from './words.ts';

function tellRollbacks(rollbacks: readonly Rollback[]): void {
  const title = rollbacks[0]?.refusal.title;
  showToast(title ? `${getWords()('rollback.title')}：${title}` : getWords()('rollback.title'), { tone: 'danger' });
}

function expire(): void {
  const session = getSession();
  if (session.state === 'signed_in') session.layer.stop();
  setSession({ state: 'signed_out', isExpired: true });
}

function tellStorageFailed(): void {
  showToast(getWords()('link.storage_failed'), { tone: 'danger' });
}

function createLayer(memberId: string): DataLayer {
  return new DataLayer({
    caller,
    events: { onRollback: tellRollbacks, onSignedOut: expire, onStorageFailed: tellStorageFailed },
    // A browser without IndexedDB (private windows) works online only.
    openTabs: (events) => openTabLink(`quncheng-${memberId}`, events),
    openStorage: (readAll) => openReplicaStorage(`quncheng-${memberId}`, readAll).catch(() => null),
  });
}

async function showMemory(layer: DataLayer): Promise<boolean> {
  if (!(await layer.restore())) return false;
  setSession({ state: 'signed_in', layer });
  return true;
}

function enter(layer: DataLayer, me: Me): void {
  writeLastMember(me.member.id);
  layer.takeMe(me);
  layer.start();
  setSession({ state: 'signed_in', layer });
}

export async function enterAfresh(me: Me): Promise<void> {
  const layer = createLayer(me.member.id);
  await layer.restore();
  enter(layer, me);
}

/** The device knows its last member; the server may know better, or not be there. */
export async function resume(memberId: string, asking: Promise<Me | Error>): Promise<void> {
  const layer = createLayer(memberId);
  const [hasMemory, me] = await Promise.all([showMemory(layer), asking]);
  if (!(me instanceof Error)) {
    if (me.member.id === memberId) return enter(layer, me);
    layer.stop();
    await enterAfresh(me);
  } else if (hasMemory && !(me instanceof ApiProblem && me.status === 401)) {
    layer.start();
  } else {
    layer.stop();
    fail(me, hasMemory);
  }
}

export async function signOut(layer: DataLayer): Promise<void> {
  const memberId = layer.table('me').get('me')?.member.id;
  await caller.call('POST /sign-out', {});
  await layer.forget();
  writeLastMember(null);
  if (memberId !== undefined) localStorage.removeItem(answersKey(memberId));
  setSession({ state: 'signed_out', isExpired: false });
}
