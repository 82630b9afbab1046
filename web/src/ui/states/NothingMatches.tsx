import { Button } from '@mantine/core';
import { Trans, useTranslation } from 'react-i18next';
import { State } from './State';

type NothingMatchesProps = {
  /** The filter that excludes everything, as its token reads: "channel: shop". */
  filter: string;
  /** How many there are without it. */
  without: number;
  onLift: () => void;
  onClear?: () => void;
};

/** Filters exclude everything: names the one that does it and offers to lift only that. */
export function NothingMatches({ filter, without, onLift, onClear }: NothingMatchesProps) {
  const { t } = useTranslation('ui');
  return (
    <State
      picture="nothingMatches"
      title={t('state.nothingMatches')}
      actions={
        <>
          <Button variant="filled" onClick={onLift}>{t('state.lift', { filter })}</Button>
          {onClear === undefined ? null : <Button onClick={onClear}>{t('state.clear')}</Button>}
        </>
      }
    >
      <Trans t={t} i18nKey="state.nothingMatchesWhy" count={without} values={{ filter }} components={{ b: <b /> }} />
    </State>
  );
}
