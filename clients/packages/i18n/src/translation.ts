/** The types that make a missing word or a forgotten parameter a compile error. */

export type Translation<Source> = { readonly [Key in keyof Source]: string };

type Names<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;

/** The `{names}` of the Chinese text; English must use the same ones (a test compares them). */
export type Parameters<Text extends string> = [Names<Text>] extends [never]
  ? readonly []
  : readonly [{ readonly [Name in Names<Text>]: string | number }];

export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (match, name: string) => String(values[name] ?? match));
}
