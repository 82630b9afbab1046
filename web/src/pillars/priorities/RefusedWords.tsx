import { useTranslation } from 'react-i18next';
import type { Priorities } from './usePriorities';
import { NotEnough } from '@/ui/states/NotEnough';
import { State } from '@/ui/states/State';

const codes = ['constant', 'constant_drivers', 'nothing_found', 'singular', 'no_drivers'] as const;

/** Why the data name no driver at all. */
export function RefusedWords({ priorities: { reason } }: { priorities: Pick<Priorities, 'reason'> }) {
  const { t } = useTranslation('priorities');
  const { have, need } = reason ?? {};
  if (have != null && need != null) return <NotEnough have={have} need={need}>{t('refused.tooFewRows')}</NotEnough>;
  const code = codes.find((one) => one === reason?.code) ?? 'nothing_found';
  return <State picture={code === 'no_drivers' ? 'nothingYet' : 'notDistinguishable'} level="h3" title={t(`refused.${code}`)}>{t(`refused.${code}_why`)}</State>;
}
