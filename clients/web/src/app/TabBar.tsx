/** Phone navigation at the thumb. */
import { Link, useRouterState } from '@tanstack/react-router';
import { BriefcaseBusiness, CircleUserRound, FolderKanban } from 'lucide-react';
import styles from './tab-bar.module.css';
import { useWords } from './words.ts';

const tabs = [
  { to: '/work', word: 'nav.work', icon: BriefcaseBusiness, prefixes: ['/work'] },
  { to: '/projects', word: 'nav.projects', icon: FolderKanban, prefixes: ['/projects', '/p/'] },
  { to: '/me', word: 'nav.me', icon: CircleUserRound, prefixes: ['/me', '/calendar', '/people'] },
] as const;

export function TabBar() {
  const t = useWords();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  return (
    <nav className={styles['bar']} aria-label={t('nav.main')}>
      {tabs.map(({ to, word, icon: Icon, prefixes }) => {
        const isActive = prefixes.some((prefix) => pathname.startsWith(prefix));
        return (
          <Link key={to} to={to} className={styles['tab']} data-active={isActive}>
            <Icon aria-hidden="true" />
            {t(word)}
          </Link>
        );
      })}
    </nav>
  );
}
