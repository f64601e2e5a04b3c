/** Me on this device: who I am, appearance, language, the way out. */
import { useNavigate } from '@tanstack/react-router';
import { useMe } from '../../data/hooks.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Cell, CellGroup } from '../../ui/Cell.tsx';
import { Page } from '../../ui/Page.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { useSignOut, useUndo } from '../../app/global-actions.ts';
import { setLocale, setTheme, usePreferences } from '../../app/preferences.ts';
import { loadLocale, useWords } from '../../app/words.ts';
import { ApiTokens } from './ApiTokens.tsx';
import { Devices } from './Devices.tsx';

export default function MeScreen() {
  const t = useWords();
  const navigate = useNavigate();
  const { member, organization, abilities } = useMe();
  const { theme, locale } = usePreferences();
  const signOut = useSignOut();
  const undo = useUndo();
  const themes = [
    { value: 'auto', label: t('me.auto') },
    { value: 'light', label: t('me.light') },
    { value: 'dark', label: t('me.dark') },
  ] as const;
  const locales = [
    { value: 'zh-CN', label: '中文' },
    { value: 'en', label: 'English' },
  ] as const;
  return (
    <Page title={t('me.title')}>
      <CellGroup>
        <Cell before={<Avatar member={member} size={40} isDecorative />} title={member.name} note={`${organization.name} · ${t(`role.${member.role}`)}`} />
      </CellGroup>
      <CellGroup>
        <Cell title={t('me.appearance')} after={<Segmented label={t('me.appearance')} value={theme} choices={themes} onChange={setTheme} />} />
        <Cell
          title={t('me.language')}
          after={
            <Segmented
              label={t('me.language')}
              value={locale}
              choices={locales}
              onChange={(chosen) => void loadLocale(chosen).then(() => setLocale(chosen))}
            />
          }
        />
      </CellGroup>
      <CellGroup>
        <Cell title={t('nav.calendar')} onClick={() => void navigate({ to: '/calendar' })} />
        {abilities['administer'] === true && <Cell title={t('people.title')} onClick={() => void navigate({ to: '/people' })} />}
        <Cell title={t('action.undo')} onClick={undo} />
        <Cell title={t('action.sign_out')} onClick={signOut} />
      </CellGroup>
      <Devices />
      <ApiTokens />
    </Page>
  );
}
