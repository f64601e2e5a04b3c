/** Who is signed in on this device; what only members need is loaded when there is one. */
import { useSyncExternalStore } from 'react';
import { ApiProblem, type Me } from '@quncheng/api';
import type { DataLayer } from '../data/data-layer.ts';
import { caller } from '../data/transport.ts';

export type Session =
  | { readonly state: 'starting' }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'signed_out'; readonly isExpired: boolean }
  | { readonly state: 'signed_in'; readonly layer: DataLayer };

const MEMBER_KEY = 'quncheng.member';

let session: Session = { state: 'starting' };
const listeners = new Set<() => void>();

export function setSession(next: Session): void {
  session = next;
  for (const listener of listeners) listener();
}

export function getSession(): Session {
  return session;
}

export function useSession(): Session {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, getSession);
}

/** Whom the server took us for when it gave us this page; unknown when it did not say. */
function readVisit(): 'member' | 'visitor' | undefined {
  const visit = document.documentElement.dataset['visit'];
  return visit === 'member' || visit === 'visitor' ? visit : undefined;
}

/** What this visit will most likely show. */
export function expectsMember(): boolean {
  return readVisit() === 'member' || readLastMember() !== null;
}

function readLastMember(): string | null {
  try {
    return localStorage.getItem(MEMBER_KEY);
  } catch {
    return null;
  }
}

export function writeLastMember(memberId: string | null): void {
  try {
    if (memberId === null) localStorage.removeItem(MEMBER_KEY);
    else localStorage.setItem(MEMBER_KEY, memberId);
  } catch {
    // Without storage the next visit asks the server first.
  }
}

function isSignedOut(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 401;
}

async function askWhoIAm(): Promise<Me | Error> {
  try {
    return await caller.call('GET /me', {});
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** The beginning of a visit: who comes without a session and is unknown here need not be asked about. */
export async function openSession(): Promise<void> {
  if (readVisit() === 'visitor' && !expectsMember()) setSession({ state: 'signed_out', isExpired: false });
  else await startSession();
}

/** Shows what this device remembers at once; asks the server who we are beside it. */
export async function startSession(): Promise<void> {
  const asking = askWhoIAm();
  const lastMemberId = readLastMember();
  try {
    if (lastMemberId === null) await startUnknown(await asking);
    else await (await import('./member-session.ts')).resume(lastMemberId, asking);
  } catch (error) {
    setSession({ state: 'failed', error });
  }
}

async function startUnknown(me: Me | Error): Promise<void> {
  if (!(me instanceof Error)) await (await import('./member-session.ts')).enterAfresh(me);
  else fail(me, false);
}

/** Nobody we could show anything to. */
export function fail(error: Error, isExpired: boolean): void {
  setSession(isSignedOut(error) ? { state: 'signed_out', isExpired } : { state: 'failed', error });
}
