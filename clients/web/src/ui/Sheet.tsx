/** Details beside the page: a sheet from below on the phone, a drawer on the right of the desktop. */
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { useIsPhone } from '../app/screen-size.ts';
import { useWords } from '../app/words.ts';
import { IconButton } from './Button.tsx';
import styles from './overlay.module.css';

export interface SheetProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  /** Icon buttons left of the closing cross. */
  readonly tools?: ReactNode;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

/** On the desktop the page stays usable, so that a click on another card shows that one. */
export function Sheet({ isOpen, onClose, title, tools, footer, children }: SheetProps) {
  const t = useWords();
  const isPhone = useIsPhone();
  const bodyRef = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={isOpen} modal={isPhone} disablePointerDismissal={!isPhone} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        {isPhone && <Base.Backdrop className={styles['backdrop']} />}
        <Base.Popup className={styles['sheet']} initialFocus={bodyRef}>
          <header className={styles['sheetHeader']}>
            <Base.Title className={styles['sheetTitle']}>{title}</Base.Title>
            {tools}
            <IconButton label={t('common.close')} onClick={onClose}>
              <X aria-hidden="true" />
            </IconButton>
          </header>
          {/* In the tab order: a task that may only be read has nothing else to scroll it with. */}
          <div ref={bodyRef} className={styles['sheetBody']} tabIndex={0}>
            {children}
          </div>
          {footer !== undefined && <footer className={styles['sheetFooter']}>{footer}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
