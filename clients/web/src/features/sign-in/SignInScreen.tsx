/** Signing in without a password: send six digits to the bot; in the demonstration pick who you are. */
import { RotateCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { SignInOptions } from '@quncheng/api';
import { useWords } from '../../app/words.ts';
import { caller } from '../../data/transport.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { Cell, CellGroup } from '../../ui/Cell.tsx';
import { ErrorState, Skeleton } from '../../ui/States.tsx';
import { showToast } from '../../ui/toast.ts';
import styles from './sign-in.module.css';
import { useSignInCode, type SignInCodeState } from './use-sign-in-code.ts';

export interface SignInScreenProps {
  readonly isExpired: boolean;
  readonly onSignedIn: () => void;
}

export function SignInScreen({ isExpired, onSignedIn }: SignInScreenProps) {
  const t = useWords();
  const options = useOptions();
  const state = useSignInCode(onSignedIn);
  return (
    <main className={styles['screen']}>
      <section className={styles['panel']}>
        <img src="/icon.svg" alt="" width={56} height={56} />
        <h1 className={styles['title']}>{t('sign_in.title')}</h1>
        {isExpired && <p className={styles['expired']}>{t('sign_in.signed_out')}</p>}
        <CodePanel state={state} />
      </section>
      {options?.demo_members && <DemoPicker members={options.demo_members} onSignedIn={onSignedIn} />}
    </main>
  );
}

function useOptions(): SignInOptions | null {
  const [options, setOptions] = useState<SignInOptions | null>(null);
  useEffect(() => {
    caller.call('GET /sign-in/options', {}).then(setOptions, () => setOptions(null));
  }, []);
  return options;
}

function formatCountdown(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function CodePanel({ state }: { readonly state: SignInCodeState }) {
  const t = useWords();
  const { code, error, isExpired, secondsLeft, renew } = state;
  if (error !== null) return <ErrorState error={error} onRetry={renew} />;
  if (!code) return <Skeleton lines={3} />;
  if (isExpired) {
    return (
      <div className={styles['code']} role="status">
        <p className={styles['ended']}>{t('sign_in.expired')}</p>
        <p className={styles['note']}>{t('sign_in.expired_hint')}</p>
        <Button tone="primary" icon={<RotateCw aria-hidden="true" />} onClick={renew}>
          {t('sign_in.again')}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles['code']}>
      <p className={styles['lead']}>{t('sign_in.lead', { bot: code.bot_name })}</p>
      <output className={styles['digits']} aria-label={t('sign_in.code_label')}>
        {code.code.slice(0, 3)} {code.code.slice(3)}
      </output>
      <p className={styles['note']}>
        <span className={styles['pulse']} aria-hidden="true" />
        {t('sign_in.waiting')}
        {secondsLeft !== null && <span className="numbers">{t('sign_in.countdown', { time: formatCountdown(secondsLeft) })}</span>}
      </p>
      <Button
        size="small"
        tone="quiet"
        onClick={() => {
          navigator.clipboard.writeText(code.code).then(
            () => showToast(t('common.copied')),
            () => showToast(code.code),
          );
        }}
      >
        {t('common.copy')}
      </Button>
    </div>
  );
}

interface DemoPickerProps {
  readonly members: NonNullable<SignInOptions['demo_members']>;
  readonly onSignedIn: () => void;
}

function DemoPicker({ members, onSignedIn }: DemoPickerProps) {
  const t = useWords();
  const handlePick = (memberId: string) => {
    caller.call('POST /sign-in/demo', { body: { member_id: memberId } }).then(onSignedIn, () => showToast(t('common.unreachable'), { tone: 'danger' }));
  };
  return (
    <section className={styles['demo']}>
      <CellGroup title={t('sign_in.demo_title')}>
        {members.map((member) => (
          <Cell
            key={member.id}
            before={<Avatar member={member} size={32} isDecorative />}
            title={member.name}
            note={t(`role.${member.role}`)}
            onClick={() => handlePick(member.id)}
          />
        ))}
      </CellGroup>
      <p className={styles['note']}>{t('sign_in.demo_hint')}</p>
    </section>
  );
}
