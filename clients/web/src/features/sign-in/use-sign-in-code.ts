/** Gets a six-digit code, waits until it reached the bot, and counts down until it ends. */
import { useCallback, useEffect, useState } from 'react';
import type { SignInCode } from '@quncheng/api';
import { caller } from '../../data/transport.ts';

const POLL_MS = 2_000;

export interface SignInCodeState {
  readonly code: SignInCode | null;
  readonly error: unknown;
  readonly isExpired: boolean;
  readonly secondsLeft: number;
  readonly renew: () => void;
}

function secondsUntil(instant: string): number {
  return Math.max(0, Math.ceil((Date.parse(instant) - Date.now()) / 1_000));
}

export function useSignInCode(onSignedIn: () => void): SignInCodeState {
  const [code, setCode] = useState<SignInCode | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isExpired, setIsExpired] = useState(false);
  const [secondsLeft, setSecondsLeft] = useState(0);

  const renew = useCallback(() => {
    setIsExpired(false);
    setError(null);
    caller.call('POST /sign-in/codes', {}).then(
      (fresh) => {
        setCode(fresh);
        setSecondsLeft(secondsUntil(fresh.expires_at));
      },
      (reason: unknown) => setError(reason),
    );
  }, []);

  useEffect(renew, [renew]);

  useEffect(() => {
    if (!code || isExpired) return undefined;
    const expire = () => setIsExpired(true);
    const stopPolling = poll(code.poll_token, onSignedIn, expire);
    const clock = setInterval(() => {
      const left = secondsUntil(code.expires_at);
      setSecondsLeft(left);
      if (left === 0) expire();
    }, 1_000);
    return () => {
      stopPolling();
      clearInterval(clock);
    };
  }, [code, isExpired, onSignedIn]);

  return { code, error, isExpired, secondsLeft, renew };
}

/** A failed poll is simply tried again: the network may be gone for a moment. */
function poll(pollToken: string, onDone: () => void, onExpired: () => void): () => void {
  let isStopped = false;
  let timer: ReturnType<typeof setTimeout>;
  async function ask(): Promise<void> {
    const answer = await caller.call('GET /sign-in/codes/{poll_token}', { path: { poll_token: pollToken } }).catch(() => null);
    if (isStopped) return;
    if (answer?.status === 'done') onDone();
    else if (answer?.status === 'expired') onExpired();
    else timer = setTimeout(() => void ask(), POLL_MS);
  }
  timer = setTimeout(() => void ask(), POLL_MS);
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
