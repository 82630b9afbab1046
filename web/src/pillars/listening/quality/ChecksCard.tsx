import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { useRows } from '@/app/keyboard/useRows';
import { LinkButton } from '@/ui/actions/LinkButton';
import { Icon } from '@/ui/icons/Icon';
import { Card } from '@/ui/layout/Card';
import { ScrollBox } from '@/ui/layout/ScrollBox';
import { Tag } from '@/ui/layout/Tag';
import { State } from '@/ui/states/State';
import { LinesDraft } from './LinesDraft';
import css from './Quality.module.css';
import { type Check, type Quality, useTryChecks } from './quality';

type ChecksCardProps = { source: string; quality: Quality; onRows: (check: Check) => void };

/** The checks with how they went; a count leads to its rows. They are edited as the lines that they are. */
export function ChecksCard({ source, quality, onRows }: ChecksCardProps) {
  const { t } = useTranslation('quality');
  const [editing, setEditing] = useState(false);
  return (
    <Card flush title={t('checks.title')} lead={t('checks.lead')} action={<Button onClick={() => setEditing(!editing)} aria-expanded={editing}>{editing ? t('checks.close') : t('checks.edit')}</Button>}>
      {editing ? <div className={css.body}><CheckEditor source={source} quality={quality} /></div> : null}
      {quality.checks.length === 0 ? (
        editing ? null : <State picture="nothingYet" level="h3" title={t('checks.none')}>{t(quality.suggestions.length === 0 ? 'checks.noneWriteWhy' : 'checks.noneWhy')}</State>
      ) : <CheckTable quality={quality} onRows={onRows} />}
    </Card>
  );
}

function CheckTable({ quality, onRows }: { quality: Quality; onRows: (check: Check) => void }) {
  const { t } = useTranslation('quality');
  const { count, number, percent } = useFormat();
  const rows = useRows<HTMLTableSectionElement>();
  return (
    <ScrollBox className={css.scroll} label={t('checks.title')}>
      <table className="table">
        <caption className="sr">{t('checks.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('checks.check')}</th>
            <th scope="col">{t('checks.action')}</th>
            <th scope="col">{t('checks.dimension')}</th>
            <th scope="col" className="n">{t('checks.asked')}</th>
            <th scope="col" className="n">{t('checks.failed')}</th>
            <th scope="col">{t('checks.rows')}</th>
          </tr>
        </thead>
        <tbody ref={rows}>
          {quality.checks.map((check) => (
            <tr key={check.key}>
              <th scope="row"><code className={css.code}>{check.key}</code></th>
              <td>{t(`action.${check.action}`)}</td>
              <td>{t(`dimension.${check.dimension ?? 'all'}`)}</td>
              <td className="n">{check.of_source ? <span className="muted">{t('checks.batches', { count: check.asked })}</span> : count(check.asked)}</td>
              <td className="n">
                {check.of_source ? (
                  check.passes === null ? <span className="muted">{t('checks.tooFew')}</span> : <Tag tone={check.passes ? 'plain' : 'worse'}><Icon name={check.passes ? 'check' : 'warn'} /> {check.passes ? t('checks.kept') : t('checks.broken')}{check.figure === null ? null : ` (${number(check.figure, 3)})`}</Tag>
                ) : (
                  <>
                    {count(check.failed)}
                    {check.asked === 0 ? null : <small className="muted"> {check.share === null ? percent(check.failed / check.asked, 1) : t('scores.interval', { low: percent(check.share.low, 1), high: percent(check.share.high, 1) })}</small>}
                  </>
                )}
              </td>
              <td>
                <span className="row wrap">
                  {!check.of_source && check.failed - check.held - check.turned > 0 ? <Button size="xs" data-row aria-label={t('checks.storedOf', { check: check.key })} onClick={() => onRows(check)}>{t('checks.stored')}</Button> : null}
                  {check.held > 0 && check.reason !== null ? <LinkButton size="xs" to="/sources/quarantine" search={{ source: String(quality.source.id), reason: check.reason } as never}>{t('checks.held', { n: count(check.held) })}</LinkButton> : null}
                  {check.turned > 0 ? <span className="note">{t('checks.turned', { n: count(check.turned) })}</span> : null}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function CheckEditor({ source, quality }: { source: string; quality: Quality }) {
  const { t } = useTranslation('quality');
  const { count } = useFormat();
  const tried = useTryChecks(source);
  const outcome = tried.data === undefined ? null : (
    <>
      <p className="note">{t('checks.tried', { rows: count(tried.data.rows) })}</p>
      <dl className={css.list}>
        {tried.data.checks.map((one) => <div key={one.key} style={{ display: 'contents' }}><dt><code className={css.code}>{one.key}</code></dt><dd>{t('scores.failed', { failed: count(one.failed), asked: count(one.asked) })}</dd></div>)}
      </dl>
    </>
  );
  return <LinesDraft source={source} kind="checks" saved={quality.checks_file?.text ?? ''} label={t('checks.lines')} note={t('checks.form')} tried={tried} outcome={outcome} />;
}
