import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import type { Naming } from '@/app/view/useNaming';
import { Estimate } from '@/ui/estimate/Estimate';
import type { Estimate as Told } from '@/ui/estimate/figure';
import { useMeasure } from '@/ui/estimate/measure';
import { ScrollBox } from '@/ui/layout/ScrollBox';
import { Tag } from '@/ui/layout/Tag';
import { figures } from './figures';
import type { LearntModel } from './useModels';
import { useModelWords } from './useModelWords';

/** How the running model does in each language of each source, and whether it reads that language at all. */
export function HeldOutTable({ models, naming }: { models: readonly LearntModel[]; naming: Naming }) {
  const { t } = useTranslation('models');
  const { count } = useFormat();
  return (
    <ScrollBox label={t('slices.title')}>
      <table className="table" aria-label={t('slices.title')}>
        <thead>
          <tr>
            <th scope="col">{t('slices.language')}</th><th scope="col">{t('slices.source')}</th><th scope="col">{t('slices.reads')}</th><th scope="col">{t('slices.heldOut')}</th>
            {figures.map((one) => <th key={one} scope="col">{t(`figure.${one}`)}</th>)}<th scope="col">{t('slices.lists')}</th>
          </tr>
        </thead>
        <tbody>
          {models.map((model) => (
            <tr key={`${model.language ?? ''} ${model.source ?? ''}`}>
              <th scope="row">{naming.languageName(model.language ?? 'und')}</th>
              <td><bdi>{model.source}</bdi></td>
              <td>{model.language !== null && model.languages.includes(model.language) ? <Tag tone="better">{t('slices.model')}</Tag> : <Tag tone="line">{t('slices.patterns')}</Tag>}</td>
              <td>{count(model.held_out_pairs)}</td>
              {model.held_out === null ? <td colSpan={5} className="note">{t('figure.none')}</td> : (
                <>{figures.map((one) => <td key={one}><Small estimate={model.held_out?.[one] ?? null} /></td>)}<td><Small estimate={model.lists?.auc ?? null} /></td></>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

/** Every version with why it runs or does not. */
export function VersionTable({ models }: { models: readonly LearntModel[] }) {
  const { t } = useTranslation('models');
  const { count, date } = useFormat();
  const words = useModelWords();
  return (
    <ScrollBox label={t('versions.title')}>
      <table className="table" aria-label={t('versions.title')}>
        <thead>
          <tr><th scope="col">{t('versions.version')}</th><th scope="col">{t('versions.at')}</th><th scope="col">{t('versions.pairs')}</th><th scope="col">{t('versions.state')}</th><th scope="col">{t('figure.auc')}</th><th scope="col">{t('slices.lists')}</th></tr>
        </thead>
        <tbody>
          {models.map((model) => (
            <tr key={model.id}>
              <th scope="row">{count(model.id)}</th>
              <td>{date(model.trained_at, 'dateTime')}</td>
              <td>{count(model.pairs)}</td>
              <td>{model.running ? <Tag tone="better">{t('versions.running')}</Tag> : <Tag tone="line">{t('versions.rests')}</Tag>} {words.ended(model.why)}</td>
              <td><Small estimate={model.held_out?.auc ?? null} /></td>
              <td><Small estimate={model.lists?.auc ?? null} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function Small({ estimate }: { estimate: Told | null }) {
  const { t } = useTranslation('models');
  const measure = useMeasure('mean', 2);
  return estimate === null ? <span className="note">{t('figure.untold')}</span> : <Estimate figure={{ estimate, shortfall: null }} measure={measure} size="small" />;
}
