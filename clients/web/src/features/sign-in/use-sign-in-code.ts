/** Gets a six-digit code, waits until it reached the bot, and counts down until it ends. */
import { useCallback, useEffect, useState } from 'react';
import type { SignInCode } from '@quncheng/api';
import { caller } from '../../data/transport.ts';

const POLL_MS = 2_000;
const LONGEST_LIFE_SECONDS = 900;

export interface SignInCodeState {
  readonly code: SignInCode | null;
  readonly error: unknown;
  readonly isExpired: boolean;
  /** Null when this device's clock is so wrong that counting would mislead. */
  readonly secondsLeft: number | null;
  readonly renew: () => void;
}

function secondsUntil(instant: string): number | null {
  const seconds = Math.ceil((Date.parse(instant) - Date.now()) / 1_000);
  return seconds > 0 && seconds <= LONGEST_LIFE_SECONDS ? seconds : null;
}

export function useSignInCode(onSignedIn: () => void): SignInCodeState {
  const [code, setCode] = useState<SignInCode | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isExpired, setIsExpired] = useState(false);
  const [secondsLeft, setSecondsLeft] = useState<number | null>(null);

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
    // Whether the code has ended is the server's word alone.
    const stopPolling = poll(code.poll_token, onSignedIn, () => setIsExpired(true));
    const clock = setInterval(() => setSecondsLeft(secondsUntil(code.expires_at)), 1_000);
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
