import { getI18n } from 'react-i18next';
import { expect, test } from 'vitest';
import { allWords, startWords } from './start';

test('the words of all pages are there before the first page is drawn, but for those of the specimens', async () => {
  await startWords('en');
  expect(getI18n().hasLoadedNamespace('customers')).toBe(false);
  await allWords();
  for (const area of ['customers', 'identity', 'view', 'quality', 'register', 'voices']) expect(getI18n().hasLoadedNamespace(area), area).toBe(true);
  expect(getI18n().hasLoadedNamespace('design')).toBe(false);
});
