/** Another name for somebody; the chat knows them by it at once. */
import type { Member } from '@quncheng/api';
import { useState, type FormEvent } from 'react';
import { useWords } from '../../app/words.ts';
import { useServerCall } from '../../data/server-call.ts';
import { useForgetAnswer } from '../../data/use-answer.ts';
import { Button, Dialog, showToast, TextField } from '../../ui/index.ts';
import { NAME_LENGTH } from './people-order.ts';
import styles from './people.module.css';

export function RenamePerson({ member, onClose }: { readonly member: Member; readonly onClose: () => void }) {
  const t = useWords();
  const forgetAnswer = useForgetAnswer();
  const { isBusy, perform } = useServerCall();
  const [name, setName] = useState(member.name);

  async function handleSubmit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const changed = await perform('PATCH /members/{id}', { path: { id: member.id }, body: { name: name.trim() } });
    if (!changed) return;
    showToast(t('people.renamed'));
    forgetAnswer('GET /members');
    onClose();
  }

  return (
    <Dialog isOpen onClose={onClose} title={t('people.rename')}>
      <form className={styles['form']} onSubmit={(event) => void handleSubmit(event)}>
        <TextField label={t('people.name')} value={name} onChange={setName} maxLength={NAME_LENGTH} required autoFocus />
        <Button type="submit" tone="primary" isWide isBusy={isBusy} disabled={name.trim() === '' || name.trim() === member.name}>
          {t('common.save')}
        </Button>
      </form>
    </Dialog>
  );
}
