import { useState } from 'react';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/app/i18n/useFormat';
import { type Catalogue, splitsOf } from '@/app/view/catalogue';
import { OpenNumber } from '@/app/view/OpenNumber';
import { goodOf, useMeasures } from '@/app/view/useMeasures';
import { Change } from '@/ui/estimate/Change';
import { IntervalCell, IntervalHead } from '@/ui/estimate/IntervalCell';
import { scaleOver } from '@/ui/estimate/scale';
import { Card } from '@/ui/layout/Card';
import { Loading } from '@/ui/states/Loading';
import { GroupLink } from './GroupLink';
import css from './Groups.module.css';
import type { PulsePart } from './parts';
import { useGroups } from './usePulse';

const firstShown = 12;

/** The main score of every group, on one scale; every group is a link that filters the page to it. */
export function Groups({ pulse, main, naming, search, catalogue, span }: PulsePart & { catalogue: Catalogue | undefined; span: 6 | 12 }) {
  const { t } = useTranslation('pulse');
  const { count } = useFormat();
  const measure = useMeasures()(main.question);
  const [all, setAll] = useState(false);
  const by = pulse.strip?.by ?? (catalogue === undefined ? undefined : splitsOf(catalogue, pulse.source.id)[0]);
  const { data } = useGroups(search, pulse, by);
  if (by === undefined) return null;
  const told = data?.groups.flatMap((group) => (group.figure.estimate == null ? [] : [{ ...group, estimate: group.figure.estimate }])) ?? [];
  const short = data?.groups.filter(({ figure }) => figure.estimate == null) ?? [];
  const scale = scaleOver(told.map(({ estimate }) => estimate));
  const compared = pulse.strip !== null && pulse.strip.by === by;
  const changes = new Map(pulse.strip?.groups.map(({ value, change }) => [value, change]));
  const name = naming.by(by);
  return (
    <Card span={span} fill flush id="groups" title={t('groups.title', { by: name })} lead={t('groups.lead', { score: naming.score(main.question) })}>
      {data === undefined ? <Loading shape="table" /> : (
        <>
          {told.length === 0 ? null : <table className={`table ${css.groups}`}>
            <caption className="sr">{t('groups.title', { by: name })}</caption>
            <thead>
              <tr>
                <th scope="col"><bdi>{name}</bdi></th>
                <th scope="col" className={compared ? css.wide : css.wider}><IntervalHead title={t('groups.value')} scale={scale} write={measure.level} /></th>
                {compared ? <th scope="col" className={css.change}>{t('groups.change')}</th> : null}
              </tr>
            </thead>
            <tbody>
              {(all ? told : told.slice(0, firstShown)).map(({ value, n, estimate }) => {
                const change = changes.get(value);
                return (
                  <tr key={value}>
                    <th scope="row">
                      <GroupLink by={by} value={value} naming={naming} />
                      <span className={css.n}>
                        <OpenNumber question={main.question.id} group={{ by, value }} label={t('scores.open', { score: naming.value(by, value), value: measure.level(estimate.value) })}>{t('groups.n', { count: n })}</OpenNumber>
                      </span>
                    </th>
                    <td><IntervalCell estimate={estimate} scale={scale} kind="observed" write={measure.level} /></td>
                    {compared ? <td>{change === undefined ? <span className="muted sm">{t('groups.tooFewBefore')}</span> : <Change change={change} measure={measure} good={goodOf(main.question)} />}</td> : null}
                  </tr>
                );
              })}
            </tbody>
          </table>}
          <div className={css.foot}>
            {told.length > firstShown ? <Button size="xs" onClick={() => setAll(!all)}>{all ? t('groups.fewer') : t('groups.all', { count: told.length })}</Button> : null}
            {told.length === 0 ? <p className="note">{t('groups.none', { need: count(data.floor) })}</p> : null}
            {short.length > 0 ? (
              <p className="note">
                {t('groups.short', { count: short.length, need: count(data.floor) })}{' '}
                {short.slice(0, 8).map(({ value }, i) => <span key={value}>{i > 0 ? t('groups.comma') : null}<GroupLink by={by} value={value} naming={naming} /></span>)}
                {short.length > 8 ? ' …' : null}
              </p>
            ) : null}
          </div>
        </>
      )}
    </Card>
  );
}
