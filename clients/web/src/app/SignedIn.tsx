/** The app of a signed-in member: data and routes. */
import { RouterProvider } from '@tanstack/react-router';
import { DataProvider } from '../data/context.ts';
import type { DataLayer } from '../data/data-layer.ts';
import { createAppRouter } from './routes.tsx';

// The address survives signing in, so that a link from the chat still leads where it pointed. Its screen is fetched
// while the server is still being asked who this is: waiting for it later would cost React's pause between fallbacks.
const router = createAppRouter();
void router.load();

export default function SignedIn({ layer }: { readonly layer: DataLayer }) {
  return (
    <DataProvider value={layer}>
      <RouterProvider router={router} />
    </DataProvider>
  );
}
