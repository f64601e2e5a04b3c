/** Writes the tokens as CSS custom properties: light, dark, both hosts, phone and desktop. */
import { dark, desktop, desktopLight, light, phone, shared, wechatDark, wechatLight } from './tokens.ts';

const DESKTOP = '(min-width: 768px)';
const PREFERS_DARK = '(prefers-color-scheme: dark)';

function rule(selector: string, values: Readonly<Record<string, string>>, extra = ''): string {
  const lines = Object.entries(values).map(([name, value]) => `  --${name}: ${value};`);
  return `${selector} {\n${extra}${lines.join('\n')}\n}\n`;
}

function media(query: string, body: string): string {
  return `@media ${query} {\n${body}}\n`;
}

/** The style sheet every client starts from. */
export function tokensToCss(): string {
  const chosenDark = ':root[data-theme="dark"]';
  const systemDark = ':root:not([data-theme="light"])';
  const wechat = '[data-host="wechat"]';
  return [
    rule(':root', { ...shared, ...phone, ...light }, '  color-scheme: light;\n'),
    rule(`:root${wechat}`, { ...wechatLight }),
    media(DESKTOP, rule(':root', { ...desktop, ...desktopLight })),
    media(PREFERS_DARK, rule(systemDark, { ...dark }, '  color-scheme: dark;\n') + rule(systemDark + wechat, { ...wechatDark })),
    rule(chosenDark, { ...dark }, '  color-scheme: dark;\n'),
    rule(chosenDark + wechat, { ...wechatDark }),
  ].join('\n');
}
