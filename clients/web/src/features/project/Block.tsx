/** A titled part of the project home. */

import type { ReactNode } from 'react';

import styles from './project.module.css';

interface BlockProps {
  readonly title: string;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

export function Block({ title, tools, children }: BlockProps) {
  return (
    <section className={styles.block}>
      <div className={styles.blockHead}>
        <h2 className={styles.blockTitle}>{title}</h2>
        {tools}
      </div>
      {children}
    </section>
  );
}
