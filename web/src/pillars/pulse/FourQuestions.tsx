import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { Priorities } from '@/pillars/priorities/usePriorities';
import { edit, type Search } from '@/app/address/search';
import { useFormat } from '@/app/i18n/useFormat';
import { within } from '@/app/view/filter';
import { goodOf, useMeasures } from '@/app/view/useMeasures';
import { LinkButton } from '@/ui/actions/LinkButton';
import { leavesZeroOut, verdictOf } from '@/ui/estimate/figure';
import { useMeasure } from '@/ui/estimate/measure';
import { Icon } from '@/ui/icons/Icon';
import { lowEnd } from '@/pillars/priorities/lowEnd';
import { actOf, whyOf } from './answers';
import css from './FourQuestions.module.css';
import { GroupLink } from './GroupLink';
import { clearOthers } from './headline';
import type { PulsePart } from './parts';

type FourProps = PulsePart & { priorities: Priorities | undefined; study: Search };

/** What changed, for whom, why, what to do: the line, with only what the data say hung on it. */
export function FourQuestions(props: FourProps) {
  const { t } = useTranslation('pulse');
  return (
    <section className={css.four} aria-label={t('four.title')}>
      <WhatChanged {...props} />
      <ForWhom {...props} />
      <Why {...props} />
      <WhatToDo {...props} />
    </section>
  );
}

function Station({ title, children, note, next }: { title: string; children: ReactNode; note?: ReactNode; next?: ReactNode }) {
  return (
    <div>
      <h2>{title}</h2>
      <p>{children}</p>
      <div className={css.note}>{note}</div>
      <div className={css.next}>{next}</div>
    </div>
  );
}

function WhatChanged({ pulse, main, naming }: FourProps) {
  const { t } = useTranslation('pulse');
  const measures = useMeasures();
  const { question, now, before, change } = main;
  const measure = measures(question);
  const score = naming.quoted(question);
  const [from, to, by] = [before?.estimate, now.estimate, change?.estimate];
  const see = <Link to="." search={((s: Search) => edit(s, { behind: String(question.id), within: undefined })) as never} resetScroll={false}>{t('four.seeBehind')} <Icon name="next" flip size={14} /></Link>;
  const title = t('four.changed');
  if (to == null) return <Station title={title}>{t('four.noNumber', { have: now.shortfall?.have ?? 0, need: now.shortfall?.need ?? 0 })}</Station>;
  if (by == null || from == null) {
    const words = change == null ? t('four.noComparison') : t('four.tooFewBefore');
    return <Station title={title} next={see} note={t('four.n', { count: to.n })}>{words}</Station>;
  }
  const key = leavesZeroOut(by) ? (by.value > 0 ? 'four.rose' : 'four.fell') : 'four.unclear';
  const values = { score, from: measure.level(from.value), to: measure.level(to.value) };
  return (
    <Station title={title} next={see} note={t('four.changeNote', { value: measure.change(by.value), low: measure.change(by.low), high: measure.change(by.high), count: by.n })}>
      <Trans t={t} i18nKey={key} values={values} components={{ b: <b /> }} />
      {clearOthers(pulse).flatMap(({ score: other, change: estimate }) => {
        if (other.now.estimate == null || other.before?.estimate == null) return [];
        const write = measures(other.question).level;
        const said = { score: naming.quoted(other.question), from: write(other.before.estimate.value), to: write(other.now.estimate.value) };
        return [<Fragment key={other.question.id}> <Trans t={t} i18nKey={estimate.value > 0 ? 'four.rose' : 'four.fell'} values={said} components={{ b: <b /> }} /></Fragment>];
      })}
    </Station>
  );
}

function ForWhom({ pulse, main, naming }: FourProps) {
  const { t } = useTranslation('pulse');
  const { percent } = useFormat();
  const measure = useMeasures()(main.question);
  const title = t('four.whom');
  const { strip, headline } = pulse;
  const all = <a href="#groups">{t('four.seeGroups')} <Icon name="next" flip size={14} /></a>;
  if (strip === null) return pulse.against === null ? <Station title={title} next={all}>{t('four.whomAlone')}</Station> : <Station title={title}>{t('four.whomNoPurpose')}</Station>;
  const by = naming.by(strip.by);
  if (strip.looked_at === 0) return <Station title={title} next={all}>{t('four.whomTooFew', { by })}</Station>;
  const change = headline.group?.change.estimate;
  if (headline.group == null || change == null) {
    return <Station title={title} next={all} note={t('four.looked', { count: strip.looked_at, by, level: percent(strip.level, 1) })}>{t('four.whomNone', { by })}</Station>;
  }
  const better = verdictOf(change, goodOf(main.question)) === 'better';
  const others = strip.fell + strip.rose - 1;
  return (
    <Station
      title={title}
      next={<GroupLink by={strip.by} value={headline.group.value} naming={naming}>{t('four.seeGroup')} <Icon name="next" flip size={14} /></GroupLink>}
      note={t('four.changeNote', { value: measure.change(change.value), low: measure.change(change.low), high: measure.change(change.high), count: change.n })}
    >
      <Trans t={t} i18nKey={better ? 'four.whomBetter' : 'four.whomWorse'} values={{ group: naming.value(strip.by, headline.group.value), by }} components={{ b: <b /> }} />{' '}
      {others > 0 ? t('four.others', { count: others }) : null}
    </Station>
  );
}

function Why({ priorities, search, scope }: FourProps) {
  const { t } = useTranslation('pulse');
  const { list, percent } = useFormat();
  const title = t('four.why');
  if (priorities === undefined) return <Station title={title}>{t('four.working')}</Station>;
  const why = whyOf(priorities);
  if (why.say === 'refused') return <Station title={title}>{t('four.whyRefused')}</Station>;
  const names = why.drivers.map(({ question }) => question.label);
  const first = why.drivers[0];
  const words =
    why.say === 'one' && first !== undefined ? (
      <Trans t={t} i18nKey="four.whyOne" values={{ driver: names[0], share: percent(first.share.value / 100) }} components={{ b: <b /> }} />
    ) : why.say === 'several' ? (
      <Trans t={t} i18nKey="four.whySeveral" values={{ drivers: list(names) }} components={{ b: <b /> }} />
    ) : (
      t('four.whyTied', { count: priorities.drivers.length })
    );
  const low = first === undefined ? undefined : within(search, scope, { ...lowEnd(first), sort: 'lowest' });
  return (
    <Station
      title={title}
      note={t('four.association', { count: priorities.n })}
      next={low === undefined ? undefined : <Link to="/voices" search={low as never}>{why.say === 'tied' ? t('four.readLow') : t('four.readWords')} <Icon name="next" flip size={14} /></Link>}
    >
      {words}
    </Station>
  );
}

function WhatToDo({ priorities, study, main, naming }: FourProps) {
  const { t } = useTranslation('pulse');
  const { percent, list, number } = useFormat();
  const points = useMeasure('points', priorities?.unit === 'percentage_points' ? 1 : 2);
  const title = t('four.do');
  const open = <LinkButton variant="filled" to="/priorities" search={study as never} rightSection={<Icon name="next" flip size={14} />}>{t('four.open')}</LinkButton>;
  if (priorities === undefined) return <Station title={title}>{t('four.working')}</Station>;
  const act = actOf(priorities);
  if (act.say === 'refused' || act.say === 'nothing') return <Station title={title} next={act.say === 'nothing' ? open : undefined}>{act.say === 'nothing' ? t('four.doNothingClear') : t('four.doRefused')}</Station>;
  const first = act.drivers[0];
  if (first?.rise == null) return <Station title={title} next={open}>{t('four.doNothingClear')}</Station>;
  const values = { driver: first.question.label, drivers: list(act.drivers.map(({ question }) => question.label)), share: percent(first.reach.share), threshold: number(first.reach.threshold) };
  const score = naming.quoted(main.question);
  const nps = main.question.metric === 'nps';
  const rises = act.drivers.flatMap(({ rise }) => (rise === null ? [] : [rise.value]));
  const note =
    act.say === 'one'
      ? t(nps ? 'four.expectedNps' : 'four.expected', { value: points.change(first.rise.value), low: points.change(first.rise.low), high: points.change(first.rise.high), score })
      : t(nps ? 'four.expectedSeveralNps' : 'four.expectedSeveral', { low: points.change(Math.min(...rises)), high: points.change(Math.max(...rises)), score });
  const key = act.say === 'many' ? 'four.doMany' : act.say === 'several' ? 'four.doSeveral' : first.question.scale.low_is_good ? 'four.doOneHigh' : 'four.doOne';
  return (
    <Station title={title} next={open} note={note}>
      <Trans t={t} i18nKey={key} count={act.drivers.length} values={values} components={{ b: <b /> }} />
    </Station>
  );
}
