import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { Icon } from '@/ui/icons/Icon';
import css from './OptionEditor.module.css';

export type Option = { value: string; label: string; count?: number };

type OptionEditorProps = {
  label: string;
  options: readonly Option[];
  chosen: readonly string[];
  /** Several may be chosen: the list stays open. */
  several?: boolean;
  onChoose: (values: string[]) => void;
};

/** A list to choose from, with counts; long lists get a box to narrow them. */
export function OptionEditor({ label, options, chosen, several = false, onChoose }: OptionEditorProps) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const [words, setWords] = useState('');
  const shown = options.filter((option) => option.label.toLocaleLowerCase().includes(words.toLocaleLowerCase()));
  const choose = (value: string) =>
    onChoose(several ? (chosen.includes(value) ? chosen.filter((kept) => kept !== value) : [...chosen, value]) : [value]);
  return (
    <div className={css.editor}>
      <p className="h3 b">{label}</p>
      {options.length > 9 ? <TextInput size="xs" value={words} onChange={(event) => setWords(event.currentTarget.value)} aria-label={t('address.narrow')} placeholder={t('address.narrow')} /> : null}
      <ul>
        {shown.map((option) => (
          <li key={option.value}>
            <button type="button" aria-pressed={chosen.includes(option.value)} onClick={() => choose(option.value)}>
              <span className={css.mark}>{chosen.includes(option.value) ? <Icon name="check" size={14} /> : null}</span>
              <bdi>{option.label}</bdi>
              {option.count === undefined ? null : <span className="muted">{count(option.count)}</span>}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
