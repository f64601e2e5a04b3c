/** What stands in for a screen that is loading, broken or unknown. */
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { EmptyState, ErrorState, Skeleton } from '../ui/States.tsx';
import { useWords } from './words.ts';

export function RoutePending() {
  return <Skeleton lines={6} />;
}

export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const handleRetry = () => {
    reset();
    void router.invalidate();
  };
  return <ErrorState error={error} onRetry={handleRetry} isPage />;
}

export function RouteMissing() {
  const t = useWords();
  return <EmptyState title={t('common.not_found_title')} hint={t('common.not_found_hint')} isPage />;
}
