/** Tells when we are offline, what waits to be sent, and which writes clash with somebody else's. */
import { CloudOff, GitCompareArrows } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useConflicts, useLink } from '../data/hooks.ts';
import { Button } from '../ui/Button.tsx';
import { showToast } from '../ui/toast.ts';
import styles from './link-banner.module.css';
import { useWords } from './words.ts';

const ConflictDialog = lazy(() => import('./ConflictDialog.tsx'));

export function LinkBanner() {
  const t = useWords();
  const { link, waitingCount } = useLink();
  const conflicts = useConflicts();
  const [isOpen, setIsOpen] = useState(false);
  const count = conflicts.length;
  const lastCount = useRef(count);
  useEffect(() => {
    // An open task may cover the banner.
    if (count > lastCount.current) showToast(t('conflict.banner', { count }), { action: { label: t('conflict.show'), perform: () => setIsOpen(true) } });
    lastCount.current = count;
  }, [count, t]);
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
      {count > 0 && (
        <p className={styles['conflict']}>
          <GitCompareArrows aria-hidden="true" />
          <span>{t('conflict.banner', { count })}</span>
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
