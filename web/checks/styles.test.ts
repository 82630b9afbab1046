// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../src/', import.meta.url);
const read = (ending: string): Record<string, string> =>
  Object.fromEntries(readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(ending)).map((file) => [`/${file}`, readFileSync(new URL(file, root), 'utf8')]));
const sheets = read('.css');
const code = read('.tsx');

const physical = /(?:^|[\s;{(])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)|left|right|top|bottom|border-(?:top|bottom)-(?:left|right)-radius)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)/m;
const inline = /(?:margin|padding|border)(?:Left|Right|Top|Bottom)\b|\b(?:ml|mr|pl|pr)=/;
const withoutComments = (css: string) => css.replace(/\/\*[\s\S]*?\*\//g, '');

test('no style sheet names a physical side', () => {
  const wrong = Object.entries(sheets).filter(([, css]) => physical.test(withoutComments(css))).map(([file]) => file);
  expect(Object.keys(sheets).length).toBeGreaterThan(20);
  expect(wrong).toEqual([]);
});

test('the rule would notice one', () => {
  for (const css of ['.a { margin-left: 1px; }', '.a{left:0}', '.a { text-align: right; }', '.a { border-top-left-radius: 2px; }']) expect(css).toMatch(physical);
  for (const css of ['.a { margin-inline-start: 1px; }', '.a { text-align: start; }', '.a { inset-block-end: 0; }']) expect(css).not.toMatch(physical);
});

test('no component names a physical side', () => {
  expect(Object.entries(code).filter(([, text]) => inline.test(text)).map(([file]) => file)).toEqual([]);
});

test('no colour is written outside the tokens', () => {
  const wrong = Object.entries(sheets).filter(([file, css]) => !file.endsWith('/tokens.css') && /#[0-9a-f]{3,8}\b|\brgba?\(|\bhsl/i.test(withoutComments(css)));
  expect(wrong.map(([file]) => file)).toEqual([]);
  expect(Object.entries(code).filter(([, text]) => /['"`]#[0-9a-f]{3,8}['"`]/i.test(text)).map(([file]) => file)).toEqual([]);
});

test('every token that is read is defined', () => {
  const defined = new Set(Object.values(sheets).flatMap((css) => [...css.matchAll(/(--tl-[\w-]+)\s*:/g)].map(([, name]) => name)));
  const used = [...Object.entries(sheets), ...Object.entries(code)].flatMap(([file, text]) => [...text.matchAll(/var\((--tl-[\w-]+)/g)].map(([, name]) => ({ file, name })));
  expect(used.filter(({ name }) => !defined.has(name))).toEqual([]);
});
