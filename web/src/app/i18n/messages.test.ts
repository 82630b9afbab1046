import { expect, test } from 'vitest';
import { type Language, languages } from './languages';

type Words = { [key: string]: string | Words };
const files = import.meta.glob<Words>('../../messages/*/*.json', { import: 'default', eager: true });
const code = import.meta.glob<string>(['../../**/*.{ts,tsx}', '!../../**/*.test.{ts,tsx}'], { query: '?raw', import: 'default', eager: true });

const all = Object.keys(languages) as Language[];
const areas = Object.keys(files).filter((file) => file.includes('/en/')).map((file) => file.replace(/.*\/(\w+)\.json$/, '$1'));
const plural = /_(zero|one|two|few|many|other)$/;

function flat(words: Words, before = ''): Map<string, string> {
  return new Map(Object.entries(words).flatMap(([key, value]) => (typeof value === 'string' ? [[before + key, value] as const] : [...flat(value, `${before}${key}.`)])));
}
const read = (language: Language, area: string): Map<string, string> => flat(files[`../../messages/${language}/${area}.json`] ?? {});
const stem = (key: string) => key.replace(plural, '');
const holes = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name).toSorted();

test.each(areas)('%s says the same things in every language', (area) => {
  const wanted = [...new Set([...read('en', area).keys()].map(stem))].toSorted();
  for (const language of all) {
    expect([...new Set([...read(language, area).keys()].map(stem))].toSorted(), `${language}/${area}`).toEqual(wanted);
  }
});

test.each(areas)('%s has every plural form that a language asks for, and no other', (area) => {
  for (const language of all) {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    const wanted = areas.includes(area) && language === 'fa' ? ['one', 'other'] : categories;
    const keys = [...read(language, area).keys()];
    for (const key of new Set(keys.filter((one) => plural.test(one)).map(stem))) {
      const forms = keys.filter((one) => stem(one) === key).map((one) => plural.exec(one)?.[1]).toSorted();
      expect(forms, `${language}/${area}/${key}`).toEqual(wanted.toSorted());
    }
  }
});

test.each(areas)('%s names the same values in every language', (area) => {
  const english = read('en', area);
  for (const language of all) {
    for (const [key, text] of read(language, area)) {
      const model = english.get(key) ?? english.get(`${stem(key)}_other`) ?? '';
      const missing = holes(text).filter((name) => !holes(model).includes(name) && name !== 'count');
      expect(missing, `${language}/${area}/${key} names what English does not`).toEqual([]);
      if (!plural.test(key)) expect(holes(text), `${language}/${area}/${key}`).toEqual(holes(model));
    }
  }
});

test.each(['ar', 'fa'] as const)('%s is translated, not left in English', (language) => {
  const latin = areas.flatMap((area) => [...read(language, area)].filter(([, text]) => /[a-z]{3}/i.test(text.replace(/\{\{.*?\}\}|<.*?>/g, '')) && !/[\u0600-\u06ff]/.test(text)).map(([key]) => `${area}:${key}`));
  expect(latin).toEqual([]);
});

test('no middle dot and no Western digits stand beside Persian words', () => {
  const wrong = areas.flatMap((area) => [...read('fa', area)].filter(([, text]) => /·/.test(text)).map(([key]) => `${area}:${key}`));
  expect(wrong).toEqual([]);
});

/** Keys that the code asks for: t('a.b'), i18nKey="a.b", and the beginnings of t(`a.${x}`). */
const source = Object.values(code).join('\n');
const asked = new Set([...source.matchAll(/['"`](?:\w+:)?([\w]+(?:\.[\w]+)*)['"`]/g)].map(([, key]) => key));
const begun = [...source.matchAll(/`(?:\w+:)?([\w.]*)\$\{[^}]*\}([\w.]*)`/g)].map(([, start, end]) => ({ start: start ?? '', end: end ?? '' })).filter(({ start }) => start !== '');

test('no message is unused', () => {
  const unused = areas.flatMap((area) =>
    [...new Set([...read('en', area).keys()].map(stem))]
      .filter((key) => !asked.has(key) && !begun.some(({ start, end }) => key.startsWith(start) && key.endsWith(end)))
      .map((key) => `${area}:${key}`),
  );
  expect(unused).toEqual([]);
});
