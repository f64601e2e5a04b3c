/** The frame of a screen: title bar and body. */
import type { ReactNode } from 'react';
import styles from './page.module.css';
import { join } from './join.ts';

export interface PageProps {
  readonly title: ReactNode;
  /** Right of the title. */
  readonly tools?: ReactNode;
  /** Below the title bar: tabs, filters. */
  readonly toolbar?: ReactNode;
  /** The body fills the screen and scrolls by itself (board, list). */
  readonly isFilled?: boolean;
  readonly children: ReactNode;
}

export function Page({ title, tools, toolbar, isFilled = false, children }: PageProps) {
  return (
    <div className={join(styles['page'], isFilled && styles['filled'])}>
      <header className={styles['header']}>
        <h1 className={styles['title']}>{title}</h1>
        {tools !== undefined && <div className={styles['tools']}>{tools}</div>}
      </header>
      {toolbar !== undefined && <div className={styles['toolbar']}>{toolbar}</div>}
      <div className={styles['body']}>{children}</div>
    </div>
  );
}
