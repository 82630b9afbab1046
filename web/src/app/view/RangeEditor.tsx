import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import type { Question } from './catalogue';
import { rangeText, readRange } from './filter';
import css from './RangeEditor.module.css';

/** Every step of a whole-numbered scale, or eleven of a finer one. */
export function stepsOf({ min, max }: Question['scale']): number[] {
  const steps = Number.isInteger(min) && Number.isInteger(max) && max - min <= 20 ? max - min : 10;
  return Array.from({ length: steps + 1 }, (_, i) => Number((min + (i * (max - min)) / steps).toPrecision(6)));
}

type RangeEditorProps = { question: Pick<Question, 'label' | 'scale'>; range?: string; onChoose: (range: string) => void };

/** Answers between two values, both included. */
export function RangeEditor({ question, range, onChoose }: RangeEditorProps) {
  const { t } = useTranslation('view');
  const { number } = useFormat();
  const steps = stepsOf(question.scale);
  const held = readRange(range ?? '');
  const [low, setLow] = useState(held?.low ?? question.scale.min);
  const [high, setHigh] = useState(held?.high ?? question.scale.max);
  const options = steps.map((step) => ({ value: String(step), label: number(step, Number.isInteger(step) ? 0 : 1) }));
  return (
    <div className={css.editor}>
      <p className="h3 b"><bdi>{question.label}</bdi></p>
      <div className={css.ends}>
        <NativeSelect label={t('range.from')} value={String(low)} data={options} onChange={(event) => setLow(Number(event.currentTarget.value))} />
        <NativeSelect label={t('range.to')} value={String(high)} data={options} onChange={(event) => setHigh(Number(event.currentTarget.value))} />
      </div>
      <Button variant="filled" disabled={low > high} onClick={() => onChoose(rangeText(low, high))}>{t('range.show')}</Button>
    </div>
  );
}
