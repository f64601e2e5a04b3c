/** What people say about a task, here and in the chat. */

import type { Comment, Member } from '@quncheng/api';
import { SendHorizontal } from 'lucide-react';
import { useState, type FormEvent, type KeyboardEvent } from 'react';

import { useWords } from '../../app/words.ts';
import { Avatar, Button, IconButton } from '../../ui/index.ts';
import { Section } from './Section.tsx';
import styles from './task.module.css';
import { useDays } from './use-days.ts';

interface CommentsProps {
  readonly comments: readonly Comment[];
  readonly members: ReadonlyMap<string, Member>;
  readonly mayRetract: (comment: Comment) => boolean;
  readonly onRetract: (comment: Comment) => void;
}

export function Comments({ comments, members, mayRetract, onRetract }: CommentsProps) {
  const t = useWords();
  const days = useDays();
  return (
    <Section title={t('task.comments')} tally={comments.length === 0 ? undefined : comments.length}>
      {comments.length === 0 && <p className={styles.none}>{t('task.no_comments')}</p>}
      <ul className={styles.talk}>
        {comments.map((comment) => {
          const author = members.get(comment.author_id) ?? null;
          return (
            <li key={comment.id} className={styles.entry}>
              <Avatar member={author} size={32} isDecorative />
              <div className={styles.entryBody}>
                <div className={styles.entryHead}>
                  <span className={styles.entryName}>{author?.name}</span>
                  <time dateTime={comment.created_at}>{days.formatInstant(comment.created_at)}</time>
                  {comment.source === 'chat' && <span>{t('task.from_chat')}</span>}
                  {comment.retracted_at === null && mayRetract(comment) && (
                    <Button
                      tone="quiet"
                      size="small"
                      className={styles.inlineAction}
                      onClick={() => onRetract(comment)}
                    >
                      {t('task.retract')}
                    </Button>
                  )}
                </div>
                <p className={comment.retracted_at === null ? styles.entryText : styles.none}>
                  {comment.retracted_at === null ? comment.text : t('task.retracted')}
                </p>
              </div>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

/** Ctrl+Enter sends; a plain Enter is a new line, since comments are often more than one. */
export function CommentComposer({ onSend }: { readonly onSend: (text: string) => void }) {
  const t = useWords();
  const [text, setText] = useState('');
  const send = (): void => {
    if (text.trim() === '') return;
    onSend(text.trim());
    setText('');
  };
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    send();
  };
  const handleKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form className={styles.composer} onSubmit={handleSubmit}>
      <textarea
        rows={Math.min(4, text.split('\n').length)}
        value={text}
        maxLength={5000}
        aria-label={t('task.write_comment')}
        placeholder={t('task.write_comment')}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={handleKeyDown}
      />
      <IconButton type="submit" label={t('task.send')} disabled={text.trim() === ''}>
        <SendHorizontal aria-hidden="true" />
      </IconButton>
    </form>
  );
}
