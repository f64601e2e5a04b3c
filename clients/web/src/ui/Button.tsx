/** Buttons: one filled per screen, the others quiet. */
import type { ComponentProps, ReactNode } from 'react';
import styles from './button.module.css';
import { join } from './join.ts';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly tone?: 'plain' | 'primary' | 'quiet' | 'danger';
  readonly size?: 'normal' | 'small';
  readonly icon?: ReactNode;
  readonly isBusy?: boolean;
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

export function Button({ tone = 'plain', size = 'normal', icon, isBusy = false, isWide = false, children, ...rest }: ButtonProps) {
  const className = join(styles['button'], styles[tone], size === 'small' && styles['small'], isWide && styles['wide'], rest.className);
  return (
    <button type="button" {...rest} className={className} disabled={rest.disabled === true || isBusy} aria-busy={isBusy || undefined}>
      {isBusy ? <span className={styles['spinner']} aria-hidden="true" /> : icon}
      <span className={styles['label']}>{children}</span>
    </button>
  );
}

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  /** Read aloud and shown as a hint. */
  readonly label: string;
  readonly children: ReactNode;
}

export function IconButton({ label, children, ...rest }: IconButtonProps) {
  return (
    <button type="button" aria-label={label} title={label} {...rest} className={join(styles['iconButton'], rest.className)}>
      {children}
    </button>
  );
}
