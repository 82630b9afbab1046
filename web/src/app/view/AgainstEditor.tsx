import { useTranslation } from 'react-i18next';
import { OptionEditor } from '@/app/address/OptionEditor';
import { type Period, shift } from '@/app/address/period';
import { useFormat } from '@/app/i18n/useFormat';
import { aYearBefore } from './length';

type AgainstEditorProps = { period: Period; against: Period | null; onChoose: (against: Period | null) => void };

/** What to compare with: the stretch right before, the same days a year before, or nothing. */
export function AgainstEditor({ period, against, onChoose }: AgainstEditorProps) {
  const { t } = useTranslation('view');
  const { span } = useFormat();
  const choices = { before: shift(period, -1), year: aYearBefore(period) };
  const key = (p: Period | null) => (p === null ? 'none' : `${p.from}..${p.to}`);
  const options = [
    { value: key(choices.before), label: `${t('against.rightBefore')}: ${span(choices.before.from, choices.before.to)}` },
    { value: key(choices.year), label: `${t('against.yearBefore')}: ${span(choices.year.from, choices.year.to)}` },
    { value: 'none', label: t('against.none') },
  ];
  return (
    <OptionEditor
      label={t('token.against')}
      options={options}
      chosen={[key(against)]}
      onChoose={([chosen]) => onChoose([choices.before, choices.year].find((one) => key(one) === chosen) ?? null)}
    />
  );
}
