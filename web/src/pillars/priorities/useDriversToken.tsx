import { useTranslation } from 'react-i18next';
import { OptionEditor } from '@/app/address/OptionEditor';
import { one, type Search } from '@/app/address/search';
import type { AddressToken } from '@/app/address/Token';
import type { Catalogue } from '@/app/view/catalogue';
import type { Priorities } from './usePriorities';

type Edit = (changes: Record<string, string | string[] | undefined>) => void;

/** Which drivers are weighed: all that are asked often enough, or those the reader names. */
export function useDriversToken(data: Priorities | undefined, catalogue: Catalogue | undefined, search: Search, change: Edit): AddressToken[] {
  const { t } = useTranslation('priorities');
  if (data === undefined || catalogue === undefined) return [];
  const candidates = catalogue.questions.filter((q) => q.source_id === data.outcome.source_id && q.id !== data.outcome.id && q.role !== 'aside' && q.answers > 0);
  const named = one(search, 'drivers')?.split(',').filter((id) => id !== '');
  const chosen = named ?? data.drivers.map(({ question }) => String(question.id));
  if (candidates.length === 0) return [];
  return [
    {
      name: 'drivers',
      label: t('drivers.token'),
      value: named === undefined ? t('drivers.all') : t('drivers.some', { count: chosen.length }),
      onLift: named === undefined ? undefined : () => change({ drivers: undefined }),
      editor: () => (
        <OptionEditor
          several
          label={t('drivers.title')}
          options={candidates.map((q) => ({ value: String(q.id), label: q.label, count: q.answers }))}
          chosen={chosen}
          onChoose={(ids) => change({ drivers: ids.length === 0 ? undefined : ids.join(','), driver: undefined })}
        />
      ),
    },
  ];
}
