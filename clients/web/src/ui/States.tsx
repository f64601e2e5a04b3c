/** What a screen shows instead of content: nothing yet, on its way, or gone wrong. */
import { CircleAlert, Inbox } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiProblem, Unreachable } from '@quncheng/api';
import { useWords } from '../app/words.ts';
import { Button } from './Button.tsx';
import styles from './states.module.css';

export interface EmptyStateProps {
  readonly title: string;
  readonly hint?: ReactNode;
  readonly icon?: ReactNode;
  readonly action?: ReactNode;
  /** It stands in for a whole page, and so has the page's heading. */
  readonly isPage?: boolean;
}

export function EmptyState({ title, hint, icon, action, isPage = false }: EmptyStateProps) {
  const Title = isPage ? 'h1' : 'p';
  return (
    <div className={styles['state']}>
      <span className={styles['icon']} aria-hidden="true">
        {icon ?? <Inbox />}
      </span>
      <Title className={styles['title']}>{title}</Title>
      {hint !== undefined && <p className={styles['hint']}>{hint}</p>}
      {action}
    </div>
  );
}

export interface ErrorStateProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
  readonly isPage?: boolean;
}

export function ErrorState({ error, onRetry, isPage = false }: ErrorStateProps) {
  const t = useWords();
  const retry = onRetry && <Button onClick={onRetry}>{t('common.retry')}</Button>;
  const { title, hint } = wordsOf(error, t);
  return (
    <div role="alert">
      <EmptyState icon={<CircleAlert />} title={title} hint={hint} action={retry} isPage={isPage} />
    </div>
  );
}

function wordsOf(error: unknown, t: ReturnType<typeof useWords>): { title: string; hint: string } {
  if (error instanceof Unreachable) return { title: t('common.unreachable'), hint: t('common.unreachable_hint') };
  if (error instanceof ApiProblem && error.status === 404) return { title: t('common.not_found_title'), hint: t('common.not_found_hint') };
  if (error instanceof ApiProblem && error.title !== '') return { title: error.title, hint: error.detail ?? '' };
  return { title: t('common.error_title'), hint: t('common.error_hint') };
}

/** Grey lines where text will be. */
export function Skeleton({ lines = 3 }: { readonly lines?: number }) {
  const t = useWords();
  return (
    <div className={styles['skeleton']} role="status" aria-label={t('common.loading')}>
      {Array.from({ length: lines }, (_unused, index) => (
        <span key={index} className={styles['line']} />
      ))}
    </div>
  );
}
