/** Decides between starting, signing in and the app itself, each of which loads only what it needs. */
import { lazy, Suspense } from 'react';
import { ErrorState, Skeleton } from '../ui/States.tsx';
import { Toasts } from '../ui/Toasts.tsx';
import { readLastMember, startSession, useSession, type Session } from './session.ts';

const loadSignedIn = () => import('./SignedIn.tsx');
const loadSignIn = () => import('../features/sign-in/SignInScreen.tsx');
const SignedIn = lazy(loadSignedIn);
const SignInScreen = lazy(() => loadSignIn().then((module) => ({ default: module.SignInScreen })));

/** What this visit will most likely need, while the server is being asked. */
export function preloadScreen(): void {
  void (readLastMember() === null ? loadSignIn() : loadSignedIn());
}

export function App() {
  const session = useSession();
  return (
    <>
      <Suspense fallback={<Skeleton lines={6} />}>
        <Screen session={session} />
      </Suspense>
      <Toasts />
    </>
  );
}

function Screen({ session }: { readonly session: Session }) {
  switch (session.state) {
    case 'starting':
      return <Skeleton lines={6} />;
    case 'failed':
      return <ErrorState error={session.error} onRetry={() => void startSession()} />;
    case 'signed_out':
      return <SignInScreen isExpired={session.isExpired} onSignedIn={() => void startSession()} />;
    case 'signed_in':
      return <SignedIn layer={session.layer} />;
  }
}
