/** The Chinese dictionary: the source of every key. */
import { board } from './board.ts';
import { common } from './common.ts';
import { exchange } from './exchange.ts';
import { gantt } from './gantt.ts';
import { me } from './me.ts';
import { plan } from './plan.ts';
import { project } from './project.ts';
import { schedule } from './schedule.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { signIn } from './sign-in.ts';
import { task } from './task.ts';
import { work } from './work.ts';

export const zh = { ...common, ...shell, ...signIn, ...work, ...me, ...project, ...plan, ...board, ...gantt, ...exchange, ...task, ...settings, ...schedule } as const;
