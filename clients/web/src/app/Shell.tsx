/** The frame of the app: sidebar on the desktop, tab bar on the phone, connection banner, open task, palette. */
import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useState } from 'react';
import { useGlobalActions } from './global-actions.ts';
import { LinkBanner } from './LinkBanner.tsx';
import { useIsPhone } from './screen-size.ts';
import styles from './shell.module.css';
import { Sidebar } from './Sidebar.tsx';
import { TabBar } from './TabBar.tsx';
import { useCloseTaskPanel, usePanelTaskId } from './task-panel.ts';
import { useWords } from './words.ts';
import { useOfferedActions, useShortcuts } from './actions.ts';

const Palette = lazy(() => import('./Palette.tsx'));
const TaskPanel = lazy(() => import('../features/task/TaskPanel.tsx'));

export function Shell() {
  const t = useWords();
  const isPhone = useIsPhone();
  const [isPaletteOpen, setIsPaletteOpen] = useState(false);
  const openPalette = useCallback(() => setIsPaletteOpen(true), []);
  useGlobalActions(openPalette);
  return (
    <div className={styles['shell']}>
      <a href="#main" className={styles['skip']}>
        {t('nav.skip')}
      </a>
      {!isPhone && <Sidebar onOpenPalette={openPalette} />}
      <main id="main" className={styles['main']} tabIndex={-1}>
        <LinkBanner />
        <Outlet />
      </main>
      {isPhone && <TabBar />}
      <OpenTask />
      <Shortcuts />
      {isPaletteOpen && (
        <Suspense>
          <Palette onClose={() => setIsPaletteOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}

function OpenTask() {
  const taskId = usePanelTaskId();
  const close = useCloseTaskPanel();
  if (taskId === null) return null;
  return (
    <Suspense>
      <TaskPanel taskId={taskId} onClose={close} />
    </Suspense>
  );
}

/** A component of its own, so that newly offered actions do not draw the whole app again. */
function Shortcuts() {
  useShortcuts(useOfferedActions());
  return null;
}
