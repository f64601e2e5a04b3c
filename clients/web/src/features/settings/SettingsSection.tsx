/** A titled part of the settings. */

import type { ReactNode } from 'react';

import styles from './settings.module.css';

interface SettingsSectionProps {
  readonly title: string;
  readonly note?: string;
  readonly children?: ReactNode;
}

export function SettingsSection({ title, note, children }: SettingsSectionProps) {
  return (
    <section className={styles.section}>
      <h2 className={styles.title}>{title}</h2>
      {note !== undefined && <p className={styles.note}>{note}</p>}
      {children}
    </section>
  );
}
