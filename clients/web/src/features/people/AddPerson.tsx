/** Somebody new in the organization, by name. */
import type { OrganizationRole } from '@quncheng/api';
import { useState, type FormEvent } from 'react';
import { useWords } from '../../app/words.ts';
import { useServerCall } from '../../data/server-call.ts';
import { useForgetAnswer } from '../../data/use-answer.ts';
import { Button, Dialog, Select, showToast, TextField } from '../../ui/index.ts';
import { NAME_LENGTH, ORGANIZATION_ROLES } from './people-order.ts';
import styles from './people.module.css';

export function AddPerson({ onClose }: { readonly onClose: () => void }) {
  const t = useWords();
  const forgetAnswer = useForgetAnswer();
  const { isBusy, perform } = useServerCall();
  const [name, setName] = useState('');
  const [role, setRole] = useState<OrganizationRole>('member');

  async function handleSubmit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const added = await perform('POST /members', { body: { name: name.trim(), role } });
    if (!added) return;
    showToast(t('people.added', { name: added.name }));
    forgetAnswer('GET /members');
    onClose();
  }

  return (
    <Dialog isOpen onClose={onClose} title={t('people.add')} description={t('people.add_note')}>
      <form className={styles['form']} onSubmit={(event) => void handleSubmit(event)}>
        <TextField label={t('people.name')} value={name} onChange={setName} maxLength={NAME_LENGTH} required autoFocus />
        <Select
          label={t('people.new_role')}
          value={role}
          choices={ORGANIZATION_ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
          onChange={setRole}
        />
        <Button type="submit" tone="primary" isWide isBusy={isBusy} disabled={name.trim() === ''}>
          {t('people.add')}
        </Button>
      </form>
    </Dialog>
  );
}
