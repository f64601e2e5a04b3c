/** Around the screens of one project: loads it, and on the phone shows its sections as tabs. */
import { Link, Outlet, useParams, useRouterState } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useRef } from 'react';
import { useObject, useOpenProject } from '../data/hooks.ts';
import { ErrorState, Skeleton } from '../ui/States.tsx';
import { projectSections } from './sections.ts';
import { useIsPhone } from './screen-size.ts';
import styles from './project-frame.module.css';
import { useWords } from './words.ts';

export function ProjectFrame() {
  const { projectId } = useParams({ from: '/p/$projectId' });
  const { project, isLoading, error, retry } = useOpenProject(projectId);
  const summary = useObject('project_summary', projectId);
  const isPhone = useIsPhone();
  // A screen of a thousand tasks is drawn in slices between which the page answers, not in one go when they arrive.
  const isReady = useDeferredValue(!isLoading && error === null, false);
  return (
    <div className={styles['frame']}>
      {isPhone && <SectionTabs projectId={projectId} name={project?.name ?? summary?.name ?? ''} />}
      {error !== null && <ErrorState error={error} onRetry={retry} isPage />}
      {!isReady && error === null && <Skeleton lines={8} />}
      {isReady && error === null && <Outlet />}
    </div>
  );
}

function SectionTabs({ projectId, name }: { readonly projectId: string; readonly name: string }) {
  const t = useWords();
  const tabsRef = useRef<HTMLElement>(null);
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => {
    tabsRef.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [pathname]);
  return (
    <header className={styles['header']}>
      <p className={styles['name']}>{name}</p>
      <nav ref={tabsRef} aria-label={t('nav.project')} className={styles['tabs']}>
        {projectSections.map(({ to, word }) => (
          <Link key={to} to={to} params={{ projectId }} activeOptions={{ exact: to === '/p/$projectId', includeSearch: false }} className={styles['tab']}>
            {t(word)}
          </Link>
        ))}
      </nav>
    </header>
  );
}
