/** The frame of a project's screens: on the phone the tabs already say where one is. */

import type { ReactNode } from 'react';

import { useIsPhone } from '../../app/screen-size.ts';
import { Page } from '../../ui/index.ts';
import styles from './project.module.css';

interface ProjectPageProps {
  readonly title: string;
  readonly tools?: ReactNode;
  /** Search and filters. */
  readonly toolbar?: ReactNode;
  /** The body fills the screen and scrolls by itself. */
  readonly isFilled?: boolean;
  readonly children: ReactNode;
}

export function ProjectPage({ title, tools, toolbar, isFilled = false, children }: ProjectPageProps) {
  const isPhone = useIsPhone();
  if (!isPhone) {
    return (
      <Page title={title} tools={tools} toolbar={toolbar} isFilled={isFilled}>
        {children}
      </Page>
    );
  }
  return (
    <div className={isFilled ? styles.phoneFilled : styles.phone}>
      <h1 className="visually-hidden">{title}</h1>
      {(toolbar !== undefined || tools !== undefined) && (
        <div className={styles.phoneBar}>
          {toolbar}
          {tools}
        </div>
      )}
      {children}
    </div>
  );
}
