import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { OpenNumber } from '@/app/view/OpenNumber';
import type { Naming } from '@/app/view/useNaming';
import { Card } from '@/ui/layout/Card';
import { Bars } from '@/ui/ranking/Bar';
import css from './LeftOut.module.css';
import type { Priorities } from './usePriorities';

const codes = ['asked_too_rarely', 'too_many_drivers', 'rows_left_out', 'outcome_made_of_drivers', 'constant', 'combination', 'sign_conflict', 'many_drivers', 'no_purpose'] as const;
/** Said elsewhere on the page, with more room. */
const elsewhere = new Set(['alike', 'not_distinguishable', 'nothing_found']);

/** What is not in the numbers, and what a reader must know before acting. */
export function LeftOut({ priorities, naming }: { priorities: Priorities; naming: Naming }) {
  const { t } = useTranslation('priorities');
  const { count, percent } = useFormat();
  const { n, rows_left_out, left_out_because, outcome } = priorities;
  const warnings = priorities.warnings.filter(({ code }) => !elsewhere.has(code));
  const all = n + rows_left_out;
  const label = (id: number | null) => naming.by(`s.${id}`);
  if (rows_left_out === 0 && warnings.length === 0) return null;
  return (
    <Card title={t('left.title')} lead={t('left.lead')}>
      <div className={css.grid}>
        <div>
          <p>
            {rows_left_out === 0 ? t('left.nobody', { count: all }) : t('left.rows', { count: rows_left_out, all: count(all), share: percent(rows_left_out / Math.max(1, all)) })}{' '}
            <OpenNumber question={outcome.id} label={t('left.behind', { score: naming.score(outcome) })}>{count(all)}</OpenNumber>
          </p>
          {left_out_because.length === 0 ? null : (
            <>
              <h3 className={css.small}>{t('left.because')}</h3>
              <Bars label={t('left.because')} rows={left_out_because.map(({ question_id, empty }) => ({ label: label(question_id), value: empty, shown: count(empty) }))} />
            </>
          )}
        </div>
        {warnings.length === 0 ? null : (
          <ul className={css.warnings}>
            {warnings.map((warning, i) => {
              const code = codes.find((one) => one === warning.code);
              return <li key={i}>{code === undefined ? <bdi lang="en">{warning.detail}</bdi> : t(`warning.${code}`, { driver: warning.question_id === null ? '' : label(warning.question_id), n: count(warning.rows_lost ?? 0) })}</li>;
            })}
          </ul>
        )}
      </div>
    </Card>
  );
}
