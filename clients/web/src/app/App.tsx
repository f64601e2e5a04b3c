/** Decides between starting, signing in and the app itself. */
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useMemo } from 'react';
import { DataProvider } from '../data/context.ts';
import type { DataLayer } from '../data/data-layer.ts';
import { SignInScreen } from '../features/sign-in/SignInScreen.tsx';
import { ErrorState, Skeleton } from '../ui/States.tsx';
import { Toasts } from '../ui/Toasts.tsx';
import { createAppRouter } from './routes.tsx';
import { startSession, useSession } from './session.ts';

export function App() {
  const session = useSession();
  return (
    <>
      {session.state === 'starting' && <Skeleton lines={6} />}
      {session.state === 'failed' && <ErrorState error={session.error} onRetry={() => void startSession()} />}
      {session.state === 'signed_out' && <SignInScreen isExpired={session.isExpired} onSignedIn={() => void startSession()} />}
      {session.state === 'signed_in' && <SignedIn layer={session.layer} />}
      <Toasts />
    </>
  );
}

function SignedIn({ layer }: { readonly layer: DataLayer }) {
  // The address survives signing in, so that a link from the chat still leads where it pointed.
  const router = useMemo(() => createAppRouter(), []);
  return (
    <DataProvider value={layer}>
      <QueryClientProvider client={layer.queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </DataProvider>
  );
}
