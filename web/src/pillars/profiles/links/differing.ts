export type Letters = { text: string; differs: boolean };

const graphemes = (text: string, language: string): string[] => [...new Intl.Segmenter(language, { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment);
const longest = 200; // letters; longer values are not letters apart but other texts
const fold = (letter: string): string => letter.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/**
 * The letters of two values that the other does not have in the same order, so that the eye finds them.
 * Case and accents do not differ. Where less than half is common, nothing is marked: they differ as a whole.
 */
export function differing(left: string, right: string, language = 'en'): [Letters[], Letters[]] {
  const [a, b] = [graphemes(left, language), graphemes(right, language)];
  const whole = (text: string): Letters[] => (text === '' ? [] : [{ text, differs: false }]);
  if (Math.max(a.length, b.length) > longest) return [whole(left), whole(right)];
  const common = commonOf(a.map(fold), b.map(fold));
  if (common.length * 2 < Math.max(a.length, b.length)) return [whole(left), whole(right)];
  return [pieces(a, new Set(common.map(([i]) => i))), pieces(b, new Set(common.map(([, j]) => j)))];
}

/** Places of a longest common subsequence in both. */
function commonOf(a: readonly string[], b: readonly string[]): [number, number][] {
  const wide = b.length + 1;
  const length = new Uint16Array((a.length + 1) * wide);
  const at = (i: number, j: number): number => length[i * wide + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) length[i * wide + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const found: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) found.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return found;
}

/** Letters joined to runs, so that letters of one script keep their joining. */
function pieces(letters: readonly string[], common: ReadonlySet<number>): Letters[] {
  const found: Letters[] = [];
  letters.forEach((text, i) => {
    const differs = !common.has(i);
    const last = found.at(-1);
    if (last?.differs === differs) last.text += text;
    else found.push({ text, differs });
  });
  return found;
}
