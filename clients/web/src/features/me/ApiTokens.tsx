/** API tokens with my rights: make one, see its secret once, revoke it. */
import { useState, type FormEvent } from 'react';
import { formatInstant } from '@quncheng/domain';
import type { ApiToken } from '@quncheng/api';
import { useLocale, useWords } from '../../app/words.ts';
import { useMe } from '../../data/hooks.ts';
import { useServerCall } from '../../data/server-call.ts';
import { useAnswer, useForgetAnswer } from '../../data/use-answer.ts';
import { Button } from '../../ui/Button.tsx';
import { Cell, CellGroup } from '../../ui/Cell.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Field.tsx';
import { showToast } from '../../ui/toast.ts';
import styles from './me.module.css';

export function ApiTokens() {
  const t = useWords();
  const forgetAnswer = useForgetAnswer();
  const { data } = useAnswer('GET /tokens', {});
  const { isBusy, perform } = useServerCall();
  const [isMaking, setIsMaking] = useState(false);
  const refresh = () => forgetAnswer('GET /tokens');

  async function handleRevoke(id: string): Promise<void> {
    if (!(await perform('DELETE /tokens/{id}', { path: { id } }))) return;
    showToast(t('me.revoked'));
    refresh();
  }

  if (!data) return null;
  return (
    <>
      <CellGroup title={t('me.tokens')}>
        {data.items.map((token) => (
          <Cell
            key={token.id}
            title={token.name}
            note={<TokenNote token={token} />}
            after={
              <Button size="small" tone="danger" isBusy={isBusy} onClick={() => void handleRevoke(token.id)}>
                {t('me.revoke')}
              </Button>
            }
          />
        ))}
        <Cell title={t('me.new_token')} note={t('me.tokens_hint')} onClick={() => setIsMaking(true)} />
      </CellGroup>
      {isMaking && <NewToken onMade={refresh} onClose={() => setIsMaking(false)} />}
    </>
  );
}

function TokenNote({ token }: { readonly token: ApiToken }) {
  const t = useWords();
  const locale = useLocale();
  const { timezone } = useMe().organization;
  const say = (instant: string) => formatInstant(instant, Date.now(), timezone, locale);
  return (
    <>
      <span>{token.last_used_at === null ? t('me.never_used') : t('me.last_used', { time: say(token.last_used_at) })}</span>
      {token.expires_at !== null && <span>{t('me.expires', { time: say(token.expires_at) })}</span>}
    </>
  );
}

function NewToken({ onMade, onClose }: { readonly onMade: () => void; readonly onClose: () => void }) {
  const t = useWords();
  const { isBusy, perform } = useServerCall();
  const [name, setName] = useState('');
  const [secret, setSecret] = useState<string | null>(null);

  async function handleSubmit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const made = await perform('POST /tokens', { body: { name: name.trim() } });
    if (!made) return;
    setSecret(made.secret);
    onMade();
  }

  async function handleCopy(): Promise<void> {
    await navigator.clipboard.writeText(secret ?? '').then(
      () => showToast(t('common.copied')),
      () => undefined,
    );
  }

  return (
    <Dialog isOpen onClose={onClose} title={t('me.new_token')}>
      {secret === null ? (
        <form className={styles['form']} onSubmit={(event) => void handleSubmit(event)}>
          <TextField label={t('me.token_name')} value={name} onChange={setName} maxLength={80} required autoFocus />
          <Button type="submit" tone="primary" isWide isBusy={isBusy} disabled={name.trim() === ''}>
            {t('nav.create')}
          </Button>
        </form>
      ) : (
        <div className={styles['form']}>
          <p>{t('me.token_secret')}</p>
          <code className={styles['secret']}>{secret}</code>
          <Button tone="primary" isWide onClick={() => void handleCopy()}>
            {t('common.copy')}
          </Button>
        </div>
      )}
    </Dialog>
  );
}
