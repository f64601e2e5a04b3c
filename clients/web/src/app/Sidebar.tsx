/** Desktop navigation: my work, the projects, the sections of the open one, and me. */
import { Link, useParams } from '@tanstack/react-router';
import { BriefcaseBusiness, Plus, Search, Users } from 'lucide-react';
import { useMe, useProjects } from '../data/hooks.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { formatShortcut } from './actions.ts';
import { calendarIcon as CalendarIcon, projectSections } from './sections.ts';
import styles from './sidebar.module.css';
import { useWords } from './words.ts';

export function Sidebar({ onOpenPalette }: { readonly onOpenPalette: () => void }) {
  const t = useWords();
  const me = useMe();
  const projects = useProjects().filter((project) => project.status === 'active');
  const { projectId } = useParams({ strict: false });
  return (
    <nav className={styles['sidebar']} aria-label={t('nav.main')}>
      <p className={styles['organization']}>
        <img src="/icon.svg" alt="" width={22} height={22} />
        <span className={styles['ellipsis']}>{me.organization.name}</span>
      </p>
      <button type="button" className={styles['search']} onClick={onOpenPalette} aria-keyshortcuts="Control+K">
        <Search aria-hidden="true" />
        <span>{t('common.search')}</span>
        <kbd aria-hidden="true">{formatShortcut('mod+k')}</kbd>
      </button>
      <div className={styles['scroll']}>
        <Link to="/work" className={styles['link']} activeOptions={{ includeSearch: false }}>
          <BriefcaseBusiness aria-hidden="true" />
          {t('nav.work')}
        </Link>
        <div className={styles['heading']}>
          <h2>{t('nav.projects')}</h2>
          <Link to="/projects" search={{ new: true }} className={styles['add']} aria-label={t('nav.new_project')} title={t('nav.new_project')}>
            <Plus aria-hidden="true" />
          </Link>
        </div>
        <ul>
          {projects.map((project) => (
            <li key={project.id}>
              <Link to="/p/$projectId/board" params={{ projectId: project.id }} className={styles['project']} data-open={project.id === projectId}>
                <span className={styles['dot']} aria-hidden="true" />
                <span className={styles['ellipsis']}>{project.name}</span>
              </Link>
              {project.id === projectId && <Sections projectId={projectId} />}
            </li>
          ))}
        </ul>
      </div>
      <Link to="/calendar" className={styles['link']}>
        <CalendarIcon aria-hidden="true" />
        {t('nav.calendar')}
      </Link>
      {me.abilities['administer'] === true && (
        <Link to="/people" className={styles['link']}>
          <Users aria-hidden="true" />
          {t('people.title')}
        </Link>
      )}
      <Link to="/me" className={styles['link']}>
        <Avatar member={me.member} size={20} isDecorative />
        <span className={styles['ellipsis']}>{me.member.name}</span>
      </Link>
    </nav>
  );
}

function Sections({ projectId }: { readonly projectId: string }) {
  const t = useWords();
  return (
    <ul className={styles['sections']}>
      {projectSections.map(({ to, word, icon: Icon }) => (
        <li key={to}>
          <Link to={to} params={{ projectId }} activeOptions={{ exact: to === '/p/$projectId', includeSearch: false }} className={styles['link']}>
            <Icon aria-hidden="true" />
            {t(word)}
          </Link>
        </li>
      ))}
    </ul>
  );
}
