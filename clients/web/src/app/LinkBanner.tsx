/** Tells when we are offline, what waits to be sent, and which writes clash with somebody else's. */
import { CloudOff, GitCompareArrows } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useConflicts, useLink } from '../data/hooks.ts';
import { Button } from '../ui/Button.tsx';
import styles from './link-banner.module.css';
import { useWords } from './words.ts';

const ConflictDialog = lazy(() => import('./ConflictDialog.tsx'));

export function LinkBanner() {
  const t = useWords();
  const { link, waitingCount } = useLink();
  const conflicts = useConflicts();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div role="status">
      {link === 'offline' && (
        <p className={styles['offline']}>
          <CloudOff aria-hidden="true" />
          <span>
            <strong>{t('link.offline')}</strong> {waitingCount > 0 ? t('link.waiting', { count: waitingCount }) : t('link.offline_hint')}
          </span>
        </p>
      )}
      {conflicts.length > 0 && (
        <p className={styles['conflict']}>
          <GitCompareArrows aria-hidden="true" />
          <span>{t('conflict.banner', { count: conflicts.length })}</span>
          <Button size="small" onClick={() => setIsOpen(true)}>
            {t('conflict.show')}
          </Button>
        </p>
      )}
      {isOpen && (
        <Suspense>
          <ConflictDialog onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}
