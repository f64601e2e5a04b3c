/** A titled part of the task panel. */

import { useId, type ReactNode } from 'react';

import styles from './task.module.css';

interface SectionProps {
  readonly title: string;
  readonly tally?: string | number | undefined;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

export function Section({ title, tally, tools, children }: SectionProps) {
  const headingId = useId();
  return (
    <section className={styles.section} aria-labelledby={headingId}>
      <div className={styles.sectionHead}>
        <h3 className={styles.sectionTitle} id={headingId}>
          {title}
          {tally !== undefined && <span className={styles.tally}>{tally}</span>}
        </h3>
        {tools}
      </div>
      {children}
    </section>
  );
}
