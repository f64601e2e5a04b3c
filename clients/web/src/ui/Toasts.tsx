/** Shows the messages of `toast.ts`. */
import { useSyncExternalStore } from 'react';
import { dismissToast, getToasts, subscribeToToasts } from './toast.ts';
import styles from './toasts.module.css';
import { join } from './join.ts';

export function Toasts() {
  const messages = useSyncExternalStore(subscribeToToasts, getToasts);
  return (
    <div className={styles['stack']} role="status" aria-live="polite">
      {messages.map(({ id, text, tone, action }) => (
        <div key={id} className={join(styles['toast'], tone === 'danger' && styles['danger'])}>
          <span className={styles['text']}>{text}</span>
          {action && (
            <button
              type="button"
              className={styles['action']}
              onClick={() => {
                action.perform();
                dismissToast(id);
              }}
            >
              {action.label}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
