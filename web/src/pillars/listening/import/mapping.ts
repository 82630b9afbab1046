import type { Schemas } from '@/api/client';

export type Mapping = Schemas['Mapping'];
export type Field = Schemas['MappingField'];
export type FieldUse = Field['as'];
export type OpenQuestion = Schemas['OpenQuestion'];
export type Choice = Schemas['Choice'];

export const uses = ['ignore', 'record_id', 'time', 'identifier', 'score', 'text', 'touchpoint', 'channel', 'language', 'activity', 'attribute'] as const satisfies readonly FieldUse[];

/** Uses that only one column of a file may have. */
const single: ReadonlySet<FieldUse> = new Set<FieldUse>(['record_id', 'time', 'touchpoint', 'channel', 'language', 'activity']);

export const fieldOf = (mapping: Mapping, column: string): Field => mapping.fields.find((field) => field.column === column) ?? { column, as: 'ignore' };

/** The mapping with one field set; a column that had the same single use before is ignored from now on. */
export function withField(mapping: Mapping, field: Field): Mapping {
  const others = mapping.fields.map((other) => (other.column !== field.column && other.as === field.as && single.has(field.as) ? ({ column: other.column, as: 'ignore' } satisfies Field) : other));
  const known = others.some(({ column }) => column === field.column);
  return { ...mapping, fields: known ? others.map((other) => (other.column === field.column ? field : other)) : [...others, field] };
}

/** A column given another use starts with what that use needs, and nothing of the use before; a score on the scale that fits its values best. */
export function fieldAs(column: string, as: FieldUse, asScore?: Field | null): Field {
  switch (as) {
    case 'score':
      return asScore ?? { column, as, scale: { min: 1, max: 5, low_is_good: false }, metric: 'mean', role: 'driver' };
    case 'identifier':
      return { column, as, namespace: column.toLowerCase().replace(/[^a-z0-9]+/g, '_') || 'customer' };
    case 'attribute':
      return { column, as, name: column, kind: 'descriptive' };
    default:
      return { column, as };
  }
}

/** A score summed up in another way: NPS has its own scale and is a result to explain, unless a person has chosen its part already. */
export function withMetric(field: Field, metric: NonNullable<Field['metric']>, roleIsChosen: boolean): Field {
  const scale = field.scale ?? { min: 1, max: 5, low_is_good: false };
  return {
    ...field,
    metric,
    scale: metric === 'share' ? undefined : metric === 'nps' ? { min: 0, max: 10, low_is_good: false } : scale,
    role: metric === 'nps' && !roleIsChosen ? 'outcome' : field.role,
  };
}

/** The questions that the mapping has not settled by itself: a record id that was set, or a column that is used for something else now. */
export const standing = (questions: readonly OpenQuestion[], mapping: Mapping): OpenQuestion[] =>
  questions.filter(({ code, choices }) =>
    code === 'no_id' ? mapping.fields.every(({ as }) => as !== 'record_id') : choices.length === 0 || choices.some(({ field }) => fieldOf(mapping, field.column).as === field.as),
  );

/** Questions that a person must answer before numbers are made, and has not yet. */
export const unanswered = (questions: readonly OpenQuestion[], answers: Readonly<Record<string, string>>): OpenQuestion[] =>
  questions.filter((question) => question.blocking && question.choices.length > 0 && answers[question.id] === undefined);
