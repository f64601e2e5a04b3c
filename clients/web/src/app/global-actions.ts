/** The actions that make sense on every screen, and those of the open project. */
import { useNavigate, useParams } from '@tanstack/react-router';
import { BriefcaseBusiness, Command, Languages, LogOut, Monitor, Moon, Sun, Undo2 } from 'lucide-react';
import { useMemo } from 'react';
import { useDataLayer } from '../data/context.ts';
import { useServerCall } from '../data/server-call.ts';
import { showToast } from '../ui/toast.ts';
import { useActions, type Action } from './actions.ts';
import { setLocale, setTheme, usePreferences, type Theme } from './preferences.ts';
import { calendarIcon, projectSections } from './sections.ts';
import { signOut } from './member-session.ts';
import { loadLocale, useWords } from './words.ts';

const themes: readonly { readonly theme: Theme; readonly word: 'action.theme_auto' | 'action.theme_light' | 'action.theme_dark'; readonly icon: typeof Sun }[] = [
  { theme: 'auto', word: 'action.theme_auto', icon: Monitor },
  { theme: 'light', word: 'action.theme_light', icon: Sun },
  { theme: 'dark', word: 'action.theme_dark', icon: Moon },
];

export function useGlobalActions(openPalette: () => void): void {
  useActions(useGeneralActions(openPalette));
  useActions(useProjectActions());
}

function useGeneralActions(openPalette: () => void): readonly Action[] {
  const t = useWords();
  const navigate = useNavigate();
  const undo = useUndo();
  const leave = useSignOut();
  const { theme, locale } = usePreferences();
  return useMemo(() => {
    const otherLocale = locale === 'en' ? 'zh-CN' : 'en';
    return [
      { id: 'palette', label: t('palette.open'), icon: Command, shortcut: 'mod+k', worksWhileTyping: true, isAllowed: true, perform: openPalette },
      { id: 'go.work', label: t('action.go_work'), icon: BriefcaseBusiness, shortcut: 'g w', isAllowed: true, perform: () => void navigate({ to: '/work' }) },
      { id: 'go.calendar', label: t('action.go_calendar'), icon: calendarIcon, shortcut: 'g c', isAllowed: true, perform: () => void navigate({ to: '/calendar' }) },
      { id: 'undo', label: t('action.undo'), icon: Undo2, shortcut: 'mod+z', isAllowed: true, perform: undo },
      ...themes.map((choice) => ({
        id: `theme.${choice.theme}`,
        label: t(choice.word),
        icon: choice.icon,
        isAllowed: choice.theme !== theme,
        perform: () => setTheme(choice.theme),
      })),
      {
        id: 'locale',
        label: t(otherLocale === 'en' ? 'action.locale_en' : 'action.locale_zh'),
        icon: Languages,
        isAllowed: true,
        perform: () => void loadLocale(otherLocale).then(() => setLocale(otherLocale)),
      },
      { id: 'sign_out', label: t('action.sign_out'), icon: LogOut, isAllowed: true, perform: leave },
    ];
  }, [t, navigate, openPalette, undo, leave, theme, locale]);
}

function useProjectActions(): readonly Action[] {
  const t = useWords();
  const navigate = useNavigate();
  const { projectId } = useParams({ strict: false });
  return useMemo(() => {
    if (projectId === undefined) return [];
    return projectSections.map(({ to, action, key, icon }) => ({
      id: `go.${key}`,
      label: t(action),
      icon,
      shortcut: `g ${key}`,
      isAllowed: true,
      perform: () => void navigate({ to, params: { projectId } }),
    }));
  }, [t, navigate, projectId]);
}

/** Takes back my last act on the server, whatever screen it came from. */
export function useUndo(): () => void {
  const { perform } = useServerCall();
  const t = useWords();
  return useMemo(
    () => () => {
      void perform('POST /undo', {}).then((answer) => answer && showToast(t('action.undone', { text: answer.undone_text })));
    },
    [perform, t],
  );
}

export function useSignOut(): () => void {
  const layer = useDataLayer();
  const t = useWords();
  return useMemo(
    () => () => {
      const count = layer.waitingCount;
      if (count > 0 && !window.confirm(t('action.sign_out_confirm', { count }))) return;
      signOut(layer).catch(() => showToast(t('common.unreachable'), { tone: 'danger' }));
    },
    [layer, t],
  );
}
