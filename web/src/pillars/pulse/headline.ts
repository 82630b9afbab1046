import { type Estimate, type Figure, type Good, type Verdict, verdictOf } from '@/ui/estimate/figure';
import { goodOf } from '@/app/view/useMeasures';
import type { PulseView, ScoreView, StripGroup } from './usePulse';

/** What the page says first. Each part is a key of the reader's words and the values in it; together they are true if read aloud. */
export type Sentence =
  | { say: 'better' | 'worse' | 'none' }
  | { say: 'betterHere' | 'worseHere' | 'noneHere' }
  | { say: 'otherBetter' | 'otherWorse'; score: ScoreView }
  | { say: 'level'; now: Estimate }
  | { say: 'notEnough'; have: number; need: number }
  | { say: 'nothing' }
  | { say: 'notEnoughBefore' }
  | { say: 'groupBetter' | 'groupWorse'; group: StripGroup; others: number }
  | { say: 'noGroup'; looked: number };

const missing = ({ shortfall }: Figure): Sentence => {
  const { have, need } = shortfall ?? {};
  return have != null && need != null ? { say: 'notEnough', have, need } : { say: 'nothing' };
};

/** Other results of the source whose change is clear and points elsewhere than that of the main score. */
const otherwise = ({ scores }: Pick<PulseView, 'scores'>, verdict: Verdict): Sentence[] =>
  scores.slice(1).flatMap((score): Sentence[] => {
    const change = score.change?.estimate;
    if (score.question.role !== 'outcome' || change == null) return [];
    const other = verdictOf(change, goodOf(score.question));
    return other === 'none' || other === verdict ? [] : [{ say: other === 'better' ? 'otherBetter' : 'otherWorse', score }];
  });

/** Of the whole: what changed, or where it stands when nothing can be compared. */
function overall(pulse: Pick<PulseView, 'scores'>, good: Good): Sentence[] {
  const main = pulse.scores[0];
  const now = main?.now.estimate;
  if (main === undefined) return [{ say: 'nothing' }];
  if (now == null) return [missing(main.now)];
  if (main.change === null) return [{ say: 'level', now }];
  const change = main.change.estimate;
  if (change === null) return [{ say: 'level', now }, { say: 'notEnoughBefore' }];
  const verdict = verdictOf(change, good);
  const others = otherwise(pulse, verdict);
  // "Overall" may stand only where no other result of the source says something else.
  return others.length === 0 ? [{ say: verdict }] : [{ say: `${verdict}Here` }, ...others];
}

/** Of the groups: the one whose change is clearest, or that none stands out. */
function ofGroups({ strip, headline }: Pick<PulseView, 'strip' | 'headline'>, good: Good): Sentence[] {
  if (strip === null || strip.looked_at === 0) return [];
  const change = headline.group?.change.estimate;
  if (headline.group === null || change == null) return strip.looked_at > 1 ? [{ say: 'noGroup', looked: strip.looked_at }] : [];
  return [{ say: verdictOf(change, good) === 'better' ? 'groupBetter' : 'groupWorse', group: headline.group, others: strip.fell + strip.rose - 1 }];
}

export const headlineOf = (pulse: Pick<PulseView, 'scores' | 'strip' | 'headline'>, good: Good): Sentence[] => [...overall(pulse, good), ...ofGroups(pulse, good)];
