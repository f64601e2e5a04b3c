/** Public face of the dictionaries; `@quncheng/i18n/en` is separate so that it loads on demand. */
import { fill } from './translation.ts';
import type { Parameters, Translation } from './translation.ts';
import { zh } from './zh/index.ts';

export type Key = keyof typeof zh;
export type Dictionary = Translation<typeof zh>;
export type Translate = <K extends Key>(key: K, ...values: Parameters<(typeof zh)[K]>) => string;
export { zh };
export type { Parameters, Translation };

export function createTranslate(dictionary: Dictionary): Translate {
  return (key, ...values) => {
    const [parameters] = values;
    return parameters ? fill(dictionary[key], parameters) : dictionary[key];
  };
}
