/** The design tokens: the one source of every colour, radius and motion of the clients. */

export interface Palette {
  readonly bg: string;
  readonly panel: string;
  readonly surface: string;
  readonly raised: string;
  readonly fg: string;
  readonly fg2: string;
  /** Decoration only: its contrast is too low for text somebody needs. */
  readonly fg3: string;
  readonly line: string;
  readonly hover: string;
  readonly press: string;
  readonly accent: string;
  readonly 'accent-fill': string;
  readonly 'accent-soft': string;
  readonly ok: string;
  readonly 'ok-soft': string;
  readonly warn: string;
  readonly 'warn-soft': string;
  readonly danger: string;
  readonly 'danger-soft': string;
  readonly 'danger-fill': string;
  readonly scrim: string;
  readonly shadow: string;
}

export type Accent = Pick<Palette, 'accent' | 'accent-fill' | 'accent-soft'>;

export const light: Palette = {
  bg: '#ededed',
  panel: '#f7f7f7',
  surface: '#ffffff',
  raised: '#ffffff',
  fg: '#1a1a1a',
  fg2: '#5f6368',
  fg3: '#9aa0a6',
  line: 'rgb(0 0 0 / 10%)',
  hover: 'rgb(0 0 0 / 4%)',
  press: 'rgb(0 0 0 / 8%)',
  accent: '#1a63d2',
  'accent-fill': '#1f6fe5',
  'accent-soft': '#e8f1fe',
  ok: '#00733a',
  'ok-soft': '#e3f6ea',
  warn: '#9a4b00',
  'warn-soft': '#fdf1e2',
  danger: '#c22a2a',
  'danger-soft': '#fdeaea',
  'danger-fill': '#c22a2a',
  scrim: 'rgb(0 0 0 / 45%)',
  shadow: '0 4px 16px rgb(0 0 0 / 12%)',
};

export const dark: Palette = {
  bg: '#111111',
  panel: '#191919',
  surface: '#1e1e1e',
  raised: '#2c2c2c',
  fg: 'rgb(255 255 255 / 88%)',
  fg2: 'rgb(255 255 255 / 62%)',
  fg3: 'rgb(255 255 255 / 40%)',
  line: 'rgb(255 255 255 / 10%)',
  hover: 'rgb(255 255 255 / 5%)',
  press: 'rgb(255 255 255 / 10%)',
  accent: '#5ba1ff',
  'accent-fill': '#2668d6',
  'accent-soft': 'rgb(51 140 255 / 12%)',
  ok: '#4cc981',
  'ok-soft': 'rgb(76 201 129 / 16%)',
  warn: '#f0a04d',
  'warn-soft': 'rgb(240 160 77 / 16%)',
  danger: '#ff7a7a',
  'danger-soft': 'rgb(255 122 122 / 12%)',
  'danger-fill': '#b93434',
  scrim: 'rgb(0 0 0 / 60%)',
  shadow: '0 4px 16px rgb(0 0 0 / 50%)',
};

/** WeChat is green where WeCom and browsers are blue. */
export const wechatLight: Accent = { accent: '#00733a', 'accent-fill': '#00803c', 'accent-soft': '#e3f6ea' };
export const wechatDark: Accent = {
  accent: '#4cc981',
  'accent-fill': '#00803c',
  'accent-soft': 'rgb(76 201 129 / 18%)',
};

/** On the desktop everything sits on a white canvas. */
export const desktopLight: Pick<Palette, 'bg'> = { bg: '#ffffff' };

export const shared = {
  font: 'system-ui, -apple-system, "PingFang SC", "HarmonyOS Sans SC", "MiSans", "Microsoft YaHei", sans-serif',
  'radius-badge': '4px',
  'radius-button': '8px',
  'radius-card': '8px',
  'radius-panel': '12px',
  'radius-sheet': '16px',
  gutter: '16px',
  'sidebar-width': '208px',
  'drawer-width': '420px',
  'motion-fast': '120ms',
  'motion-slow': '200ms',
} as const;

/** Sizes that differ between the thumb and the mouse. */
export const phone = {
  'text-title': '17px',
  'text-body': '17px',
  'text-note': '14px',
  'text-small': '12px',
  leading: '1.4',
  row: '56px',
  'button-height': '48px',
  'button-height-small': '44px',
  'touch-target': '44px',
} as const;

export const desktop: Record<keyof typeof phone, string> = {
  'text-title': '16px',
  'text-body': '14px',
  'text-note': '12px',
  'text-small': '12px',
  leading: '1.5',
  row: '40px',
  'button-height': '36px',
  'button-height-small': '32px',
  'touch-target': '32px',
};
