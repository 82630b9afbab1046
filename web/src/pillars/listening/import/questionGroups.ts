import type { OpenQuestion } from './mapping';

/** Values of a column that lie off the scale which the suggested answer would give it. */
export function beyondScale({ evidence, choices, suggested }: OpenQuestion): string[] {
  const scale = choices.find(({ id }) => id === suggested)?.field.scale;
  const { min = -Infinity, max = Infinity } = scale ?? {};
  return (evidence.distribution ?? []).map(({ value }) => value).filter((value) => Number(value) > max || Number(value) < min);
}

/** Questions that ask the same of several columns become one; those that block stay alone. Order is kept. */
export function groupQuestions(questions: readonly OpenQuestion[]): OpenQuestion[][] {
  const groups = new Map<string, OpenQuestion[]>();
  for (const question of questions) {
    const alike = question.code === 'not_applicable' && !question.blocking;
    const key = alike ? `${question.code} ${question.suggested} ${beyondScale(question).join(' ')}` : question.id;
    groups.set(key, [...(groups.get(key) ?? []), question]);
  }
  return [...groups.values()];
}
