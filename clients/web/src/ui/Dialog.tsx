/** A question in the middle of the screen; everything behind it waits. */
import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import { join } from './join.ts';
import styles from './overlay.module.css';

export interface DialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly children?: ReactNode;
  /** Buttons, the main one last. */
  readonly footer?: ReactNode;
}

export function Dialog({ isOpen, onClose, title, description, children, footer }: DialogProps) {
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop forceRender className={join(styles['backdrop'], styles['overSheet'])} />
        <Base.Popup className={styles['dialog']}>
          <Base.Title className={styles['dialogTitle']}>{title}</Base.Title>
          {description !== undefined && <Base.Description className={styles['description']}>{description}</Base.Description>}
          {children}
          {footer !== undefined && <div className={styles['footer']}>{footer}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
