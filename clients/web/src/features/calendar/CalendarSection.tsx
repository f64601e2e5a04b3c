/** A titled part of the calendar screen. */

import type { ReactNode } from 'react';

import styles from './calendar.module.css';

interface CalendarSectionProps {
  readonly title: string;
  readonly note: string;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

export function CalendarSection({ title, note, tools, children }: CalendarSectionProps) {
  return (
    <section className={styles.section}>
      <header className={styles.sectionHead}>
        <h2 className={styles.sectionTitle}>{title}</h2>
        <div className={styles.sectionTools}>{tools}</div>
        <p className={styles.note}>{note}</p>
      </header>
      {children}
    </section>
  );
}
