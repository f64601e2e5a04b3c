/** Around the screens of one project: loads it, and on the phone shows its sections as tabs. */
import { Link, Outlet, useParams } from '@tanstack/react-router';
import { useOpenProject } from '../data/hooks.ts';
import { ErrorState, Skeleton } from '../ui/States.tsx';
import { projectSections } from './sections.ts';
import { useIsPhone } from './screen-size.ts';
import styles from './project-frame.module.css';
import { useWords } from './words.ts';

export function ProjectFrame() {
  const { projectId } = useParams({ from: '/p/$projectId' });
  const { project, isLoading, error, retry } = useOpenProject(projectId);
  const isPhone = useIsPhone();
  return (
    <div className={styles['frame']}>
      {isPhone && <SectionTabs projectId={projectId} name={project?.name ?? ''} />}
      {error !== null && <ErrorState error={error} onRetry={retry} />}
      {isLoading && <Skeleton lines={8} />}
      {!isLoading && error === null && <Outlet />}
    </div>
  );
}

function SectionTabs({ projectId, name }: { readonly projectId: string; readonly name: string }) {
  const t = useWords();
  return (
    <header className={styles['header']}>
      <p className={styles['name']}>{name}</p>
      <nav aria-label={t('nav.project')} className={styles['tabs']}>
        {projectSections.map(({ to, word }) => (
          <Link key={to} to={to} params={{ projectId }} activeOptions={{ exact: to === '/p/$projectId', includeSearch: false }} className={styles['tab']}>
            {t(word)}
          </Link>
        ))}
      </nav>
    </header>
  );
}
