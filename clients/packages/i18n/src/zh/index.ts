/** The Chinese dictionary: the source of every key. */
import { common } from './common.ts';
import { shell } from './shell.ts';
import { signIn } from './sign-in.ts';
import { work } from './work.ts';

export const zh = { ...common, ...shell, ...signIn, ...work } as const;
