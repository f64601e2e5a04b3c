/** Decides between starting, signing in and the app itself, each of which loads only what it needs. */
import { lazy, Suspense, useLayoutEffect, type ReactNode } from 'react';
import { ErrorState } from '../ui/States.tsx';
import { Toasts } from '../ui/Toasts.tsx';
import { expectsMember, startSession, useSession, type Session } from './session.ts';

const loadSignedIn = () => import('./SignedIn.tsx');
const loadSignIn = () => import('../features/sign-in/SignInScreen.tsx');
const SignedIn = lazy(loadSignedIn);
const SignInScreen = lazy(() => loadSignIn().then((module) => ({ default: module.SignInScreen })));

/** What this visit will most likely need, while the server is being asked. */
export function preloadScreen(): void {
  void (expectsMember() ? loadSignedIn() : loadSignIn());
}

export function App() {
  const session = useSession();
  return (
    <>
      <Suspense>
        <Screen session={session} />
      </Suspense>
      <Toasts />
    </>
  );
}

function Screen({ session }: { readonly session: Session }) {
  switch (session.state) {
    case 'starting':
      return null;
    case 'failed':
      return (
        <Arrived>
          <ErrorState error={session.error} onRetry={() => void startSession()} />
        </Arrived>
      );
    case 'signed_out':
      return (
        <Arrived>
          <SignInScreen isExpired={session.isExpired} onSignedIn={() => void startSession()} />
        </Arrived>
      );
    case 'signed_in':
      return (
        <Arrived>
          <SignedIn layer={session.layer} />
        </Arrived>
      );
  }
}

/** Takes away what the page showed until now, in the same frame in which the first screen appears. */
function Arrived({ children }: { readonly children: ReactNode }) {
  useLayoutEffect(() => document.getElementById('start')?.remove(), []);
  return children;
}
