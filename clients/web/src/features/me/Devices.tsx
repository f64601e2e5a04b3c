/** Where I am signed in; one tap signs me out elsewhere. */
import { formatInstant } from '@quncheng/domain';
import { useLocale, useWords } from '../../app/words.ts';
import { useMe } from '../../data/hooks.ts';
import { useServerCall } from '../../data/server-call.ts';
import { useAnswer, useForgetAnswer } from '../../data/use-answer.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Cell, CellGroup } from '../../ui/Cell.tsx';
import { showToast } from '../../ui/toast.ts';
import { describeDevice } from './describe-device.ts';

export function Devices() {
  const t = useWords();
  const locale = useLocale();
  const { timezone } = useMe().organization;
  const { data } = useAnswer('GET /sessions', {});
  const forgetAnswer = useForgetAnswer();
  const { isBusy, perform } = useServerCall();

  async function handleEnd(id: string): Promise<void> {
    if (!(await perform('DELETE /sessions/{id}', { path: { id } }))) return;
    showToast(t('me.ended'));
    forgetAnswer('GET /sessions');
  }

  if (!data) return null;
  return (
    <CellGroup title={t('me.devices')}>
      {data.items.map((session) => (
        <Cell
          key={session.id}
          title={describeDevice(session.user_agent ?? '') ?? t('me.unknown_device')}
          note={session.last_used_at && t('me.last_used', { time: formatInstant(session.last_used_at, Date.now(), timezone, locale) })}
          after={
            session.is_current === true ? (
              <Badge tone="ok">{t('me.this_device')}</Badge>
            ) : (
              <Button size="small" isBusy={isBusy} onClick={() => void handleEnd(session.id)}>
                {t('me.end_session')}
              </Button>
            )
          }
        />
      ))}
    </CellGroup>
  );
}
